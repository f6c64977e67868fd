//! The test of the page `waiting` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{DYNAMIC_MODULES, Fault, Tenant, from_app, to_app};
use std::time::Duration;

#[tokio::test]
async fn waiting() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    // Until the modules are these, and no others.
    let hold = tenant.hold(from_app().post(DYNAMIC_MODULES));
    let opening = backend.open_incident("incident-1");
    let released = async {
        hold.reached().await;
        assert_eq!((hold.held(), app.dynamic_module_keys().len()), (1, 0));
        hold.release();
        app.wait_for_modules(["incident-1"]).await
    };
    let (_, modules) = tokio::join!(opening, released);
    modules.unwrap();
    // Nothing more comes: not now, and not a moment later.
    let log = tenant
        .wait_for_quiet(Duration::from_millis(50))
        .await
        .unwrap();
    // What came: how often, in which order, with what in it.
    log.expect(
        1,
        from_app()
            .post(DYNAMIC_MODULES)
            .body_at("/webItems/0/key", "incident-1"),
    );
    log.expect(0, from_app().status(401));
    log.expect_in_order([
        to_app().post("/installed"),
        to_app().post("/enabled"),
        from_app(),
    ]);
    // A limit that lasts until `Retry-After` is over by the tenant's clock.
    let limit = Fault::rate_limited(60, "confluence-burst-based").until_retry_after();
    tenant.inject(limit.on(from_app().post(DYNAMIC_MODULES)).times(1));
    backend.open_incident("incident-2").await;
    tenant.clock().advance(Duration::from_secs(60));
    backend.open_incident("incident-3").await;
    app.wait_for_modules(["incident-1", "incident-3"])
        .await
        .unwrap();
}
