//! Waiting for what an app is to do, letting time pass, and reading what a failure says.

use std::time::Duration;

use mockfluence::{DYNAMIC_MODULES, Fault, Tenant, from_app, to_app};

use crate::incident_board::IncidentBoard;
use crate::page::held;

const SOURCE: &str = include_str!("waiting.rs");

#[tokio::test]
async fn waiting() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    // waiting
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
    // end
    held("waiting", SOURCE, "waiting", Some(&tenant.log()));
}

#[tokio::test]
async fn time() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    // time
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
    // end
    held(
        "time",
        SOURCE,
        "time",
        Some(&tenant.log().only(from_app().post(DYNAMIC_MODULES))),
    );
}

#[tokio::test]
async fn failing_tests() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    // failing tests
    tenant.install(backend.descriptor_url()).await.unwrap();
    // The app registers nothing, as no incident is open; so this does not come:
    let soon = Duration::from_millis(100);
    let registered = tenant.wait_within(soon, 1, from_app().post(DYNAMIC_MODULES));
    let failure = registered.await.unwrap_err();
    println!("{failure}");
    // end
    let page = include_str!("../../src/cookbook/failing_tests.md");
    held("failing_tests", SOURCE, "failing tests", None);
    // Its place and its time are of this run.
    let failure = failure.to_string();
    let nearest = failure.lines().find(|line| line.contains("nearest"));
    assert!(page.contains(nearest.unwrap().trim()), "{failure}");
}
