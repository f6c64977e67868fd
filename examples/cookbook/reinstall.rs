//! The test of the page `reinstall` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{DYNAMIC_MODULES, Tenant, from_app};

#[tokio::test]
async fn reinstall() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.open_incident("incident-1").await;
    let first = app.shared_secret();
    app.uninstall().await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    assert_ne!(
        app.shared_secret(),
        first,
        "a reinstall brings a new secret"
    );
    assert_eq!(
        app.dynamic_module_keys(),
        ["incident-1"],
        "and the old modules"
    );
    // The backend registers what it always does, and one key is taken.
    let posts = tenant
        .wait_for(2, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert_eq!(posts.statuses(), [Some(200), Some(400)]);
}
