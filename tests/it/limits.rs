//! What the tenant reads has a limit, and the limit has a name.

use std::time::Duration;

use mockfluence::settings::{AnonymousStubs, Limits};
use mockfluence::{Settings, Status, Tenant};
use rstest::rstest;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::app::App;
use crate::scripted_app::ScriptedApp;

#[rstest]
#[case::at_the_limit(1000, true)]
#[case::above(1001, false)]
#[tokio::test]
async fn an_answer_to_a_callback_has_a_limit(#[case] bytes: usize, #[case] is_read: bool) {
    let app = ScriptedApp::start().await;
    app.reply("/installed", 200, "x".repeat(bytes));
    let limits = Limits::default().reply_size_limit(1000);
    let settings = Settings::default().limits(limits);
    let tenant = Tenant::builder().settings(settings).start();
    match tenant.install(app.descriptor_url()).await {
        Ok(app) => assert_eq!((app.status(), is_read), (Status::Enabled, true)),
        Err(refusal) => {
            let why = "the body is larger than 1000 bytes (setting `limits.reply_size_limit`)";
            assert!(refusal.to_string().contains(why), "{refusal}");
            assert!(!is_read);
        }
    }
}

const PAGE: &str = "/wiki/api/v2/pages/1";

#[tokio::test]
async fn an_answer_of_the_server_that_stands_in_has_a_limit() {
    let other = ScriptedApp::start().await;
    other.reply(PAGE, 200, "x".repeat(1001));
    let limits = Limits::default().reply_size_limit(1000);
    let settings = Settings::default().limits(limits);
    let tenant = Tenant::builder()
        .settings(settings)
        .fallback(other.base_url())
        .start();
    let app = App::without_backend().on(&tenant).await;
    let reply = app.client().get(PAGE).send().await.unwrap();
    let why = "the body is larger than 1000 bytes (setting `limits.reply_size_limit`)";
    assert!(reply.text().contains(why), "{}", reply.text());
    assert_eq!(reply.status(), 502);
    assert!(tenant.log().to_string().contains(why), "{}", tenant.log());
}

/// Answers every connection with these bytes, again and again until it is closed.
async fn endless(first: &'static [u8], then: &'static [u8], pause: Duration) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut written = stream.write_all(first).await;
                while written.is_ok() {
                    written = stream.write_all(then).await;
                    tokio::time::sleep(pause).await;
                }
            });
        }
    });
    format!("http://{address}")
}

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n";
const SOON: Duration = Duration::from_millis(1);

#[rstest]
#[case::a_flood(HEAD, &[b'x'; 60_000], Duration::ZERO, "larger than 16777216 bytes (setting `limits.reply_size_limit`)")]
#[case::a_trickle(
    HEAD,
    b"x",
    SOON,
    "no whole reply within 1s (setting `callback_deadline`)"
)]
#[case::promises(
    b"",
    b"HTTP/1.1 103 Early Hints\r\n\r\n",
    SOON,
    "no whole reply within 1s (setting `callback_deadline`)"
)]
#[case::another_protocol(
    b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    b"",
    SOON,
    "101"
)]
#[tokio::test]
async fn a_server_that_never_ends_costs_no_more_than_the_deadline(
    #[case] first: &'static [u8],
    #[case] then: &'static [u8],
    #[case] pause: Duration,
    #[case] why: &str,
) {
    let settings = Settings::default().callback_deadline(Duration::from_secs(1));
    let tenant = Tenant::builder()
        .settings(settings)
        .fallback(endless(first, then, pause).await)
        .start();
    let app = App::without_backend().on(&tenant).await;
    let reply = app.client().get(PAGE).send().await.unwrap();
    assert!(reply.text().contains(why), "{}", reply.text());
    assert_eq!(reply.status(), 502);
}

/// A spelling that the host folds is asked for twice, and both have one deadline.
#[tokio::test(start_paused = true)]
async fn all_who_stand_in_share_one_deadline() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = format!("http://{}", listener.local_addr().unwrap());
    let settings = Settings::default().anonymous_stubs(AnonymousStubs::PassedOn);
    let tenant = Tenant::builder()
        .settings(settings)
        .fallback(silent)
        .start();
    let app = App::without_backend().on(&tenant).await;
    let started = tokio::time::Instant::now();
    let asked = app.client().get("/wiki//api/v2/pages/1").unsigned();
    let reply = asked.send().await.unwrap();
    let why = "no whole reply within 10s (setting `callback_deadline`)";
    assert!(reply.text().contains(why), "{}", reply.text());
    assert_eq!(started.elapsed().as_secs(), 10);
    drop(listener);
}

#[tokio::test]
async fn a_reply_to_the_apps_client_has_both_limits() {
    let limits = Limits::default().client_deadline(Duration::from_millis(50));
    let settings = Settings::default().limits(limits.reply_size_limit(100));
    let tenant = Tenant::builder().settings(settings).start();
    let app = App::without_backend().on(&tenant).await;
    let held = tenant.hold(mockfluence::from_app());
    let refused = app
        .client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap_err();
    held.release();
    let why = "no whole reply within 50ms (setting `limits.client_deadline`)";
    assert!(refused.to_string().contains(why), "{refused}");

    let refused = app
        .client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap_err();
    let why = "larger than 100 bytes (setting `limits.reply_size_limit`)";
    assert!(refused.to_string().contains(why), "{refused}");
}

#[tokio::test]
async fn translation_files_have_one_limit_together() {
    let app = ScriptedApp::start().await;
    let file = json!({ "key": "x".repeat(600) }).to_string();
    app.reply("/one.json", 200, file.clone());
    app.reply("/two.json", 200, file);
    let mut descriptor = app.descriptor();
    descriptor["translations"] = json!({ "paths": { "en-US": "/one.json", "de-DE": "/two.json" } });
    app.serve_descriptor(descriptor);
    let limits = Limits::default().descriptor_size_limit(1000);
    let tenant = Tenant::builder()
        .settings(Settings::default().limits(limits))
        .start();
    let installed = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(installed.status(), Status::Disabled, "{}", tenant.log());
    let why = "larger than 1000 bytes (setting `limits.descriptor_size_limit`)";
    assert!(tenant.log().to_string().contains(why), "{}", tenant.log());
}
