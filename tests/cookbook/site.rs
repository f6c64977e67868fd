//! What happens on the site: events, loads of modules, users, scopes.

use mockfluence::{
    ContentOperation, DYNAMIC_MODULES, Licence, Page, Tamper, Tenant, User, Webhook, from_app,
    to_app,
};
use serde_json::json;

use crate::page::held;
use crate::scripted_app::ScriptedApp;

const SOURCE: &str = include_str!("site.rs");

async fn backend(modules: serde_json::Value) -> ScriptedApp {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["modules"] = modules;
    backend.serve_descriptor(descriptor);
    backend.reply("/board", 200, "<h1>Board</h1>");
    backend
}

#[tokio::test]
async fn webhooks() {
    let tenant = Tenant::start();
    let backend =
        backend(json!({ "webhooks": [{ "event": "page_updated", "url": "/page-updated" }] })).await;
    // webhooks
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    let edited = || {
        Webhook::page(
            "page_updated",
            Page::new(10_000_001, "Runbook").with_version(2),
        )
    };
    let deliveries = tenant
        .fire(
            edited()
                .by("712020:alice")
                .with("updateTrigger", "edit_page"),
        )
        .await;
    deliveries.assert_delivered();
    // What an app registers dynamically hears of it too.
    let another = json!({ "webhooks": [{ "event": "page_updated", "url": "/another" }] });
    app.client()
        .post(DYNAMIC_MODULES)
        .json(&another)
        .send()
        .await
        .unwrap();
    assert_eq!(tenant.fire(edited()).await.len(), 2);
    // An app that is disabled does not.
    app.disable().await;
    assert!(tenant.fire(edited()).await.is_empty());
    // end
    held("webhooks", SOURCE, "webhooks", Some(&tenant.log().after(3)));
}

#[tokio::test]
async fn module_loads() {
    let tenant = Tenant::start();
    let backend = backend(json!({ "generalPages": [
        { "key": "board", "name": { "value": "Board" }, "url": "/board?space={space.key}" }] }))
    .await;
    // module loads
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.set_licence(Licence::Active);
    let board = app
        .open("board")
        .user("712020:alice")
        .variable("space.key", "ENG");
    let page = board.clone().send().await.unwrap();
    assert_eq!(
        (page.status(), page.text().as_str()),
        (200, "<h1>Board</h1>")
    );
    assert_eq!(page.claims().unwrap().sub.as_deref(), Some("712020:alice"));
    // `Tamper::ALL` lists every way to spoil a token; one that makes no sense for a page is an error.
    // A backend that checks answers 401.
    let expired = board.tamper(Tamper::Expired).send().await.unwrap();
    assert!(expired.claims().unwrap().exp < page.claims().unwrap().iat);
    // For the app's own calls from its page to its backend, a token that is tied to no URL.
    let context = json!({ "confluence": { "content": { "id": "10000001", "type": "page" } } });
    let token = app
        .context_token(Some("712020:alice"), context)
        .sign()
        .unwrap();
    assert!(token.is_some());
    // end
    let log = tenant.log().only(to_app().get("/board")).first(1);
    held("module_loads", SOURCE, "module loads", Some(&log));
}

#[tokio::test]
async fn permissions() {
    let tenant = Tenant::start();
    let backend = backend(json!({})).await;
    // permissions
    tenant.add_user(User::new("712020:alice").name("Alice"));
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    let ask = json!({ "subject": { "type": "user", "identifier": "712020:alice" }, "operation": "update" });
    let check = || {
        app.client()
            .post("/rest/api/content/7/permission/check")
            .json(&ask)
            .send()
    };
    assert_eq!(check().await.unwrap().json()["hasPermission"], true);
    tenant.deny("712020:alice", ContentOperation::Update, 7);
    assert_eq!(check().await.unwrap().json()["hasPermission"], false);
    // Who administers the site: what ACE's `authorizeConfluence` asks.
    let path = format!(
        "/rest/api/user?accountId={}&expand=operations",
        tenant.admin()
    );
    let admin = app.client().get(&path).send().await.unwrap().json();
    assert_eq!(admin["operations"][1]["operation"], "administer");
    // end
    let log = tenant
        .log()
        .only(from_app().post("/wiki/rest/api/content/7/permission/check"));
    held("permissions", SOURCE, "permissions", Some(&log));
}

#[tokio::test]
async fn scopes() {
    let tenant = Tenant::start();
    let backend = backend(json!({})).await;
    // scopes
    // The descriptor asks for READ.
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    let me = app
        .client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap();
    assert_eq!(me.status(), 200);
    let write = app
        .client()
        .post("/rest/api/content")
        .json(&json!({ "title": "New" }));
    tenant.add_page(Page::new(7, "Runbook"));
    assert_eq!(write.send().await.unwrap().status(), 403);
    // end
    let log = tenant.log().only(from_app().path("/wiki/rest/api/content"));
    held("scopes", SOURCE, "scopes", Some(&log));
}
