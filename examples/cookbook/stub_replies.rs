//! The test of the page `stub_replies` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DescriptorSource, Stub, Tenant, respond};
use scripted_app::ScriptedApp;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};

async fn descriptor(scopes: &[&str]) -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(scopes);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn stub_replies() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["READ"]).await;
    let app = tenant.install(descriptor).await.unwrap();
    let all: Vec<Value> = (1..=3)
        .map(|id| json!({ "id": id, "key": format!("S{id}") }))
        .collect();
    let first = respond::offset_page(&tenant.base_url(), "/rest/api/space", &all, 0, 2);
    let spaces = Stub::given(method("GET")).and(path("/wiki/rest/api/space"));
    tenant.stub(spaces.respond_with(first).expect(1));
    let gone = Stub::given(path("/wiki/api/v2/pages/1"));
    tenant.stub(gone.respond_with(respond::v2_error(404, "NOT_FOUND", "Not Found")));
    let page = app
        .client()
        .get("/rest/api/space?limit=2")
        .send()
        .await
        .unwrap()
        .json();
    assert_eq!(
        page["_links"]["next"],
        "/rest/api/space?next=true&limit=2&start=2"
    );
    assert_eq!(
        app.client()
            .get("/api/v2/pages/1")
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
    tenant.verify_stubs().await.unwrap();
}
