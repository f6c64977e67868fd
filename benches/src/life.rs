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

/// Nanoseconds that the threads of this name have run.
fn ran(name: &str) -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let of = |task: std::fs::DirEntry| {
        let read = |file: &str| std::fs::read_to_string(task.path().join(file)).ok();
        let ran = read("schedstat")?.split(' ').next()?.parse::<f64>().ok()?;
        (read("comm")?.trim_end() == name).then_some(ran)
    };
    tasks.filter_map(|task| of(task.unwrap())).sum()
}

/// The kernel knows a thread by its first fifteen bytes.
const TENANT: &str = "mockfluence-ten";
const BACKEND: &str = "backend";

/// What of a life is the tenant's own work, and what is the backend's, each on a thread of its own.
pub async fn shares(lives: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name(BACKEND)
        .enable_all()
        .build()
        .unwrap();
    let (mut tenants, mut backends) = (0.0, 0.0);
    for _ in 0..lives {
        let tenant = Tenant::builder().own_thread().start();
        let begun = ran(BACKEND);
        let keys = tenant.keys_url();
        let board = runtime.spawn(IncidentBoard::start(keys)).await.unwrap();
        let url = board.descriptor_url();
        let app = tenant.install(&url).await.unwrap();
        let opened = runtime.spawn(async move {
            for number in 0..10 {
                let key = format!("incident-{number}");
                assert_eq!(board.open_incident(&key).await, [200]);
            }
            board
        });
        let _board = opened.await.unwrap();
        app.upgrade().await.unwrap();
        app.uninstall().await;
        tenant.install(&url).await.unwrap();
        tenants += ran(TENANT);
        backends += ran(BACKEND) - begun;
    }
    let each = |nanos: f64| nanos / lives as f64 / 1000.0;
    runtime.shutdown_background();
    report("shares", "tenant", each(tenants), "us");
    report("shares", "backend", each(backends), "us");
}
