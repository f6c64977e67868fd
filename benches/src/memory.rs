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
    log_of("a small GET like the one before", false).await;
    log_of("a small GET with a header that no other has", true).await;
}

async fn log_of(name: &str, own_header: bool) {
    const COUNT: usize = 10_000;
    let tenant = installed().await;
    let app = tenant.app("app").unwrap();
    let mut request = peers::requests(&app, 0).get;
    request.truncate(request.len() - 2);
    let mut client = Client::new(format!("127.0.0.1:{}", tenant.port()));
    let mut before = 0;
    for number in 0..=COUNT {
        let mut request = request.clone();
        if own_header {
            request.extend(format!("x-request-id: {number:08}\r\n").bytes());
        }
        request.extend(b"\r\n");
        client.send(&request).await;
        if number == 0 {
            before = live_bytes();
        }
    }
    // The vector grows by doubling; what is beside the entries in it is room, and counted as cost.
    let bodies: usize = tenant
        .log()
        .exchanges()
        .map(|one| one.request_body().len() + one.reply_body().len())
        .sum();
    let bytes = live_bytes() - before - bodies;
    report("log", name, bytes as f64 / COUNT as f64, "B beside bodies");
}
