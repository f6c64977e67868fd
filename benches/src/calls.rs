//! Requests: one after the other, and from 32 clients at once.

use std::sync::Arc;
use std::time::Instant;

use mockfluence::jwt::CanonicalRequest;
use mockfluence::{InstalledApp, Tenant};

use crate::client::Client;
use crate::measure::{median, micros, report};
use crate::peers::{self, PATH, Requests};

const ROUNDS: usize = 5;
const CLIENTS: usize = 32;

pub async fn sequential(address: &str, requests: &[&[u8]], count: usize) -> f64 {
    let mut client = Client::new(address);
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let since = Instant::now();
        for request in requests {
            let status = client.send(request).await;
            assert!(status < 300, "{status}");
        }
        times.push(micros(since));
    }
    median(times)
}

/// Run under `taskset`, so that the time is work and not wake-ups.
pub async fn one_by_one() {
    let tenant = Tenant::start();
    let app = peers::installed(&tenant).await;
    let own = format!("127.0.0.1:{}", tenant.port());
    let wiremock = peers::wiremock_fresh().await;
    let other = wiremock.address().to_string();
    let floor = peers::Floor::start();
    let requests = peers::requests(&app, 0);
    let mut times = vec![Vec::new(); 5];
    for _ in 0..ROUNDS {
        let get: [&[u8]; 1] = [&requests.get];
        let pair: [&[u8]; 2] = [&requests.post, &requests.delete];
        times[0].push(sequential(&floor.address, &get, 500).await);
        times[1].push(sequential(&own, &get, 500).await);
        times[2].push(sequential(&other, &get, 500).await);
        times[3].push(sequential(&own, &pair, 300).await);
        times[4].push(sequential(&other, &pair, 300).await);
    }
    let names = [
        "axum with a journal",
        "mockfluence",
        "wiremock",
        "mockfluence",
        "wiremock",
    ];
    let whats = ["get", "get", "get", "post+delete", "post+delete"];
    for ((times, name), what) in times.into_iter().zip(names).zip(whats) {
        report(what, name, median(times), "us");
    }
}

/// Our own GETs alone, for a profiler.
pub async fn own(count: usize) {
    let tenant = Tenant::start();
    let app = peers::installed(&tenant).await;
    let requests = peers::requests(&app, 0);
    let address = format!("127.0.0.1:{}", tenant.port());
    for (what, pair) in [
        ("get", vec![&requests.get]),
        ("post+delete", vec![&requests.post, &requests.delete]),
    ] {
        let pair: Vec<&[u8]> = pair.into_iter().map(Vec::as_slice).collect();
        let time = sequential(&address, &pair, count).await;
        report(what, "mockfluence", time, "us");
    }
}

async fn at_once(address: &str, requests: &Arc<Vec<Requests>>, pairs: bool, each: usize) -> f64 {
    let since = Instant::now();
    let clients = (0..CLIENTS).map(|number| {
        let (address, requests) = (address.to_owned(), requests.clone());
        tokio::spawn(async move {
            let mut client = Client::new(address);
            for _ in 0..each {
                if pairs {
                    assert!(client.send(&requests[number].post).await < 300);
                    assert!(client.send(&requests[number].delete).await < 300);
                } else {
                    assert!(client.send(&requests[number].get).await < 300);
                }
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
    (CLIENTS * each) as f64 / since.elapsed().as_secs_f64()
}

/// On a runtime of two threads, as a test with a multi-thread runtime has it.
pub async fn crowd(each: usize) {
    let mut rates = vec![Vec::new(); 5];
    for _ in 0..ROUNDS {
        // Fresh ones in each round: no log grows longer than the other.
        let tenant = Tenant::start();
        let app = peers::installed(&tenant).await;
        let own = format!("127.0.0.1:{}", tenant.port());
        let wiremock = peers::wiremock_fresh().await;
        let other = wiremock.address().to_string();
        let floor = peers::Floor::start();
        let requests: Vec<Requests> = (0..CLIENTS)
            .map(|client| peers::requests(&app, client))
            .collect();
        let requests = Arc::new(requests);
        rates[0].push(at_once(&floor.address, &requests, false, each).await);
        rates[1].push(at_once(&own, &requests, false, each).await);
        rates[2].push(at_once(&other, &requests, false, each).await);
        rates[3].push(at_once(&own, &requests, true, each / 4).await);
        rates[4].push(at_once(&other, &requests, true, each / 4).await);
    }
    let names = [
        "axum with a journal",
        "mockfluence",
        "wiremock",
        "mockfluence",
        "wiremock",
    ];
    let whats = [
        "get, 32 clients",
        "get, 32 clients",
        "get, 32 clients",
        "post+delete, 32 clients",
        "post+delete, 32 clients",
    ];
    for ((rates, name), what) in rates.into_iter().zip(names).zip(whats) {
        report(what, name, median(rates), "per s");
    }
}

/// The HS256 and qsh check by itself.
pub fn check(app: &InstalledApp) {
    let token = app
        .client()
        .get(&format!("{PATH}?b=2&a=1"))
        .signed_token()
        .unwrap();
    let secret = app.shared_secret().unwrap();
    let mut times = Vec::new();
    for _ in 0..2_000 {
        let since = Instant::now();
        let canonical = CanonicalRequest::from_app("GET", &format!("{PATH}?b=2&a=1"), "/wiki");
        mockfluence::jwt::verify(
            &token,
            &secret,
            Some(&canonical),
            std::time::SystemTime::now(),
        )
        .unwrap();
        times.push(micros(since));
    }
    report("HS256 and qsh check", "mockfluence", median(times), "us");
}
