//! Events that an app on Forge does not take: how often they are tried, and what faults do to them.

use std::collections::BTreeSet;
use std::time::Duration;

use mockfluence::settings::EventEnvelope;
use mockfluence::{Fault, ForgeApp, Settings, Tenant, Webhook, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::forge_backend::{edit, installed, manifest, page};
use crate::scripted_app::{Received, ScriptedApp};

/// Advances the clock by so many seconds, and waits until so many calls have gone to the path in all.
async fn after(tenant: &Tenant, seconds: u64, calls: usize) {
    tenant.clock().advance(Duration::from_secs(seconds));
    tenant
        .wait_for(calls, to_app().path("/forge/events"))
        .await
        .unwrap();
}

fn reasons(app: &ForgeApp) -> Vec<(u32, &'static str)> {
    app.event_retries()
        .iter()
        .map(|one| (one.retry, one.reason))
        .collect()
}

/// Each attempt has a token of its own, and else the same body.
fn have_tokens_of_their_own(attempts: &[Received]) {
    let all = |of: fn(&Received) -> Value| -> BTreeSet<String> {
        attempts.iter().map(|one| of(one).to_string()).collect()
    };
    assert_eq!(all(|one| one.claims()["jti"].clone()).len(), attempts.len());
    assert_eq!(all(|one| one.json()["eventCreatedDate"].clone()).len(), 1);
}

#[tokio::test]
async fn an_event_that_is_not_taken_is_tried_four_times_more_by_the_tenants_clock() {
    let (tenant, backend, app) = installed().await;
    backend.reply("/forge/events", 501, "");
    tenant.fire(edit()).await;
    assert_eq!(reasons(&app), [(1, "INVALID_REMOTE_INVOCATION_ERROR")]);
    tenant.clock().advance(Duration::from_secs(59));
    assert_eq!(backend.all("/forge/events").len(), 1, "59 s are not enough");
    after(&tenant, 1, 2).await;
    backend.reply("/forge/events", 401, "");
    after(&tenant, 60, 3).await;
    tenant
        .wait_for_value(vec![(3, "INVALID_FORGE_INVOCATION_TOKEN")], {
            let app = app.clone();
            move || reasons(&app)
        })
        .await
        .unwrap();
    // A test that is in a hurry has the rest at once.
    after(&tenant, 600, 5).await;
    let log = move |tenant: &Tenant| tenant.log().to_string();
    tenant
        .wait_until({
            let tenant = tenant.clone();
            move || log(&tenant).contains("attempt 5 of 5: it is not tried again")
        })
        .await
        .unwrap();
    assert!(app.event_retries().is_empty());
    let told: Vec<Value> = backend
        .all("/forge/events")
        .iter()
        .map(|one| one.json()["retryContext"].clone())
        .collect();
    let retry = |count: u32, reason: &str| json!({ "retryCount": count, "retryReason": reason, "retryData": null });
    let (remote, token) = (
        "INVALID_REMOTE_INVOCATION_ERROR",
        "INVALID_FORGE_INVOCATION_TOKEN",
    );
    assert_eq!(
        told,
        [
            Value::Null,
            retry(1, remote),
            retry(2, remote),
            retry(3, token),
            retry(4, token)
        ]
    );
    have_tokens_of_their_own(&backend.all("/forge/events"));
}

#[tokio::test]
async fn a_retry_that_is_taken_is_the_last() {
    let (tenant, backend, app) = installed().await;
    backend.reply("/forge/events", 302, "/elsewhere");
    tenant.fire(edit()).await;
    backend.reply("/forge/events", 202, "");
    after(&tenant, 60, 2).await;
    tenant.clock().advance(Duration::from_secs(600));
    tenant
        .wait_for_quiet(Duration::from_millis(100))
        .await
        .unwrap();
    assert_eq!(
        backend.calls(),
        ["/forge/life", "/forge/events", "/forge/events"],
        "a redirect is not followed"
    );
    assert!(app.event_retries().is_empty());
}

#[tokio::test]
async fn five_seconds_are_a_timeout_and_the_envelope_is_a_setting() {
    let settings = Settings::default()
        .event_deadline(Duration::from_millis(100))
        .event_envelope(EventEnvelope::Payload);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let app = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    backend.call_from("/forge/events", |_| std::future::pending());
    tenant.fire(edit()).await;
    assert_eq!(reasons(&app), [(1, "TIMEOUT_ERROR")]);
    after(&tenant, 60, 2).await;
    let body = backend.last("/forge/events").json();
    assert_eq!(
        body["payload"]["retryContext"]["retryReason"],
        "TIMEOUT_ERROR"
    );
    assert_eq!(body["payload"]["eventType"], "avi:confluence:updated:page");
    assert_eq!(
        Settings::default().event_deadline(Duration::from_secs(5)),
        Settings::default()
    );
}

#[tokio::test]
async fn an_installed_is_an_event_and_tried_again_until_the_app_goes() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    backend.reply("/forge/life", 500, "");
    let app = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    assert_eq!(app.event_retries()[0].event, "avi:forge:installed:app");
    app.uninstall().await;
    let calls = backend.calls().len();
    tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    tenant.clock().advance(Duration::from_secs(60));
    tenant
        .wait_until({
            let tenant = tenant.clone();
            move || tenant.log().to_string().contains("is not there any more")
        })
        .await
        .unwrap();
    // The new installation's own is tried again, the old one's is not.
    tenant
        .wait_for(calls + 2, to_app().path("/forge/life"))
        .await
        .unwrap();
    assert_eq!(backend.calls().len(), calls + 2);
}

#[rstest]
#[case::twice(Fault::duplicate().times(1), 2, 0)]
#[case::lost(Fault::drop_delivery().times(1), 0, 1)]
#[case::refused(Fault::refuse_connection().times(1), 0, 1)]
#[case::answered(Fault::status(503).times(1), 0, 1)]
#[tokio::test]
async fn the_faults_that_there_are_do_their_work_on_events(
    #[case] fault: Fault,
    #[case] received: usize,
    #[case] waiting: usize,
) {
    let (tenant, backend, app) = installed().await;
    tenant.inject(fault.on(to_app().path("/forge/events")));
    tenant.fire(edit()).await;
    assert_eq!(
        backend.all("/forge/events").len(),
        received,
        "{}",
        tenant.log()
    );
    assert_eq!(app.event_retries().len(), waiting);
    if waiting == 1 {
        after(&tenant, 60, 2).await;
        assert_eq!(
            backend.last("/forge/events").json()["retryContext"]["retryCount"],
            1
        );
    }
}

#[tokio::test]
async fn an_event_may_come_after_the_next_one_and_be_tried_again_all_the_same() {
    let (tenant, backend, app) = installed().await;
    tenant.inject(Fault::reorder().times(1).on(to_app().path("/forge/events")));
    backend.reply("/forge/events", 500, "");
    tenant.fire(edit()).await;
    assert!(backend.all("/forge/events").is_empty());
    tenant
        .fire(Webhook::page("page_updated", page().with_version(3)))
        .await;
    let versions: Vec<Value> = backend
        .all("/forge/events")
        .iter()
        .map(|one| one.json()["content"]["version"]["number"].clone())
        .collect();
    assert_eq!(versions, [3, 2]);
    assert_eq!(app.event_retries().len(), 2);
}
