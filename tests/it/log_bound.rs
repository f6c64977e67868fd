//! The log keeps no more than its bound, whatever it is that comes; and what is cut says so.

use mockfluence::settings::Limits;
use mockfluence::{AppClient, Entry, Exchange, RequestLog, Settings, Tenant};

use crate::app::App;

/// The bound of these tests, and beside it what so many entries take at their shortest.
const LIMIT: usize = 200_000;
const ENTRIES: usize = 20;
const SHORTEST: usize = 1_000;

fn kept_of(exchange: &Exchange) -> usize {
    let headers = exchange.request_headers().chain(exchange.reply_headers());
    let headers: usize = headers.map(|(name, value)| name.len() + value.len()).sum();
    let notes: usize = exchange
        .notes()
        .iter()
        .map(|note| note.to_string().len())
        .sum();
    let bodies = exchange.request_body().len() + exchange.reply_body().len();
    let claims = exchange.claims().unwrap_or_default().len();
    exchange.target().len() + headers + notes + bodies + claims
}

fn kept(log: &RequestLog) -> usize {
    let of = |entry: &Entry| match entry {
        Entry::Exchange(exchange) => kept_of(exchange),
        Entry::Command { command, .. } => command.to_string().len(),
        Entry::Remark { remark, .. } => remark.to_string().len(),
        _ => 0,
    };
    log.entries().map(of).sum()
}

async fn path(client: &AppClient, number: usize) {
    let path = format!("/rest/{number}/{}", "x".repeat(60_000));
    client.get(&path).send().await.unwrap();
}

async fn query(client: &AppClient, number: usize) {
    let path = format!("/rest/api/content/7?expand={number}{}", "y".repeat(50_000));
    client.get(&path).unsigned().send().await.unwrap();
}

async fn headers(client: &AppClient, number: usize) {
    let mut request = client.get("/rest/api/user/current");
    for header in 0..50 {
        request = request.header(
            format!("x-{header}"),
            format!("{number}{}", "z".repeat(4000)),
        );
    }
    request.send().await.unwrap();
}

async fn claims(client: &AppClient, number: usize) {
    let request = client.get("/rest/api/user/current");
    let name = format!("{number}{}", "w".repeat(30_000));
    let request = request.claims(|claims| claims.sub = Some(name));
    request.signed_with("another").send().await.unwrap();
}

async fn issuers(client: &AppClient, number: usize) {
    let request = client.get("/rest/api/user/current");
    let name = format!("{number}{}", "v".repeat(30_000));
    request
        .claims(|claims| claims.iss = Some(name))
        .send()
        .await
        .unwrap();
}

async fn bodies(client: &AppClient, number: usize) {
    let body = format!("{number}{}", "u".repeat(100_000));
    client
        .post("/rest/api/content")
        .body(body)
        .send()
        .await
        .unwrap();
}

macro_rules! many {
    ($($name:ident)*) => {$(
        #[tokio::test]
        async fn $name() {
            let limits = Limits::default().log_body_limit(LIMIT);
            let tenant = Tenant::builder().settings(Settings::default().limits(limits)).start();
            let client = App::without_backend().on(&tenant).await.client();
            super::$name(&client, 0).await;
            let log = tenant.log();
            let one = log.exchanges().last().unwrap();
            assert!(kept_of(one) < 140_000, "{}", kept_of(one));
            let all = serde_json::to_string(&log).unwrap();
            assert!(all.contains("more bytes not kept]"), "{all}");
            for number in 1..ENTRIES {
                super::$name(&client, number).await;
            }
            let log = tenant.log();
            assert!(kept(&log) < LIMIT + ENTRIES * SHORTEST, "{}", kept(&log));
            assert_eq!(log.exchanges().filter(|one| one.is_finished()).count(), log.exchanges().count());
            let oldest = serde_json::to_string(&log).unwrap();
            assert!(oldest.contains("[dropped: setting `limits.log_body_limit`]"));
        }
    )*};
}

mod bound {
    use super::*;
    many!(path query headers claims issuers bodies);
}

/// What the tester does, and what a descriptor has wrong, is bounded too.
#[tokio::test]
async fn commands_and_remarks_count() {
    let limits = Limits::default().log_body_limit(LIMIT);
    let tenant = Tenant::builder()
        .settings(Settings::default().limits(limits))
        .start();
    for number in 0..ENTRIES {
        tenant.add_user(mockfluence::User::new(format!(
            "{number}{}",
            "t".repeat(60_000)
        )));
    }
    assert!(
        kept(&tenant.log()) < LIMIT + ENTRIES * SHORTEST,
        "{}",
        kept(&tenant.log())
    );
}

/// An exchange that was shortened while it was held keeps no more when it ends.
#[tokio::test]
async fn what_ends_late_counts_too() {
    let limits = Limits::default().log_body_limit(100_000);
    let tenant = Tenant::builder()
        .settings(Settings::default().limits(limits))
        .start();
    let client = App::without_backend().on(&tenant).await.client();
    let held = tenant.hold(mockfluence::from_app().path("/wiki/late"));
    let request = client.post("/late").body("s".repeat(50_000)).send();
    let late = tokio::spawn(request);
    held.reached().await;
    for number in 0..10 {
        bodies(&client, number).await;
    }
    held.release();
    late.await.unwrap().unwrap();
    let log = tenant.log();
    let late = log
        .exchanges()
        .find(|one| one.path() == "/wiki/late")
        .unwrap();
    assert_eq!(
        late.request_body(),
        "[dropped: setting `limits.log_body_limit`]"
    );
    assert_eq!(
        late.reply_body(),
        "[dropped: setting `limits.log_body_limit`]"
    );
}
