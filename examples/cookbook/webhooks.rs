//! The test of the page `webhooks` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DYNAMIC_MODULES, Page, Tenant, Webhook};
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
async fn webhooks() {
    let tenant = Tenant::start();
    let backend =
        backend(json!({ "webhooks": [{ "event": "page_updated", "url": "/page-updated" }] })).await;
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
}
