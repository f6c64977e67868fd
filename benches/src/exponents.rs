//! What an operation costs over four decades of its input, in time and in bytes, and by which power it grows.

use std::time::Instant;

use mockfluence::descriptor::{Descriptor, Modules, Rules, validate_dynamic};
use mockfluence::jwt::CanonicalRequest;
use mockfluence::manifest::Manifest;
use mockfluence::settings::Limits;
use mockfluence::{InstalledApp, RequestLog, Settings, Tenant};
use serde_json::{Value, json};

use crate::measure::{allocated_bytes, micros, report};
use crate::peers;

/// So many of whatever there is more of.
pub const DECADES: [usize; 5] = [10, 100, 1_000, 10_000, 100_000];

/// Time and bytes of one run: the quickest of some, for what else the machine does only adds.
fn measured(runs: usize, mut run: impl FnMut()) -> (f64, f64) {
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (since, before) = (Instant::now(), allocated_bytes());
        run();
        times.push(micros(since));
        bytes.push((allocated_bytes() - before) as f64);
    }
    (least(times), least(bytes))
}

pub fn least(values: Vec<f64>) -> f64 {
    values.into_iter().fold(f64::INFINITY, f64::min)
}

/// The power by which the last decades grow: 1 is linear, 2 takes a hundred times as much for ten.
fn exponent(points: &[(usize, f64)]) -> f64 {
    let last = &points[points.len().saturating_sub(3)..];
    let logs = last
        .iter()
        .map(|(count, cost)| ((*count as f64).ln(), cost.max(1.0).ln()));
    let logs: Vec<(f64, f64)> = logs.collect();
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / logs.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let over: f64 = logs.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let under: f64 = logs.iter().map(|point| (point.0 - x).powi(2)).sum();
    over / under
}

pub fn told(what: &str, costs: &[(usize, (f64, f64))]) {
    let times: Vec<_> = costs
        .iter()
        .map(|(count, (time, _))| (*count, *time))
        .collect();
    let bytes: Vec<_> = costs
        .iter()
        .map(|(count, (_, bytes))| (*count, *bytes))
        .collect();
    for (count, (time, bytes)) in costs {
        let name = format!("{count}: {:.1} kB allocated", bytes / 1000.0);
        report(&format!("growth: {what}"), &name, *time, "us");
    }
    let name = format!("exponent of time; of bytes {:.2}", exponent(&bytes));
    report(&format!("growth: {what}"), &name, exponent(&times), "");
}

fn grows<T>(what: &str, input: impl Fn(usize) -> T, run: impl Fn(&T)) {
    let costs = DECADES.map(|count| {
        let input = input(count);
        (count, measured(9, || run(&input)))
    });
    told(what, &costs);
}

fn descriptor(name: &str, value: Value) -> String {
    let mut descriptor = json!({
        "key": "my-app", "baseUrl": "https://app.example", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }, "scopes": ["READ"],
    });
    descriptor[name] = value;
    descriptor.to_string()
}

fn items(count: usize) -> Value {
    let item = |number| {
        json!({ "key": format!("m-{number}"), "name": { "value": "x" }, "url": "/x",
                "location": "system.header/left" })
    };
    json!({ "webItems": (0..count).map(item).collect::<Vec<_>>() })
}

fn judged(text: &String) {
    let rules = Rules::default();
    let found = Descriptor::parse(text).unwrap().validate(&rules);
    let _ = rules.host_answer(&found);
}

/// What needs no tenant.
fn alone() {
    grows(
        "judge modules",
        |count| descriptor("modules", items(count)),
        judged,
    );
    let scopes = |count| descriptor("scopes", vec!["x"; count].into());
    grows("judge wrong scopes", scopes, judged);
    let empty = |count| descriptor("modules", json!({ "webItems": vec![json!({}); count] }));
    grows("judge empty modules", empty, judged);
    let app = Descriptor::parse(&descriptor("modules", json!({}))).unwrap();
    let posted = |count| items(count).to_string();
    grows("judge a registration", posted, |text: &String| {
        let modules = Modules::parse(text).unwrap();
        assert!(validate_dynamic(&modules, &app, &Rules::default()).is_empty());
    });
    let form = |count| {
        (0..count)
            .map(|number| format!("p{number}=x&"))
            .collect::<String>()
    };
    grows("hash a form", form, |form: &String| {
        let request = CanonicalRequest::from_app_form("POST", "/wiki/x", "/wiki", form);
        assert_eq!(request.qsh().len(), 64);
    });
    let query = |count: usize| format!("/wiki/x?{}", "a=1&".repeat(count));
    grows("hash a query", query, |target: &String| {
        let request = CanonicalRequest::from_app("GET", target, "/wiki");
        assert_eq!(request.qsh().len(), 64);
    });
}

