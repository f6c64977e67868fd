//! The test of the page `site_file` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DescriptorSource, Tenant};
use scripted_app::ScriptedApp;
use serde_json::json;

async fn descriptor() -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["DELETE"]);
    DescriptorSource::from(descriptor)
}

#[cfg(feature = "attachments")]
#[tokio::test]
async fn site_file() {
    let tenant = Tenant::start();
    let descriptor = descriptor().await;
    let app = tenant.install(descriptor).await.unwrap();
    let site = json!({
        "users": [{ "accountId": "712020:ada", "displayName": "Ada" }],
        "spaces": [{ "id": 50, "key": "BAKE", "name": "Bakehouse", "homepage": 51 }],
        "content": [
            { "id": 51, "title": "Bakehouse Home", "space": "BAKE" },
            { "id": 52, "title": "Rye", "space": "BAKE", "parent": 51, "version": 2,
              "labels": ["recipe"], "body": "<p>Weigh it</p>", "creator": "712020:ada",
              "former": [{ "number": 1, "title": "Rye", "body": "<p>Mix it</p>" }],
              "attachments": [{ "id": 53, "name": "oven.txt", "text": "250 C" }] },
            { "id": 54, "title": "Old rye", "space": "BAKE", "parent": 51, "status": "trashed" },
        ],
        "comments": [{ "id": 55, "on": 52, "body": "<p>Longer</p>" }],
        "denied": [{ "account": "712020:ada", "operation": "delete", "id": 51 }],
    });
    tenant.add_site(&site).unwrap();
    let versions = app.client().get("/rest/api/content/52/version").send();
    assert_eq!(versions.await.unwrap().json()["size"], 2);
    let comments = app.client().get("/api/v2/pages/52/footer-comments").send();
    assert_eq!(comments.await.unwrap().json()["results"][0]["id"], "55");
    // What it has become is a file for the next test: the same text, whichever tenant reads it.
    let other = Tenant::start();
    other.add_site(&tenant.export_site()).unwrap();
    assert_eq!(
        other.export_site()["content"],
        tenant.export_site()["content"]
    );
}
