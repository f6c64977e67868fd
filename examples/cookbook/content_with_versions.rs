//! The test of the page `content_with_versions` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DescriptorSource, Page, Tenant};
use scripted_app::ScriptedApp;
use serde_json::json;

async fn descriptor(scopes: &[&str]) -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(scopes);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn content_with_versions() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["WRITE"]).await;
    let app = tenant.install(descriptor).await.unwrap();
    tenant.add_page(Page::new(10_000_001, "Runbook").with_body("<p>one</p>"));
    let url = "/rest/api/content/10000001";
    let update = |version: u64| {
        let body = json!({ "version": { "number": version }, "title": "Runbook", "type": "page" });
        app.client().put(url).json(&body).send()
    };
    assert_eq!(update(2).await.unwrap().status(), 200);
    assert_eq!(
        update(2).await.unwrap().status(),
        409,
        "somebody was faster"
    );
    assert_eq!(tenant.page(10_000_001).unwrap().version(), 2);
}
