//! A production descriptor tested here, and secrets that the test names.

use mockfluence::{DescriptorSource, Tenant, to_app};
use serde_json::json;

use crate::page::held;
use crate::scripted_app::ScriptedApp;

const SOURCE: &str = include_str!("in_use.rs");

#[tokio::test]
async fn production_descriptor() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let here = backend.base_url();
    let mut descriptor = backend.descriptor();
    descriptor["baseUrl"] = "https://my-app.example.com".into();
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("production.json");
    std::fs::write(&file, descriptor.to_string()).unwrap();
    // production descriptor
    let production = DescriptorSource::file(&file).with_base_url(here);
    let app = tenant.install(production).await.unwrap();
    assert_eq!(app.descriptor().unwrap().base_url(), here);
    // The file is read again, and the base URL stays.
    app.upgrade().await.unwrap();
    let installed = tenant.log().only(to_app().post("/installed"));
    assert!(installed.exchanges().all(|one| one.origin() == here));
    // end
    held(
        "production_descriptor",
        SOURCE,
        "production descriptor",
        None,
    );
}

#[tokio::test]
async fn secrets_in_the_log() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    // secrets in the log
    tenant.mask("s3cr3t");
    let property = "/rest/atlassian-connect/1/addons/scripted-app/properties/settings";
    let value = json!({ "backendSecret": "s3cr3t", "colour": "blue" });
    app.client()
        .put(property)
        .json(&value)
        .send()
        .await
        .unwrap();
    // end
    let log = tenant.log().last(2);
    held(
        "secrets_in_the_log",
        SOURCE,
        "secrets in the log",
        Some(&log),
    );
}
