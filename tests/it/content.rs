//! The content store: versions, conflicts, trash, properties, macros, and the event of each change.

use mockfluence::{InstalledApp, Macro, Page, Reply, Tenant, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

const EVENTS: &[&str] = &[
    "page_created",
    "page_updated",
    "page_trashed",
    "page_restored",
    "page_removed",
    "content_created",
    "content_updated",
    "content_removed",
];

async fn with_page() -> (Tenant, InstalledApp, ScriptedApp) {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["DELETE"]);
    let hooks = EVENTS
        .iter()
        .map(|event| json!({ "event": event, "url": format!("/{event}") }));
    descriptor["modules"] = json!({ "webhooks": hooks.collect::<Vec<_>>() });
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    tenant.add_page(
        Page::new(7, "Runbook")
            .with_body("<p>1</p>")
            .with_creator("712020:a"),
    );
    (tenant, app, backend)
}

async fn send(app: &InstalledApp, method: &str, path: &str, body: Option<Value>) -> Reply {
    let mut request = app.client().request(method, path);
    if let Some(body) = body {
        request = request.json(&body);
    }
    request.send().await.unwrap()
}

/// Waits for the event that a change fires.
async fn event(tenant: &Tenant, name: &str) -> Value {
    let hook = to_app().post(format!("/{name}"));
    let log = tenant.wait_for(1, hook).await.unwrap();
    let exchange = log.exchanges().next().unwrap();
    serde_json::from_str(exchange.request_body()).unwrap()
}

#[rstest]
#[case("/rest/api/content/7?expand=body.storage", json!({ "version": { "number": 2 }, "title": "New",
    "type": "page", "body": { "storage": { "value": "<p>2</p>", "representation": "storage" } } }))]
#[case("/api/v2/pages/7?body-format=storage", json!({ "id": "7", "status": "current", "title": "New",
    "version": { "number": 2 }, "body": { "representation": "storage", "value": "<p>2</p>" } }))]
#[tokio::test]
async fn an_update_takes_the_next_version_and_fires(#[case] path: &str, #[case] body: Value) {
    let (tenant, app, _) = with_page().await;
    let before = send(&app, "GET", path, None).await.json();
    assert_eq!(
        (
            &before["version"]["number"],
            &before["body"]["storage"]["value"]
        ),
        (&json!(1), &json!("<p>1</p>"))
    );
    let reply = send(&app, "PUT", path, Some(body)).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(
        (&reply.json()["version"]["number"], &reply.json()["title"]),
        (&json!(2), &json!("New"))
    );
    let page = tenant.page(7).unwrap();
    assert_eq!(
        (page.version(), page.title(), page.body()),
        (2, "New", "<p>2</p>")
    );
    let event = event(&tenant, "page_updated").await;
    assert_eq!(event["page"]["version"], 2);
    assert_eq!(
        event["page"]["lastModifierAccountId"],
        json!(app.account_id())
    );
    assert_eq!(event["updateTrigger"], "edit_page");
}

#[tokio::test]
async fn a_conflict_is_worded_by_each_api() {
    let (tenant, app, backend) = with_page().await;
    let body = json!({ "version": { "number": 3 }, "title": "x" });
    let v1 = send(&app, "PUT", "/rest/api/content/7", Some(body.clone())).await;
    assert_eq!(v1.status(), 409);
    assert_eq!(
        v1.json(),
        json!({
            "statusCode": 409,
            "data": { "authorized": true, "valid": true, "errors": [], "successful": false },
            "message": "com.atlassian.confluence.api.service.exceptions.api.ConflictException: Version \
                        must be incremented on update. Current version is: 1",
        })
    );
    let v2 = send(&app, "PUT", "/api/v2/pages/7", Some(body)).await;
    assert_eq!(
        v2.json(),
        json!({ "errors": [{
        "status": 409, "code": "CONFLICT", "detail": null,
        "title": "Version must be incremented when updating a page. Current Version: [1]. Provided version: [3]",
    }] })
    );
    assert_eq!(tenant.page(7).unwrap().version(), 1);
    assert!(backend.all("/page_updated").is_empty());
    assert!(tenant.log().to_string().contains("send that version + 1"));
}

