//! The test of the page `permissions` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{ContentOperation, Tenant, User};
use scripted_app::ScriptedApp;
use serde_json::json;

async fn backend(modules: serde_json::Value) -> ScriptedApp {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["modules"] = modules;
    backend.serve_descriptor(descriptor);
    backend.reply("/board", 200, "<h1>Board</h1>");
    backend
}

#[tokio::test]
async fn permissions() {
    let tenant = Tenant::start();
    let backend = backend(json!({})).await;
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
}
