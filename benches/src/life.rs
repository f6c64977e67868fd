//! A whole life against the sample backend, which is a real app and does its own share.

use std::time::Instant;

use mockfluence::Tenant;

use crate::incident_board::IncidentBoard;
use crate::measure::report;

pub async fn run(lives: usize) {
    let mut parts = [0.0; 5];
    let whole = Instant::now();
    for _ in 0..lives {
        let tenant = Tenant::start();
        let board = IncidentBoard::start(tenant.keys_url()).await;
        let mut since = Instant::now();
        let mut lap = |part: usize| {
            parts[part] += since.elapsed().as_secs_f64();
            since = Instant::now();
        };
        let app = tenant.install(board.descriptor_url()).await.unwrap();
        lap(0);
        for number in 0..10 {
            assert_eq!(
                board.open_incident(&format!("incident-{number}")).await,
                [200]
            );
        }
        lap(1);
        app.upgrade().await.unwrap();
        lap(2);
        app.uninstall().await;
        lap(3);
        let app = tenant.install(board.descriptor_url()).await.unwrap();
        assert_eq!(app.dynamic_module_keys().len(), 10);
        lap(4);
    }
    let seconds = whole.elapsed().as_secs_f64();
    report("life", "lives", lives as f64 / seconds, "per s");
    for (name, part) in [
        "install",
        "10 registrations",
        "upgrade",
        "uninstall",
        "reinstall",
    ]
    .iter()
    .zip(parts)
    {
        report("life", name, part / lives as f64 * 1e6, "us");
    }
}