#[tokio::test]
async fn trash_restore_and_purge_have_clouds_names() {
    let (tenant, app, _) = with_page().await;
    let path = "/rest/api/content/7";
    assert_eq!(send(&app, "DELETE", path, None).await.status(), 204);
    event(&tenant, "page_trashed").await;
    assert_eq!(tenant.page(7), None);
    let gone = send(&app, "GET", path, None).await;
    assert_eq!(gone.status(), 404);
    assert!(gone.text().contains("No content found with id : 7"));
    assert_eq!(
        send(&app, "GET", "/rest/api/content/7?status=trashed", None)
            .await
            .json()["status"],
        "trashed"
    );
    let restore = json!({ "version": { "number": 2 }, "status": "current", "title": "ignored" });
    assert_eq!(send(&app, "PUT", path, Some(restore)).await.status(), 200);
    event(&tenant, "page_restored").await;
    assert_eq!(tenant.page(7).unwrap().title(), "Runbook");
    send(&app, "DELETE", "/api/v2/pages/7", None).await;
    tenant
        .wait_for(2, to_app().post("/page_trashed"))
        .await
        .unwrap();
    assert_eq!(
        send(&app, "DELETE", "/api/v2/pages/7?purge=true", None)
            .await
            .status(),
        204
    );
    event(&tenant, "page_removed").await;
    assert_eq!(
        send(&app, "GET", "/rest/api/content/7?status=trashed", None)
            .await
            .status(),
        404
    );
}

#[rstest]
#[case("/rest/api/content", json!({ "type": "page", "title": "New", "space": { "key": "ENG" },
    "body": { "storage": { "value": "<p/>", "representation": "storage" } } }))]
#[case("/api/v2/pages", json!({ "spaceId": "20000001", "status": "current", "title": "New",
    "body": { "representation": "storage", "value": "<p/>" } }))]
