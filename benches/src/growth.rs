//! Whether a request costs more when there is more of everything.

use std::time::Instant;

use mockfluence::{DYNAMIC_MODULES, Tenant};
use serde_json::json;

use crate::client::Client;
use crate::measure::{median, micros, report};
use crate::peers;

async fn time(client: &mut Client, request: &[u8], count: usize) -> f64 {
    let mut times = Vec::new();
    for _ in 0..count {
        let since = Instant::now();
        assert!(client.send(request).await < 300);
        times.push(micros(since));
    }
    median(times)
}

pub async fn run() {
    for modules in [1, 10, 99] {
        let tenant = Tenant::start();
        let app = peers::installed(&tenant).await;
        let item = |number: usize| {
            json!({ "key": format!("m-{number}"), "name": { "value": "x" },
            "url": "/x", "location": "system.header/left" })
        };
        let body = json!({ "webItems": (0..modules).map(item).collect::<Vec<_>>() });
        assert_eq!(
            app.client()
                .post(DYNAMIC_MODULES)
                .json(&body)
                .send()
                .await
                .unwrap()
                .status(),
            200
        );
        let requests = peers::requests(&app, 0);
        let mut client = Client::new(format!("127.0.0.1:{}", tenant.port()));
        let name = format!("{modules} modules");
        report(
            "growth: GET",
            &name,
            time(&mut client, &requests.get, 400).await,
            "us",
        );
        let mut pairs = Vec::new();
        for _ in 0..300 {
            let since = Instant::now();
            assert!(client.send(&requests.post).await < 300);
            assert!(client.send(&requests.delete).await < 300);
            pairs.push(micros(since));
        }
        report("growth: POST and DELETE", &name, median(pairs), "us");
    }
    log().await;
}

async fn log() {
    let tenant = Tenant::start();
    let app = peers::installed(&tenant).await;
    let requests = peers::requests(&app, 0);
    let mut client = Client::new(format!("127.0.0.1:{}", tenant.port()));
    let mut there = 1;
    for entries in [10, 100, 1_000, 10_000, 100_000] {
        while there < entries {
            client.send(&requests.get).await;
            there += 1;
        }
        let name = format!("{entries} in the log");
        report(
            "growth: GET",
            &name,
            time(&mut client, &requests.get, 400).await,
            "us",
        );
        there += 400;
        let since = Instant::now();
        assert!(tenant.log().len() >= entries);
        report("growth: tenant.log()", &name, micros(since), "us");
    }
}
