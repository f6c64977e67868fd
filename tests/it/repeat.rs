//! Two hundred runs of every fault give one log.

use std::time::Duration;

use mockfluence::{DYNAMIC_MODULES, Fault, Tamper, Tenant, TokenKind, from_app, to_app};

use crate::scripted_app::ScriptedApp;

const RUNS: usize = 200;

fn on_callbacks() -> Vec<Fault> {
    vec![
        Fault::status(503).header("retry-after", "1").body("later"),
        Fault::delay_between(Duration::ZERO, Duration::from_millis(1)),
        Fault::refuse_connection(),
        Fault::reset(),
        Fault::close(),
        Fault::close_mid_body(),
        Fault::lose_reply(),
        Fault::duplicate(),
        Fault::drop_delivery(),
        Fault::reorder(),
        Fault::token(Tamper::WrongSignature),
        Fault::token(Tamper::WrongKey),
        Fault::token(Tamper::Expired),
        Fault::token(Tamper::NotYetValid),
        Fault::token(Tamper::Replayed),
        Fault::token(Tamper::Unsigned),
    ]
}

fn on_installed() -> Vec<Fault> {
    let forgeries = Fault::forgeries(TokenKind::SignedInstall);
    forgeries.chain([Fault::token(Tamper::Replayed)]).collect()
}

fn on_calls() -> Vec<Fault> {
    vec![
        Fault::rate_limited(1, "confluence-burst-based"),
        Fault::delay_between(Duration::ZERO, Duration::from_millis(1)),
        Fault::reset(),
        Fault::close(),
        Fault::close_mid_body(),
        Fault::slow_body(64, Duration::ZERO),
        Fault::truncated_json(),
        Fault::garbage_json(),
        Fault::lose_reply(),
        Fault::status(500).probability(0.5),
    ]
}

async fn run() -> String {
    let tenant = Tenant::builder().seed(7).start();
    let backend = ScriptedApp::start().await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    for fault in on_callbacks() {
        tenant.inject(fault.on(to_app().post("/enabled")).times(1));
        app.disable().await;
        app.enable().await;
    }
    for fault in on_calls() {
        tenant.inject(fault.on(from_app().get(DYNAMIC_MODULES)).times(1));
        // Whether an answer comes is the fault's business; the log says it.
        let _ = app.client().get(DYNAMIC_MODULES).send().await;
    }
    serde_json::to_string(&tenant.log()).unwrap()
}

async fn run_of_installs() -> String {
    let tenant = Tenant::builder().seed(7).start();
    let backend = ScriptedApp::start().await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    for fault in on_installed() {
        tenant.inject(fault.on(to_app().post("/installed")).times(1));
        app.repeat_installed().await.unwrap();
    }
    assert!(tenant.faults_left().is_empty());
    serde_json::to_string(&tenant.log()).unwrap()
}

/// The whole way of an app on Forge: moved, called with every forgery, told with faults, and gone.
#[cfg(feature = "forge")]
async fn run_on_forge() -> String {
    use crate::forge_backend::{edit, manifest, with_half};
    let tenant = Tenant::builder().seed(7).start();
    let backend = ScriptedApp::start().await;
    let lifecycle = serde_json::json!({ "installed": "/installed", "uninstalled": "/uninstalled" });
    let mut changes = with_half(lifecycle);
    changes.push((
        "/modules/macro",
        serde_json::json!([{ "key": "board", "title": "Board", "resource": "main", "resolver": { "endpoint": "life" } }]),
    ));
    changes.push((
        "/resources",
        serde_json::json!([{ "key": "main", "path": "static" }]),
    ));
    let app = tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    let call = || app.invoke("life").path("/board");
    for tamper in call().forgeries() {
        call().tamper(tamper).send().await;
    }
    call().direct().send().await;
    backend.reply("/forge/events", 500, "");
    for fault in on_callbacks() {
        tenant.inject(fault.on(to_app().post("/forge/events")).times(1));
        tenant.fire(edit()).await;
    }
    for _ in 0..5 {
        app.retry_events().await;
    }
    tenant.rotate_invocation_key();
    app.run_schedule("hourly").await;
    for path in [
        "/rest/api/user/current",
        "/forge/installation/v2/dynamic/module",
    ] {
        app.client().get(path).send().await.unwrap();
    }
    app.clone().uninstall().await;
    tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    let log = tenant.log();
    format!(
        "{log}{}{}",
        serde_json::to_string(&log).unwrap(),
        log.mermaid()
    )
}

#[cfg(feature = "forge")]
#[tokio::test]
async fn five_runs_on_forge_give_one_log() {
    let first = run_on_forge().await;
    for number in 1..5 {
        let again = run_on_forge().await;
        for (one, other) in first.lines().zip(again.lines()) {
            assert_eq!(one, other, "run {number}");
        }
        assert_eq!(again.len(), first.len(), "run {number}");
    }
}

#[tokio::test]
async fn twenty_runs_of_every_forged_install_give_one_log() {
    let first = run_of_installs().await;
    for number in 1..20 {
        assert_eq!(run_of_installs().await, first, "run {number}");
    }
}

#[tokio::test]
async fn two_hundred_runs_of_every_fault_give_one_log() {
    let first = run().await;
    for number in 1..RUNS {
        let again = run().await;
        if again == first {
            continue;
        }
        let differs = |(one, other): &(char, char)| one != other;
        if let Some(at) = first
            .chars()
            .zip(again.chars())
            .position(|pair| differs(&pair))
        {
            let near = |text: &str| {
                text.chars()
                    .skip(at.saturating_sub(200))
                    .take(400)
                    .collect::<String>()
            };
            panic!("run {number}: {} is not {}", near(&again), near(&first));
        }
        assert_eq!(again.len(), first.len(), "run {number}");
    }
}