#[tokio::test]
async fn a_page_is_made_and_fires(#[case] path: &str, #[case] body: Value) {
    let (tenant, app, _) = with_page().await;
    let made = send(&app, "POST", path, Some(body)).await;
    assert_eq!(made.status(), 200, "{}", made.text());
    let id: u64 = made.json()["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(tenant.page(id).unwrap().body(), "<p/>");
    assert_eq!(event(&tenant, "page_created").await["page"]["id"], id);
    let untitled = send(&app, "POST", path, Some(json!({ "type": "page" }))).await;
    assert_eq!(untitled.status(), 400);
}

#[tokio::test]
async fn a_property_of_v1_is_made_by_a_put_of_version_1_and_fires_content_events() {
    let (tenant, app, _) = with_page().await;
    let path = "/rest/api/content/7/property/k";
    let put = |number: u64| {
        Some(json!({ "key": "k", "value": { "a": 1 }, "version": { "number": number } }))
    };
    assert_eq!(send(&app, "PUT", path, put(2)).await.status(), 404);
    assert_eq!(send(&app, "PUT", path, put(1)).await.status(), 200);
    let made = event(&tenant, "content_created").await;
    assert_eq!(
        made["type"],
        "com.atlassian.confluence.plugins.confluence-content-property-storage:content-property"
    );
    assert_eq!((&made["title"], made.get("timestamp")), (&json!("k"), None));
    let conflict = send(&app, "PUT", path, put(1)).await;
    assert_eq!(conflict.status(), 409);
    assert!(
        conflict.text().contains("not correctly incremented"),
        "{}",
        conflict.text()
    );
    assert_eq!(
        send(&app, "PUT", path, put(2)).await.json()["version"]["number"],
        2
    );
    event(&tenant, "content_updated").await;
    let read = send(&app, "GET", path, None).await.json();
    assert_eq!(
        (&read["key"], &read["value"]),
        (&json!("k"), &json!({ "a": 1 }))
    );
    assert_eq!(read["_expandable"]["content"], "/rest/api/content/7");
    assert_eq!(send(&app, "DELETE", path, None).await.status(), 204);
    event(&tenant, "content_removed").await;
    assert_eq!(send(&app, "GET", path, None).await.status(), 404);
}

#[tokio::test]
async fn a_property_of_v2_is_found_by_key_and_changed_by_id() {
    let (_, app, _) = with_page().await;
    let all = "/api/v2/pages/7/properties";
    let made = send(&app, "POST", all, Some(json!({ "key": "k", "value": 1 })))
        .await
        .json();
    let again = send(&app, "POST", all, Some(json!({ "key": "k", "value": 1 }))).await;
    assert_eq!(
        (again.status(), &again.json()["errors"][0]["code"]),
        (409, &json!("CONFLICT"))
    );
    let found = send(&app, "GET", &format!("{all}?key=k"), None)
        .await
        .json();
    assert_eq!(found["results"], json!([made]));
    let none = send(&app, "GET", &format!("{all}?key=x"), None)
        .await
        .json();
    assert_eq!(none["results"], json!([]));
    let one = format!("{all}/{}", made["id"].as_str().unwrap());
    let update = json!({ "key": "k", "value": 2, "version": { "number": 2 } });
    assert_eq!(
        send(&app, "PUT", &one, Some(update.clone())).await.json()["value"],
        2
    );
    assert_eq!(send(&app, "PUT", &one, Some(update)).await.status(), 409);
    assert_eq!(
        send(&app, "GET", &one, None).await.json()["version"]["number"],
        2
    );
    assert_eq!(send(&app, "DELETE", &one, None).await.status(), 204);
    let gone = send(&app, "GET", &one, None).await;
    assert_eq!(
        (gone.status(), &gone.json()["errors"][0]["status"]),
        (404, &json!(404))
    );
}

#[rstest]
#[case("", json!(1), 400)]
#[case(&"k".repeat(255), json!(1), 200)]
#[case(&"k".repeat(256), json!(1), 400)]
#[case("k", json!("x".repeat(32 * 1024 - 2)), 200)]
#[case("k", json!("x".repeat(32 * 1024 - 1)), 413)]
#[tokio::test]
async fn a_propertys_key_and_value_have_limits(
    #[case] key: &str,
    #[case] value: Value,
    #[case] status: u16,
) {
    let (_, app, _) = with_page().await;
    let body = json!({ "key": key, "value": value });
    let reply = send(&app, "POST", "/rest/api/content/7/property", Some(body)).await;
    assert_eq!(reply.status(), status);
}

#[tokio::test]
async fn a_macro_is_read_by_its_id() {
    let (tenant, app, _) = with_page().await;
    tenant.add_macro(
        7,
        Macro::new("m-1", "chart")
            .body("a long body")
            .parameter("size", "3"),
    );
    let path = "/rest/api/content/7/history/1/macro/id/m-1";
    let read = send(&app, "GET", path, None).await;
    assert_eq!(
        read.json(),
        json!({
            "name": "chart", "body": "a long body", "parameters": { "size": { "value": "3" } },
            "_links": { "self": path },
        })
    );
    let gone = send(
        &app,
        "GET",
        "/rest/api/content/7/history/1/macro/id/m-2",
        None,
    )
    .await;
    assert_eq!(gone.status(), 404);
}

#[rstest]
#[case("PUT", "/rest/api/content/7", "{", 400)]
#[case("PUT", "/rest/api/content/7", "{}", 400)]
#[case("PUT", "/api/v2/pages/7", r#"{"id":"8","version":{"number":2}}"#, 400)]
#[case(
    "PUT",
    "/rest/api/content/nonsense",
    r#"{"version":{"number":2}}"#,
    404
)]
#[case("GET", "/api/v2/pages/99999999999999999999", "", 404)]
#[case("POST", "/rest/api/content/7", "{}", 405)]
#[case("DELETE", "/rest/api/content/7/property", "", 405)]
#[case("POST", "/rest/api/content/7/property", r#"{"key":"k"}"#, 400)]
#[tokio::test]
async fn what_cannot_be_read_is_refused_and_changes_nothing(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: &'static str,
    #[case] status: u16,
) {
    let (tenant, app, _) = with_page().await;
    let reply = app
        .client()
        .request(method, path)
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), status, "{}", reply.text());
    assert_eq!(tenant.page(7).unwrap().version(), 1);
}

#[tokio::test]
async fn the_event_of_a_change_comes_after_its_reply() {
    let (tenant, app, _) = with_page().await;
    let body = json!({ "version": { "number": 2 }, "title": "x" });
    send(&app, "PUT", "/rest/api/content/7", Some(body)).await;
    event(&tenant, "page_updated").await;
    let log = tenant.log();
    let change = log.exchanges().find(|one| one.method() == "PUT").unwrap();
    let hook = log
        .exchanges()
        .find(|one| one.path() == "/page_updated")
        .unwrap();
    assert!(change.id() < hook.id());
    assert_eq!((change.parent(), hook.parent()), (None, None));
}
