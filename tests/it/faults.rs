//! Faults: what the app sees on the wire, what is left behind, and that it repeats.

use std::time::{Duration, Instant};

use mockfluence::settings::UninstallOrder;
use mockfluence::{
    DYNAMIC_MODULES, Fault, InstalledApp, RequestLog, Settings, Tamper, Tenant, from_app, to_app,
};
use rstest::rstest;
use serde_json::Value;

use crate::app::{App, installed, web_items};
use crate::incident_board::IncidentBoard;
use crate::raw::exchange;
use crate::scripted_app::ScriptedApp;

fn register(app: &InstalledApp) -> mockfluence::AppRequest {
    app.client().post(DYNAMIC_MODULES).json(&web_items(&["k"]))
}

/// The bytes that a plain GET of the install key gets.
async fn wire(tenant: &Tenant) -> String {
    exchange(
        tenant.port(),
        b"GET /keys/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        false,
    )
    .await
}

#[tokio::test]
async fn a_status_comes_in_place_of_the_answer_as_often_as_asked() {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.inject(
        Fault::rate_limited(7, "confluence-burst-based")
            .on(from_app().post(DYNAMIC_MODULES))
            .times(2),
    );
    for _ in 0..2 {
        let reply = register(&app).send().await.unwrap();
        assert_eq!(
            (reply.status(), reply.header("retry-after")),
            (429, Some("7"))
        );
        assert_eq!(
            reply.header("ratelimit-reason"),
            Some("confluence-burst-based")
        );
        assert!(app.dynamic_module_keys().is_empty());
    }
    assert_eq!(register(&app).send().await.unwrap().status(), 200);
    assert!(tenant.faults_left().is_empty());
    assert!(tenant.log().to_string().contains("! fault: status 429"));
}

#[rstest]
#[case::close(Fault::close(), false)]
#[case::reset(Fault::reset(), false)]
#[case::lose_reply(Fault::lose_reply(), true)]
#[tokio::test]
async fn a_connection_ends_without_an_answer(#[case] fault: Fault, #[case] carried_out: bool) {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.inject(fault.clone().on(from_app().path("/keys/*")).times(1));
    assert_eq!(wire(&tenant).await, "");
    tenant.inject(fault.on(from_app().post(DYNAMIC_MODULES)).times(1));
    register(&app).send().await.unwrap_err();
    // GET tells what became of it.
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.json() == web_items(&["k"]), carried_out);
    assert!(tenant.log().to_string().contains("(fault)"));
}

#[tokio::test]
async fn a_reset_is_a_reset_and_a_close_is_none() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (tenant, _app) = installed(Settings::default()).await;
    for (fault, reset) in [(Fault::reset(), true), (Fault::close(), false)] {
        tenant.inject(fault.on(from_app().get("/x")).times(1));
        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", tenant.port()))
            .await
            .unwrap();
        stream
            .write_all(b"GET /x HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let read = stream.read(&mut [0; 16]).await;
        let was_reset = read
            .as_ref()
            .is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset);
        assert_eq!(was_reset, reset, "{read:?}");
    }
}

#[tokio::test]
async fn a_body_breaks_off_half_way_and_another_client_sees_it_too() {
    let (tenant, _app) = installed(Settings::default()).await;
    let url = format!("http://127.0.0.1:{}/nowhere", tenant.port());
    tenant.inject(
        Fault::close_mid_body()
            .on(from_app().get("/nowhere"))
            .times(2),
    );
    let answer = exchange(
        tenant.port(),
        b"GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n",
        false,
    )
    .await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let length: usize = head
        .split("content-length: ")
        .nth(1)
        .unwrap()
        .split("\r\n")
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(body.len(), length / 2);
    let reply = reqwest::get(&url).await.unwrap();
    assert!(reply.text().await.is_err());
    assert!(reqwest::get(&url).await.unwrap().text().await.is_ok());
}

