//! From nothing to the first answered request.

use std::time::Instant;

use mockfluence::Tenant;

use crate::client::{Client, request};
use crate::measure::{median, micros, report};
use crate::peers::{self, PATH};

const ROUNDS: usize = 6;
const EACH: usize = 40;

async fn first_answer(address: String, target: &str, status: u16) {
    let request = request("GET", target, None, "");
    assert_eq!(Client::new(address).send(&request).await, status);
}

/// The install key: served without a token, and logged like any other request.
fn key_path(tenant: &Tenant) -> (String, String) {
    (
        format!("127.0.0.1:{}", tenant.port()),
        "/keys/7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42".into(),
    )
}

pub async fn one(kind: &str) -> f64 {
    let since = Instant::now();
    match kind {
        "axum with a journal" => {
            let server = peers::Floor::start();
            first_answer(server.address.clone(), PATH, 200).await;
        }
        "mockfluence" => {
            let tenant = Tenant::start();
            let (address, path) = key_path(&tenant);
            first_answer(address, &path, 200).await;
        }
        "wiremock, fresh" => {
            let server = peers::wiremock_fresh().await;
            first_answer(server.address().to_string(), PATH, 200).await;
        }
        "wiremock, pooled" => {
            let server = wiremock::MockServer::start().await;
            peers::stub(&server).await;
            first_answer(server.address().to_string(), PATH, 200).await;
        }
        "httpmock, pooled" => {
            let server = peers::httpmock().await;
            first_answer(server.address().to_string(), PATH, 200).await;
        }
        _ => {
            let server = peers::mockito().await;
            first_answer(server.host_with_port(), PATH, 200).await;
        }
    }
    micros(since)
}

pub const KINDS: [&str; 6] = [
    "axum with a journal",
    "mockfluence",
    "wiremock, fresh",
    "wiremock, pooled",
    "httpmock, pooled",
    "mockito, pooled",
];

pub async fn run() {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); KINDS.len()];
    for round in 0..=ROUNDS {
        for (kind, times) in KINDS.iter().zip(&mut times) {
            let mut all = Vec::new();
            for _ in 0..EACH {
                all.push(one(kind).await);
            }
            // The first round warms up.
            if round > 0 {
                times.push(median(all));
            }
        }
    }
    for (kind, times) in KINDS.iter().zip(times) {
        report("start", kind, median(times), "us");
    }
}

/// The first in a fresh process.
pub async fn first(kind: &str) {
    report("first", kind, one(kind).await, "us");
}

/// Our own starts alone, for a profiler.
pub async fn own(count: usize) {
    let mut times = Vec::new();
    for _ in 0..count {
        times.push(one("mockfluence").await);
    }
    report("start", "mockfluence", median(times), "us");
}
