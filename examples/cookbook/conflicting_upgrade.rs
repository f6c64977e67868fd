//! The test of the page `conflicting_upgrade` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::{IncidentBoard, Version};
use mockfluence::Tenant;

#[tokio::test]
async fn conflicting_upgrade() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.open_incident("incident-42").await;
    backend.open_incident("incident-43").await;
    backend.release(Version::Conflicting);
    let upgrade = app.upgrade().await.unwrap();
    assert_eq!(upgrade.conflicts(), ["incident-42"]);
    assert_eq!(upgrade.removed_modules(), ["incident-42", "incident-43"]);
}
