//! Apps on Forge: how they leave, and what the clock has them do.

use std::time::Duration;

use mockfluence::settings::ForgeUninstallOrder;
use mockfluence::{Fault, Settings, Status, Tenant};
use rstest::rstest;
use serde_json::json;

use crate::forge_backend::{both, installed, manifest, with_half};
use crate::scripted_app::ScriptedApp;

#[rstest]
#[case::farewell_first(ForgeUninstallOrder::PreUninstallFirst, ["/forge/life", "/uninstalled"])]
#[case::uninstalled_first(ForgeUninstallOrder::UninstalledFirst, ["/uninstalled", "/forge/life"])]
#[tokio::test]
async fn an_uninstall_says_farewell_and_goes_on_whatever_is_answered(
    #[case] order: ForgeUninstallOrder,
    #[case] told: [&str; 2],
    #[values(false, true)] from_connect: bool,
) {
    let settings = Settings::default()
        .forge_uninstall_order(order)
        .pre_uninstall_deadline(Duration::from_millis(200));
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let app = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap();
    backend.reply("/uninstalled", 500, "");
    backend.call_from("/forge/life", |_| std::future::pending());
    let report = match from_connect {
        true => app.connect().unwrap().uninstall().await,
        false => app.clone().uninstall().await,
    };
    assert_eq!(backend.calls()[2..], told);
    assert_eq!(report.len(), 2);
    assert_eq!(app.status(), Status::Uninstalled);
    assert_eq!(backend.last("/uninstalled").token_header()["alg"], "RS256");
    let farewell = backend.last("/forge/life");
    let body = farewell.json();
    assert_eq!(
        body["context"],
        json!({ "cloudId": tenant.cloud_id(), "moduleKey": "farewell" })
    );
    assert_eq!(
        farewell.claims()["app"]["module"]["type"],
        "core:preUninstall"
    );
    let token = mockfluence::jwt::decode(body["contextToken"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&token.claims["iss"], &token.claims["aud"]),
        (&json!("forge/context-token"), &json!("forge"))
    );
    assert!(app.event_retries().is_empty(), "it is no event");
    let again = app.uninstall().await;
    assert!(
        again
            .sent()
            .unwrap_err()
            .to_string()
            .contains("nothing to uninstall")
    );
}

#[tokio::test]
async fn a_schedule_runs_when_a_test_runs_it_once_or_by_a_fault_twice() {
    let (tenant, backend, app) = installed().await;
    let run = app.run_schedule("hourly").await;
    run.assert_answered();
    let call = backend.last("/forge/life");
    assert_eq!(call.json()["context"]["moduleKey"], "hourly");
    assert_eq!(
        call.claims()["app"]["module"],
        json!({ "type": "core:scheduledTrigger", "key": "hourly" })
    );
    tenant.inject(Fault::duplicate().times(1));
    app.run_schedule("hourly").await.assert_answered();
    assert_eq!(backend.calls().len(), 4, "{}", tenant.log());
    backend.reply("/forge/life", 500, "");
    app.run_schedule("hourly").await;
    assert!(
        app.event_retries().is_empty(),
        "a schedule is not tried again"
    );
    let nothing = app.run_schedule("hourli").await.sent().unwrap_err();
    assert_eq!(
        nothing.to_string(),
        "the manifest has no scheduled trigger `hourli`: it has `hourly`; did you mean `hourly`?"
    );
}
