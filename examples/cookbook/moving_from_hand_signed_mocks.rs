//! The test of the page `moving_from_hand_signed_mocks` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{DYNAMIC_MODULES, Tenant, from_app};

#[tokio::test]
async fn moving_from_hand_signed_mocks() {
    // Before: a made-up secret, a token signed in the test, POSTed to `/installed`, and a mock
    // server that answers 200 whatever it is asked. Now the tenant does what the host does:
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.open_incident("incident-1").await;
    // The mock's `expect(1)` is a question to the log, and the answer says whether it was right:
    let registered = tenant
        .wait_for(1, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert_eq!(registered.statuses(), [Some(200)]);
    assert_eq!(app.dynamic_module_keys(), ["incident-1"]);
}
