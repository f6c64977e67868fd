//! The test of the page `time` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{DYNAMIC_MODULES, Fault, Tenant, from_app};
use std::time::Duration;

#[tokio::test]
async fn time() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    // The tenant's clock: a limit that lasts a minute is over.
    let limit = Fault::rate_limited(60, "confluence-burst-based").until_retry_after();
    tenant.inject(limit.on(from_app().post(DYNAMIC_MODULES)).times(1));
    backend.open_incident("incident-1").await;
    tenant.clock().advance(Duration::from_secs(60));
    backend.open_incident("incident-2").await;
    assert_eq!(app.dynamic_module_keys(), ["incident-2"]);
    // Tokio's clock: an answer that takes ten minutes takes no time.
    tokio::time::pause();
    let begun = tokio::time::Instant::now();
    let slow = Fault::delay(Duration::from_secs(600));
    tenant.inject(slow.on(from_app().post(DYNAMIC_MODULES)).times(1));
    backend.open_incident("incident-3").await;
    assert_eq!(begun.elapsed().as_secs(), 600);
    tokio::time::resume();
    // An app that sleeps, and has a database: real time until it sleeps, and a leap over its sleep.
    let woken = tokio::spawn(tokio::time::sleep(Duration::from_secs(3600)));
    tenant
        .wait_for_quiet(Duration::from_millis(20))
        .await
        .unwrap();
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(3600)).await;
    tokio::time::resume();
    woken.await.unwrap();
}
