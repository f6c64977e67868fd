//! What a tenant costs while it lives, and what an exchange costs in its log.

use mockfluence::Tenant;

use crate::client::Client;
use crate::measure::{descriptors, live_bytes, report, threads};
use crate::peers;

const MANY: usize = 200;

pub async fn run() {
    // What the first one allocates for good is nobody's cost.
    drop(installed().await);
    log().await;
    per_server("empty tenant", || async { Tenant::start() }).await;
    per_server("installed tenant", installed).await;
    per_server("wiremock", || async { peers::wiremock_fresh().await }).await;
}

async fn installed() -> Tenant {
    let tenant = Tenant::start();
    peers::installed(&tenant).await;
    tenant
}

async fn per_server<S, F: Future<Output = S>>(name: &str, start: impl Fn() -> F) {
    let mut all = Vec::with_capacity(MANY);
    settled().await;
    let before = (live_bytes(), threads(), descriptors());
    for _ in 0..MANY {
        all.push(start().await);
    }
    let per = |after: usize, before: usize| (after as f64 - before as f64) / MANY as f64;
    report(
        "memory",
        name,
        per(live_bytes(), before.0) / 1024.0,
        "KiB on the heap",
    );
    report("threads", name, per(threads(), before.1), "");
    report("descriptors", name, per(descriptors(), before.2), "");
    // wiremock verifies as it goes, which takes its time; the process ends soon.
    std::mem::forget(all);
}

/// Lets the runtime free what has ended.
async fn settled() {
    for _ in 0..2_000 {
        tokio::task::yield_now().await;
    }
}

/// Two hundred installed tenants until the end, for a heap profiler.
pub async fn hold() {
    let mut all = Vec::new();
    for _ in 0..MANY {
        all.push(installed().await);
    }
    std::process::exit(i32::from(all.is_empty()));
}

async fn log() {
    let tenant = installed().await;
    let app = tenant.app("app").unwrap();
    let requests = peers::requests(&app, 0);
    let mut client = Client::new(format!("127.0.0.1:{}", tenant.port()));
    client.send(&requests.get).await;
    let before = live_bytes();
    const COUNT: usize = 10_000;
    for _ in 0..COUNT {
        client.send(&requests.get).await;
    }
    // The vector grows by doubling; what is beside the entries in it is room, not cost.
    let bodies: usize = tenant
        .log()
        .exchanges()
        .map(|one| one.request_body.len() + one.reply_body.len())
        .sum();
    let bytes = live_bytes() - before;
    report(
        "log",
        "a small GET, with its headers and claims",
        bytes as f64 / COUNT as f64,
        "B",
    );
    report("log", "of it, bodies", bodies as f64 / COUNT as f64, "B");
}
