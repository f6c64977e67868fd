//! Many tenants in one process, and an upgrade that goes through all of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use axum::http::StatusCode;
use mockfluence::{InstalledApp, SharedListener, Tenant};
use tokio::sync::Semaphore;

use crate::measure::{descriptors, live_bytes, micros, percentile, report};
use crate::peers;

/// How many upgrades are on their way at once.
const AT_ONCE: usize = 64;

/// A backend that counts its callbacks.
async fn backend() -> (String, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = count.clone();
    let app = axum::Router::new().fallback(move || {
        seen.fetch_add(1, Ordering::Relaxed);
        async { StatusCode::NO_CONTENT }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, count)
}

pub async fn run(tenants: usize, behind_one_port: bool) {
    let listener = behind_one_port.then(SharedListener::start);
    let (url, count) = backend().await;
    let before = live_bytes();
    let open = descriptors();
    let since = Instant::now();
    let start = |number: usize| {
        let tenant = Tenant::builder().name(format!("tenant-{number}"));
        match &listener {
            Some(listener) => tenant.behind(listener).start(),
            None => tenant.start(),
        }
    };
    let all: Vec<Tenant> = (0..tenants).map(start).collect();
    report(
        "start all",
        &tenants.to_string(),
        micros(since) / tenants as f64,
        "us each",
    );
    report(
        "descriptors of each",
        &tenants.to_string(),
        (descriptors() - open) as f64 / tenants as f64,
        "",
    );
    let apps = each(all.clone(), move |tenant| {
        let url = url.clone();
        async move {
            tenant
                .install(peers::descriptor("app", &url))
                .await
                .unwrap()
        }
    })
    .await;
    let per_tenant = (live_bytes() - before) as f64 / tenants as f64;
    report(
        "memory of each",
        &tenants.to_string(),
        per_tenant / 1024.0,
        "KiB on the heap",
    );
    let installed = count.load(Ordering::Relaxed);
    assert_eq!(
        installed,
        2 * tenants,
        "installed and enabled, nothing lost"
    );
    let apps: Vec<InstalledApp> = apps.into_iter().map(|(app, _)| app).collect();
    let since = Instant::now();
    let upgraded = each(apps, |app| async move {
        let descriptor = app.descriptor().unwrap().value().clone();
        app.upgrade_to(descriptor).await.unwrap()
    })
    .await;
    let seconds = since.elapsed().as_secs_f64();
    let callbacks = count.load(Ordering::Relaxed) - installed;
    assert_eq!(
        callbacks,
        2 * tenants,
        "installed and enabled, nothing lost"
    );
    let times: Vec<f64> = upgraded.into_iter().map(|(_, time)| time).collect();
    report(
        "wave, callbacks",
        &tenants.to_string(),
        callbacks as f64 / seconds,
        "per s",
    );
    report(
        "wave, upgrade p50",
        &tenants.to_string(),
        percentile(&times, 0.5) / 1000.0,
        "ms",
    );
    report(
        "wave, upgrade p99",
        &tenants.to_string(),
        percentile(&times, 0.99) / 1000.0,
        "ms",
    );
    report(
        "wave, time of each",
        &tenants.to_string(),
        seconds / tenants as f64 * 1e6,
        "us",
    );
}

/// Runs over all with bounded concurrency; gives each result and its time in microseconds.
async fn each<T, R, F>(all: Vec<T>, run: impl Fn(T) -> F + Send + Sync + 'static) -> Vec<(R, f64)>
where
    T: Send + 'static,
    R: Send + 'static,
    F: Future<Output = R> + Send + 'static,
{
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let run = Arc::new(run);
    let mut tasks = Vec::with_capacity(all.len());
    for one in all {
        let permit = gate.clone().acquire_owned().await.unwrap();
        let run = run.clone();
        tasks.push(tokio::spawn(async move {
            let since = Instant::now();
            let result = run(one).await;
            drop(permit);
            (result, micros(since))
        }));
    }
    let mut results = Vec::with_capacity(tasks.len());
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}