/// What a tenant is sent: it may cost no more than its length.
async fn sent() {
    const MOST: usize = 40_000;
    let what: [(&str, fn(usize) -> String); 4] = [
        ("a forged form", |count| {
            (0..count).map(|number| format!("p{number}=&")).collect()
        }),
        ("a registration of taken keys", |count| {
            json!({ "webItems": vec![items(1)["webItems"][0].clone(); count] }).to_string()
        }),
        ("brackets", |count| "[".repeat(count)),
        ("a body of words", |count| "word ".repeat(count)),
    ];
    for (name, body) in what {
        let mut costs = Vec::new();
        for count in DECADES.map(|count| count.min(MOST)) {
            let settings = Settings::default().dynamic_module_limit(usize::MAX);
            let tenant = Tenant::builder().settings(settings).start();
            let app = peers::installed(&tenant).await;
            let body = body(count);
            let (mut times, mut bytes) = (Vec::new(), Vec::new());
            for _ in 0..5 {
                let (since, before) = (Instant::now(), allocated_bytes());
                send(&app, name, &body).await;
                times.push(micros(since));
                bytes.push((allocated_bytes() - before) as f64);
            }
            costs.push((count, (least(times), least(bytes))));
        }
        told(&format!("send {name}"), &costs);
    }
}

async fn send(app: &InstalledApp, name: &str, body: &str) {
    let request = app
        .client()
        .post(mockfluence::DYNAMIC_MODULES)
        .body(body.to_owned());
    let request = match name {
        "a forged form" => request
            .header("content-type", "application/x-www-form-urlencoded")
            .qsh("x")
            .signed_with("forged"),
        _ => request.header("content-type", "application/json"),
    };
    request.send().await.unwrap();
}

/// What is made of a log.
async fn printed() {
    let forms: [(&str, fn(&RequestLog) -> usize); 6] = [
        ("text", |log| log.to_string().len()),
        ("mermaid", |log| log.mermaid().len()),
        ("markdown", |log| log.markdown("x").len()),
        ("html", |log| log.html("x").len()),
        ("har", |log| log.har().to_string().len()),
        ("json", |log| serde_json::to_string(log).unwrap().len()),
    ];
    let tenant = Tenant::start();
    let app = peers::installed(&tenant).await;
    let mut logs = Vec::new();
    for count in &DECADES[..4] {
        while tenant.log().len() < *count {
            let missing = count - tenant.log().len();
            for _ in 0..missing {
                app.client()
                    .get(mockfluence::DYNAMIC_MODULES)
                    .send()
                    .await
                    .unwrap();
            }
        }
        logs.push((*count, tenant.log()));
    }
    for (form, print) in forms {
        let cost = |log: &RequestLog| measured(5, || assert!(print(log) > 0));
        let costs: Vec<_> = logs
            .iter()
            .map(|(count, log)| (*count, cost(log)))
            .collect();
        told(&format!("print a log as {form}"), &costs);
    }
}

/// Each more than the tenant has so far: what all take together.
async fn tokens() {
    let manifest = json!({
        "app": { "id": "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a" },
        "remotes": [{ "key": "backend", "baseUrl": "https://my-app.example.com" }],
        "modules": { "endpoint": [{ "key": "life", "remote": "backend", "route": { "path": "/life" } }] },
        "permissions": { "scopes": ["read:confluence-content.summary"] },
    });
    let mut costs = Vec::new();
    for count in DECADES.map(|count| count.min(30_000)) {
        let limits = Limits::default().access_tokens(usize::MAX);
        let settings = Settings::default().limits(limits);
        let tenant = Tenant::builder().settings(settings).start();
        let manifest = Manifest::from_json(manifest.clone())
            .unwrap()
            .without_backend();
        let app = tenant.install_forge(manifest).await.unwrap();
        let cost = measured(1, || {
            for _ in 0..count {
                assert!(!app.system_token().is_empty());
            }
        });
        costs.push((count, cost));
    }
    told("mint access tokens", &costs);
}

/// A log that is looked at after each exchange, by a test that keeps what it saw.
async fn looked_at() {
    let mut costs = Vec::new();
    for count in &DECADES[..4] {
        let tenant = Tenant::start();
        let app = peers::installed(&tenant).await;
        let mut kept = Vec::with_capacity(*count);
        let (since, before) = (Instant::now(), allocated_bytes());
        for _ in 0..*count {
            let asked = app.client().get(mockfluence::DYNAMIC_MODULES);
            asked.send().await.unwrap();
            kept.push(tenant.log());
        }
        costs.push((*count, (micros(since), (allocated_bytes() - before) as f64)));
    }
    told("exchanges, the log kept after each", &costs);
}

pub async fn run() {
    looked_at().await;
    tokens().await;
    alone();
    sent().await;
    printed().await;
}
