//! The test of the page `failing_tests` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{DYNAMIC_MODULES, Tenant, from_app};
use std::time::Duration;

#[tokio::test]
async fn failing_tests() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    tenant.install(backend.descriptor_url()).await.unwrap();
    // The app registers nothing, as no incident is open; so this does not come:
    let soon = Duration::from_millis(100);
    let registered = tenant.wait_within(soon, 1, from_app().post(DYNAMIC_MODULES));
    let failure = registered.await.unwrap_err();
    println!("{failure}");
}
