//! Webhooks: who hears of an event, what it says, and what counts as delivered.

use mockfluence::jwt::{CanonicalRequest, HostPath};
use mockfluence::settings::{WebhookIds, WebhookQuery};
use mockfluence::{
    Attachment, Comment, DYNAMIC_MODULES, Fault, InstalledApp, Licence, Page, Settings, Space,
    Tenant, Webhook, from_app, to_app,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

async fn listening(
    settings: Settings,
    events: &[(&str, &str)],
) -> (Tenant, InstalledApp, ScriptedApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    let hooks = events
        .iter()
        .map(|(event, url)| json!({ "event": event, "url": url }));
    descriptor["modules"] = json!({ "webhooks": hooks.collect::<Vec<_>>() });
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    (tenant, app, backend)
}

fn page() -> Page {
    Page::new(10_000_001, "Run book")
        .with_version(2)
        .with_creator("712020:a")
}

#[tokio::test]
async fn a_page_event_has_the_captured_fields_and_no_name() {
    let (tenant, _, backend) = listening(Settings::default(), &[("page_updated", "/hook")]).await;
    let event = Webhook::page("page_updated", page()).with("updateTrigger", "edit_page");
    let deliveries = tenant.fire(event.by("712020:b")).await;
    assert_eq!(deliveries.len(), 1);
    assert!(deliveries[0].is_delivered());
    assert_eq!(deliveries[0].path, "/hook?lic=none");
    let received = backend.last("/hook");
    let mut body = received.json();
    for time in ["creationDate", "modificationDate"] {
        assert!(body["page"][time].as_i64().unwrap() > 1_700_000_000_000);
        body["page"][time] = 0.into();
    }
    assert!(body["timestamp"].is_i64());
    body["timestamp"] = 0.into();
    assert_eq!(
        body,
        json!({
            "page": {
                "id": 10_000_001, "idAsString": "10000001", "title": "Run book", "version": 2,
                "contentType": "page", "spaceKey": "ENG", "spaceId": 20_000_001,
                "creatorAccountId": "712020:a", "lastModifierAccountId": "712020:a",
                "creationDate": 0, "modificationDate": 0,
                "self": format!("{}/spaces/ENG/pages/10000001/Run+book", tenant.base_url()),
            },
            "userAccountId": "712020:b", "accountType": "customer", "timestamp": 0,
            "updateTrigger": "edit_page", "suppressNotifications": false,
        })
    );
}

#[tokio::test]
async fn a_webhook_is_signed_with_the_secret_and_its_query() {
    let (tenant, app, backend) =
        listening(Settings::default(), &[("page_created", "/hook?e=1")]).await;
    app.set_licence(Licence::Evaluation);
    tenant.fire(Webhook::page("page_created", page())).await;
    let received = backend.last("/hook");
    assert_eq!(received.query.as_deref(), Some("e=1&lic=active"));
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert!(received.header("atlassian-connect-version").is_some());
    let claims = received.claims();
    let canonical = CanonicalRequest::to_app("POST", "/hook?e=1&lic=active", "", HostPath::Decoded);
    assert_eq!(claims["qsh"], json!(canonical.qsh()));
    assert_eq!(claims["iss"], json!(tenant.client_key()));
    assert_eq!(claims["sub"], Value::Null);
    let life = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert_eq!(life, 180);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("POST /hook?e=1&lic=active  204  HS256 sharedSecret#1")
    );
}

#[tokio::test]
async fn static_and_dynamic_webhooks_of_enabled_apps_hear_of_it_and_no_others() {
    let events = [("page_created", "/static"), ("page_removed", "/other")];
    let (tenant, app, backend) = listening(Settings::default(), &events).await;
    let dynamic = json!({ "webhooks": [{ "event": "page_created", "url": "/dynamic" }] });
    let reply = app
        .client()
        .post(DYNAMIC_MODULES)
        .json(&dynamic)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
    let deliveries = tenant.fire(Webhook::page("page_created", page())).await;
    let paths: Vec<&str> = deliveries
        .as_slice()
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    assert_eq!(paths, ["/static?lic=none", "/dynamic?lic=none"]);
    app.disable().await;
    assert!(
        tenant
            .fire(Webhook::page("page_created", page()))
            .await
            .is_empty()
    );
    assert!(
        tenant
            .log()
            .to_string()
            .contains("no enabled app has a webhook for it")
    );
    app.enable().await;
    assert_eq!(
        tenant
            .fire(Webhook::page("page_created", page()))
            .await
            .len(),
        2
    );
    app.uninstall().await;
    assert!(
        tenant
            .fire(Webhook::page("page_created", page()))
            .await
            .is_empty()
    );
    assert_eq!(backend.all("/other").len(), 0);
    assert_eq!(backend.all("/dynamic").len(), 2);
}

#[rstest]
#[case(200, true)]
#[case(204, true)]
#[case(201, false)]
#[case(202, false)]
#[case(302, false)]
#[case(500, false)]
#[tokio::test]
async fn two_statuses_count_as_delivered_and_nothing_is_sent_again(
    #[case] status: u16,
    #[case] delivered: bool,
) {
    let (tenant, _, backend) = listening(Settings::default(), &[("page_created", "/hook")]).await;
    backend.reply("/hook", status, "/elsewhere");
    let deliveries = tenant.fire(Webhook::page("page_created", page())).await;
    assert_eq!(deliveries[0].status, Some(status));
    assert_eq!(deliveries[0].is_delivered(), delivered);
    assert_eq!(backend.all("/hook").len(), 1);
    let said = tenant
        .log()
        .to_string()
        .contains("`page_created` not delivered");
    assert_eq!(said, !delivered);
}

