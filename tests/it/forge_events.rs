//! Events to the triggers of apps on Forge: whom they reach, in which shape, and how often they are tried.

use std::time::Duration;

use mockfluence::{Attachment, Comment, Space, Tenant, Webhook, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::forge_backend::{APP, edit, manifest, page, with_half};
use crate::scripted_app::ScriptedApp;

#[tokio::test]
async fn one_event_reaches_webhooks_and_triggers_each_in_its_shape() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    tenant.add_page(page());
    tenant
        .install_forge(manifest(&backend, &with_half(json!({}))))
        .await
        .unwrap();
    let delivered = tenant.fire(edit()).await;
    delivered.assert_delivered();
    let triggers: Vec<_> = delivered
        .as_slice()
        .iter()
        .map(|one| one.trigger.as_deref())
        .collect();
    assert_eq!(triggers, [None, Some("on-page")]);
    assert_eq!(backend.calls()[1..], ["/connect/page", "/forge/events"]);
    let connect = backend.last("/connect/page");
    assert!(connect.header("authorization").unwrap().starts_with("JWT "));
    assert!(
        connect.json().get("eventType").is_none(),
        "Connect has the name in the URL alone"
    );
    let forge = backend.last("/forge/events");
    assert!(
        forge
            .header("authorization")
            .unwrap()
            .starts_with("Bearer ")
    );
    let body = forge.json();
    assert_eq!(body["eventType"], "avi:confluence:updated:page");
    assert_eq!(body["atlassianId"], tenant.admin());
    assert_eq!(
        (&body["selfGenerated"], &body["suppressNotifications"]),
        (&json!(false), &json!(false))
    );
    shows_the_page(&body["content"], &tenant.admin());
    assert!(body.get("retryContext").is_none());
}

fn shows_the_page(content: &Value, author: &str) {
    assert_eq!(
        (
            &content["id"],
            &content["type"],
            &content["status"],
            &content["title"]
        ),
        (
            &json!("10000001"),
            &json!("page"),
            &json!("current"),
            &json!("Runbook")
        )
    );
    assert_eq!(
        (&content["space"]["key"], &content["version"]["number"]),
        (&json!("ENG"), &json!(2))
    );
    assert_eq!(
        content["history"]["createdBy"]["displayName"], author,
        "no names are told"
    );
}

fn listening(events: &[&str], scopes: &[&str]) -> Vec<(&'static str, Value)> {
    vec![
        ("/modules/trigger/1/events", json!(events)),
        ("/permissions/scopes", json!(scopes)),
    ]
}

const ALL: [&str; 4] = [
    "read:confluence-content.summary",
    "write:confluence-content",
    "read:confluence-space.summary",
    "read:confluence-user",
];

#[rstest]
#[case::comment(
    "avi:confluence:created:comment",
    Webhook::comment("comment_created", Comment::new(7, page())),
    "/content/container/id",
    "10000001"
)]
#[case::file("avi:confluence:created:attachment", Webhook::attachments("attachment_created", page(), vec![Attachment::new(8, "a.png").file_size(12)]), "/attachment/extensions/fileSize", "12")]
#[case::label(
    "avi:confluence:added:label",
    Webhook::label("label_added", "runbook", page()),
    "/label/name",
    "runbook"
)]
#[case::space(
    "avi:confluence:created:space:V2",
    Webhook::space("space_created", Space::new(9, "OPS", "Operations")),
    "/space/alias",
    "OPS"
)]
#[case::user(
    "avi:confluence:deleted:user",
    Webhook::user("user_removed", "712020:bob"),
    "/user/email",
    "712020:bob"
)]
#[case::blog(
    "avi:confluence:updated:blogpost",
    Webhook::blog("blog_updated", page()),
    "/content/type",
    "blogpost"
)]
#[case::trashed(
    "avi:confluence:trashed:page",
    Webhook::page("page_trashed", page()),
    "/content/status",
    "trashed"
)]
#[case::moved(
    "avi:confluence:moved:page",
    Webhook::page_moved(page(), page(), page()),
    "/prevContent/id",
    "10000001"
)]
#[case::raw("avi:confluence:performed:search", Webhook::raw("avi:confluence:performed:search", json!({ "query": "x" })), "/query", "x")]
#[tokio::test]
async fn each_kind_of_event_has_its_documented_shape(
    #[case] name: &str,
    #[case] event: Webhook,
    #[case] place: &str,
    #[case] value: &str,
) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let manifest = manifest(&backend, &listening(&[name], &ALL));
    tenant.install_forge(manifest).await.unwrap();
    tenant.fire(event).await.assert_delivered();
    let body = backend.last("/forge/events").json();
    assert_eq!(body["eventType"], name);
    assert_eq!(body.pointer(place), Some(&json!(value)), "{body:#}");
    assert_eq!(body["selfGenerated"], false);
    assert!(
        body.get("atlassianId").is_some() != name.ends_with(":user") || name.ends_with(":search")
    );
}

#[rstest]
#[case::scope(vec![("/permissions/scopes", json!(["read:confluence-user"]))], "the app has no scope read:confluence-content.summary")]
#[case::function(vec![("/modules/trigger/1", json!({ "key": "on-page", "function": "f", "events": ["avi:confluence:updated:page"] }))],
    "it calls the function `f`")]
#[case::licence(vec![("/modules/trigger/1/filter", json!({ "appIsLicensed": true }))], "the app has no active licence")]
#[tokio::test]
async fn what_keeps_an_event_from_a_trigger_is_in_the_log(
    #[case] changes: Vec<(&'static str, Value)>,
    #[case] why: &str,
) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    assert!(tenant.fire(edit()).await.is_empty());
    let log = tenant.log().to_string();
    assert!(
        log.contains("`avi:confluence:updated:page` does not reach the trigger `on-page`"),
        "{log}"
    );
    assert!(log.contains(why), "{log}");
    assert_eq!(backend.calls(), ["/forge/life"]);
}

#[rstest]
#[case::told(false, Some(true))]
#[case::ignored(true, None)]
#[tokio::test]
async fn what_an_app_brings_about_itself_is_told_or_ignored(
    #[case] ignores: bool,
    #[case] told: Option<bool>,
    #[values(false, true)] over_rest: bool,
) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    tenant.add_page(page());
    let mut changes = with_half(json!({}));
    changes.push((
        "/modules/trigger/1/filter",
        json!({ "ignoreSelf": ignores }),
    ));
    let app = tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    if over_rest {
        let body = json!({ "id": "10000001", "status": "current", "title": "Other", "version": { "number": 3 },
            "body": { "representation": "storage", "value": "" } });
        let half = app.connect().unwrap();
        let put = half
            .client()
            .put("/api/v2/pages/10000001")
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(put.status(), 200, "{}", put.text());
        tenant
            .wait_for(1, to_app().path("/connect/page"))
            .await
            .unwrap();
        tenant
            .wait_for_quiet(Duration::from_millis(100))
            .await
            .unwrap();
    } else {
        tenant.fire(edit().made_by_app(APP)).await;
    }
    let events = backend.all("/forge/events");
    let seen = events
        .first()
        .map(|call| call.json()["selfGenerated"] == true);
    assert_eq!(
        (events.len(), seen),
        (usize::from(told.is_some()), told),
        "{}",
        tenant.log()
    );
    // What others do reaches it all the same.
    tenant.fire(edit()).await;
    assert_eq!(backend.last("/forge/events").json()["selfGenerated"], false);
}
