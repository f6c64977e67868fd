//! The test of the page `production_descriptor` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DescriptorSource, Tenant, to_app};
use scripted_app::ScriptedApp;

#[tokio::test]
async fn production_descriptor() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let here = backend.base_url();
    let mut descriptor = backend.descriptor();
    descriptor["baseUrl"] = "https://my-app.example.com".into();
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("production.json");
    std::fs::write(&file, descriptor.to_string()).unwrap();
    let production = DescriptorSource::file(&file).with_base_url(here);
    let app = tenant.install(production).await.unwrap();
    assert_eq!(app.descriptor().unwrap().base_url(), here);
    // The file is read again, and the base URL stays.
    app.upgrade().await.unwrap();
    let installed = tenant.log().only(to_app().post("/installed"));
    assert!(installed.exchanges().all(|one| one.origin() == here));
}
