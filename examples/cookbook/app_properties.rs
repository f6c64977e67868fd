//! The test of the page `app_properties` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DescriptorSource, Licence, Tenant};
use scripted_app::ScriptedApp;
use serde_json::json;

async fn descriptor(scopes: &[&str]) -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(scopes);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn app_properties() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["READ"]).await;
    let app = tenant.install(descriptor).await.unwrap();
    let url = "/rest/atlassian-connect/1/addons/scripted-app/properties/settings";
    let write = || {
        app.client()
            .put(url)
            .json(&json!({ "theme": "dark" }))
            .send()
    };
    assert_eq!(write().await.unwrap().status(), 201);
    assert_eq!(write().await.unwrap().status(), 200);
    // The licence drives what the app is told of itself, and `lic` in every URL.
    app.set_licence(Licence::Evaluation);
    let about = app
        .client()
        .get("/rest/atlassian-connect/1/addons/scripted-app");
    let about = about.send().await.unwrap().json();
    assert_eq!(
        (&about["state"], &about["license"]["evaluation"]),
        (&json!("ENABLED"), &json!(true))
    );
}
