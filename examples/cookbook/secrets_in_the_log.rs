//! The test of the page `secrets_in_the_log` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::Tenant;
use scripted_app::ScriptedApp;
use serde_json::json;

#[tokio::test]
async fn secrets_in_the_log() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    tenant.mask("s3cr3t");
    let property = "/rest/atlassian-connect/1/addons/scripted-app/properties/settings";
    let value = json!({ "backendSecret": "s3cr3t", "colour": "blue" });
    app.client()
        .put(property)
        .json(&value)
        .send()
        .await
        .unwrap();
}
