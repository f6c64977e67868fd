//! The test of the page `spaces` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{ContentOperation, DescriptorSource, Settings, Tenant};
use scripted_app::ScriptedApp;
use serde_json::json;
use std::time::Duration;

async fn descriptor() -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["DELETE"]);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn spaces() {
    let settings = Settings::default().long_task_duration(Duration::from_secs(60));
    let tenant = Tenant::builder().settings(settings).start();
    let descriptor = descriptor().await;
    let app = tenant.install(descriptor).await.unwrap();
    let new = json!({ "key": "OPS", "name": "Operations" });
    let made = app.client().post("/rest/api/space").json(&new).send();
    assert_eq!(made.await.unwrap().status(), 200);
    let space = app
        .client()
        .get("/rest/api/space/OPS?expand=homepage")
        .send();
    let space = space.await.unwrap().json();
    assert_eq!(space["homepage"]["title"], "Operations Home");
    // Who may not change a space makes nothing in it.
    let id = space["id"].as_u64().unwrap();
    tenant.deny(&app.account_id(), ContentOperation::Update, id);
    let page = json!({ "type": "page", "title": "New", "space": { "key": "OPS" } });
    let refused = app.client().post("/rest/api/content").json(&page).send();
    assert_eq!(refused.await.unwrap().status(), 403);
    tenant.allow(&app.account_id(), ContentOperation::Update, id);
    // It goes by a long task, on the tenant's clock.
    let begun = app
        .client()
        .delete("/rest/api/space/OPS")
        .send()
        .await
        .unwrap();
    assert_eq!(begun.status(), 202);
    tenant.clock().advance(Duration::from_secs(60));
    let gone = app
        .client()
        .get("/rest/api/space/OPS")
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 404);
}
