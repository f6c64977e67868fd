//! The test of the page `rotated_secret` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::settings::SecretOnUpgrade;
use mockfluence::{Settings, Tenant};

#[tokio::test]
async fn rotated_secret() {
    let settings = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.rotate_secret().await.unwrap();
    backend.open_incident("incident-1").await;
    app.upgrade().await.unwrap();
    backend.open_incident("incident-2").await;
    assert_eq!(app.dynamic_module_keys(), ["incident-1", "incident-2"]);
}