#[tokio::test]
async fn an_app_that_hangs_up_gets_no_second_try_and_the_next_one_its_turn() {
    let events = [("page_created", "/one"), ("page_created", "/two")];
    let (tenant, _, backend) = listening(Settings::default(), &events).await;
    tenant.inject(Fault::reset().on(to_app().post("/one")));
    let deliveries = tenant.fire(Webhook::page("page_created", page())).await;
    let statuses: Vec<_> = deliveries.as_slice().iter().map(|one| one.status).collect();
    assert_eq!(statuses, [None, Some(204)]);
    assert_eq!(backend.all("/two").len(), 1);
}

#[tokio::test]
async fn an_app_may_call_the_tenant_from_its_webhook() {
    let (tenant, app, backend) = listening(Settings::default(), &[("page_created", "/hook")]).await;
    let client = app.client();
    backend.call_from("/hook", move |_| {
        let client = client.clone();
        async move {
            assert_eq!(
                client.get(DYNAMIC_MODULES).send().await.unwrap().status(),
                200
            );
        }
    });
    tenant.fire(Webhook::page("page_created", page())).await;
    let log = tenant.log();
    let call = log.only(from_app().get(DYNAMIC_MODULES));
    let parent = call.exchanges().next().unwrap().parent();
    let hook = log.only(to_app().post("/hook"));
    assert_eq!(parent, Some(hook.exchanges().next().unwrap().id()));
}

#[rstest]
#[case(
    "comment_created",
    Webhook::comment("comment_created", Comment::new(5, page())),
    "comment.parent.contentType",
    "page"
)]
#[case("comment_created", Webhook::comment("comment_created", Comment::new(5, page()).reply_to(4)), "comment.parent.idAsString", "4")]
#[case(
    "blog_created",
    Webhook::blog("blog_created", page()),
    "blog.contentType",
    "blogpost"
)]
#[case(
    "page_moved",
    Webhook::page_moved(page(), Page::new(1, "Old"), Page::new(2, "New")),
    "newParent.title",
    "New"
)]
#[case("page_children_reordered", Webhook::children_reordered(page(), vec![], vec![Page::new(2, "C")]), "newSortedChildren.0.title", "C")]
#[case("attachment_created", Webhook::attachments("attachment_created", page(), vec![Attachment::new(8, "a.png").file_size(3)]), "attachments.0.fileName", "a.png")]
#[case(
    "label_added",
    Webhook::label("label_added", "urgent", page()),
    "label.name",
    "urgent"
)]
#[case(
    "space_created",
    Webhook::space("space_created", Space::new(3, "OPS", "Operations")),
    "space.title",
    "Operations"
)]
#[case(
    "user_followed",
    Webhook::user("user_followed", "712020:z"),
    "userProfile.accountId",
    "712020:z"
)]
#[case("content_created", Webhook::raw("content_created", json!({ "id": "9" })), "id", "9")]
#[case("my_own_event", Webhook::raw("my_own_event", json!({ "a": "b" })), "a", "b")]
#[tokio::test]
async fn each_event_has_its_subject(
    #[case] event: &str,
    #[case] webhook: Webhook,
    #[case] place: &str,
    #[case] value: &str,
) {
    let (tenant, _, backend) = listening(Settings::default(), &[(event, "/hook")]).await;
    tenant.fire(webhook).await;
    let body = backend.last("/hook").json();
    let pointer = format!("/{}", place.replace('.', "/"));
    assert_eq!(body.pointer(&pointer), Some(&json!(value)), "{body}");
    let enveloped = body.get("userAccountId").is_some();
    assert_eq!(
        enveloped,
        !matches!(event, "content_created" | "my_own_event")
    );
}

#[tokio::test]
async fn ids_may_be_strings_and_the_query_that_of_2016() {
    let settings = Settings::default()
        .webhook_ids(WebhookIds::Text)
        .webhook_query(WebhookQuery::User);
    let (tenant, _, backend) = listening(settings, &[("page_created", "/hook")]).await;
    tenant
        .fire(Webhook::page("page_created", page()).by("712020:b"))
        .await;
    let received = backend.last("/hook");
    assert_eq!(received.json()["page"]["id"], json!("10000001"));
    assert_eq!(
        received.query.as_deref(),
        Some("user_id=712020%3Ab&user_key=712020%3Ab")
    );
}

#[tokio::test]
async fn an_app_without_authentication_gets_webhooks_unsigned() {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["authentication"] = json!({ "type": "none" });
    descriptor["modules"] = json!({ "webhooks": [{ "event": "page_created", "url": "/hook" }] });
    backend.serve_descriptor(descriptor);
    tenant.install(backend.descriptor_url()).await.unwrap();
    tenant.fire(Webhook::page("page_created", page())).await;
    assert_eq!(backend.last("/hook").header("authorization"), None);
}
