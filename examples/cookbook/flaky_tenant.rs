//! The test of the page `flaky_tenant` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{DYNAMIC_MODULES, Fault, Tenant, from_app};
use std::time::Duration;

#[tokio::test]
async fn flaky_tenant() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    let registration = || from_app().post(DYNAMIC_MODULES);
    tenant.inject(
        Fault::rate_limited(1, "confluence-burst-based")
            .on(registration())
            .times(1),
    );
    backend.open_incident("incident-1").await;
    assert!(
        app.dynamic_module_keys().is_empty(),
        "refused: the backend has to try again"
    );
    tenant.inject(Fault::lose_reply().on(registration()).times(1));
    backend.open_incident("incident-2").await;
    assert_eq!(
        app.dynamic_module_keys(),
        ["incident-2"],
        "done, though it looks as if it failed"
    );
    tenant.inject(
        Fault::delay(Duration::from_millis(20))
            .on(registration())
            .times(1),
    );
    backend.open_incident("incident-3").await;
    assert!(tenant.faults_left().is_empty(), "each of them applied");
}
