//! The test of the page `attachments` of the cookbook.

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

#[cfg(feature = "attachments")]
#[tokio::test]
async fn attachments() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["WRITE"]).await;
    let app = tenant.install(descriptor).await.unwrap();
    tenant.add_page(Page::new(10_000_001, "Runbook"));
    tenant.add_attachment(10_000_001, AttachedFile::new("notes.txt", "call Alice"));
    let form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"notes.txt\"\r\n\r\n\
                call Bob\r\n--b--\r\n";
    let files = "/rest/api/content/10000001/child/attachment";
    let send = |request: mockfluence::AppRequest| {
        request
            .header("content-type", "multipart/form-data; boundary=b")
            .header("x-atlassian-token", "no-check")
            .body(form)
            .send()
    };
    let taken = send(app.client().post(files)).await.unwrap();
    assert_eq!(taken.status(), 400, "the name is taken");
    let changed = send(app.client().put(files)).await.unwrap().json();
    assert_eq!(changed["results"][0]["version"]["number"], 2);
    let found = app
        .client()
        .get("/api/v2/pages/10000001/attachments?filename=notes.txt");
    let found = found.send().await.unwrap().json();
    assert_eq!(found["results"][0]["mediaType"], "text/plain");
    assert_eq!(tenant.attachments(10_000_001)[0].data(), b"call Bob");
}
