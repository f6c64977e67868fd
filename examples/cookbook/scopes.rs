//! The test of the page `scopes` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{Page, Tenant};
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
async fn scopes() {
    let tenant = Tenant::start();
    let backend = backend(json!({})).await;
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
}