#[tokio::test]
async fn json_can_be_truncated_or_garbage() {
    let (tenant, app) = installed(Settings::default()).await;
    register(&app).send().await.unwrap();
    for fault in [Fault::truncated_json(), Fault::garbage_json()] {
        tenant.inject(fault.on(from_app().get(DYNAMIC_MODULES)).times(1));
        let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
        assert_eq!(reply.status(), 200);
        assert!(serde_json::from_str::<Value>(&reply.text()).is_err());
        assert!(!reply.text().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn delays_and_slow_bodies_are_exact_under_paused_time_and_take_no_real_time() {
    let (tenant, app) = installed(Settings::default()).await;
    let five = Duration::from_secs(5);
    tenant.inject(
        Fault::delay(five)
            .on(from_app().get(DYNAMIC_MODULES))
            .times(200),
    );
    let (real, paused) = (Instant::now(), tokio::time::Instant::now());
    for _ in 0..200 {
        assert_eq!(
            app.client()
                .get(DYNAMIC_MODULES)
                .send()
                .await
                .unwrap()
                .status(),
            200
        );
    }
    assert_eq!(paused.elapsed().as_secs(), 1000);
    assert!(real.elapsed() < five, "{:?}", real.elapsed());
    tenant.inject(
        Fault::slow_body(10, Duration::from_secs(1))
            .on(from_app().get("/nowhere"))
            .times(1),
    );
    let paused = tokio::time::Instant::now();
    let reply = reqwest::get(format!("http://127.0.0.1:{}/nowhere", tenant.port()))
        .await
        .unwrap();
    let length = reply.text().await.unwrap().len() as u64;
    assert_eq!(paused.elapsed().as_secs(), length.div_ceil(10) - 1);
}

#[tokio::test]
async fn a_retry_meets_two_refusals_a_lost_reply_and_a_duplicate() {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    let registrations = || from_app().post(DYNAMIC_MODULES);
    tenant.inject(Fault::status(503).on(registrations()).times(2));
    tenant.inject(Fault::lose_reply().on(registrations()).nth(3));
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.extend(board.open_incident("incident-42").await);
    }
    assert_eq!(statuses, [503, 503, 0, 400]);
    assert_eq!(app.dynamic_module_keys(), ["incident-42"]);
    assert_eq!(tenant.log().only(registrations()).len(), 4);
}

#[tokio::test]
async fn a_hold_makes_a_race_a_test() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let hold = tenant.hold(to_app().post("/enabled"));
    let installing = tokio::spawn(tenant.install(app.descriptor_url()));
    hold.reached().await;
    assert_eq!(app.calls(), ["/installed"]);
    // The app may call already, for the host has enabled it; `install` is not done.
    let early = tenant
        .app("scripted-app")
        .unwrap()
        .client()
        .get(DYNAMIC_MODULES);
    assert_eq!(early.send().await.unwrap().status(), 200);
    assert!(!installing.is_finished());
    hold.release();
    installing.await.unwrap().unwrap();
    assert_eq!(app.calls(), ["/installed", "/enabled"]);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("! held until the test let it go on")
    );
}

#[tokio::test(start_paused = true)]
async fn a_forgotten_hold_lets_go_after_30_s_and_a_dropped_one_at_once() {
    let (tenant, app) = installed(Settings::default()).await;
    let forgotten = tenant.hold(from_app().get(DYNAMIC_MODULES));
    assert_eq!(
        app.client()
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .map(|reply| reply.status())
            .ok(),
        None
    );
    drop(forgotten);
    assert_eq!(
        app.client()
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    let log = tenant
        .wait_for(2, from_app().get(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert!(
        log.to_string().contains("held for 30s, and let go"),
        "{log}"
    );
}

#[test]
fn a_fault_in_the_wrong_direction_is_named_at_once() {
    let tenant = Tenant::start();
    for fault in [
        Fault::token(Tamper::Unsigned).on(from_app()),
        Fault::garbage_json().on(to_app()),
    ] {
        let injected =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tenant.inject(fault)));
        assert!(injected.is_err());
    }
}

#[test]
fn unused_faults_are_visible_and_can_be_taken_back() {
    let tenant = Tenant::start();
    let id = tenant.inject(Fault::status(500).on(from_app().get("/never")));
    assert_eq!(
        tenant.faults_left()[0].1.to_string(),
        "status 500 on app -> tenant GET /never"
    );
    assert!(tenant.remove_fault(id) && !tenant.remove_fault(id));
    tenant.inject(Fault::close());
    tenant.clear_faults();
    assert!(tenant.faults_left().is_empty());
}

async fn flaky(seed: u64) -> RequestLog {
    let parallel = Settings::default().uninstall_order(UninstallOrder::Parallel);
    let tenant = Tenant::builder().seed(seed).settings(parallel).start();
    let app = App::without_backend().on(&tenant).await;
    tenant.inject(Fault::status(500).on(from_app()).probability(0.5));
    tenant.inject(Fault::lose_reply().on(from_app()).probability(0.2));
    for n in 0..40 {
        let request = app
            .client()
            .post(DYNAMIC_MODULES)
            .json(&web_items(&[&format!("k{n}")]));
        let _ = request.send().await;
    }
    tenant.log()
}

#[tokio::test]
async fn a_flaky_tenant_is_as_flaky_again_with_the_same_seed() {
    let (one, same, other) = (flaky(1).await, flaky(1).await, flaky(2).await);
    assert_eq!(one.to_string(), same.to_string());
    assert_ne!(one.statuses(), other.statuses());
}
