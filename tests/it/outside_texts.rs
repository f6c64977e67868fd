//! What an app sends that is not as tidy as it should be: byte order marks, references, floods.

use std::time::{Duration, Instant};

use mockfluence::descriptor::Descriptor;
use mockfluence::{DescriptorSource, Settings, Status, Tenant, to_app};
use serde_json::json;

use crate::raw::{Behaviour, raw_app};
use crate::scripted_app::ScriptedApp;

#[tokio::test]
async fn a_byte_order_mark_counts_nowhere() {
    let app = ScriptedApp::start().await;
    let mut descriptor = app.descriptor();
    descriptor["translations"] = json!({ "paths": { "en-US": "/en.json" } });
    let text = format!("\u{feff}{descriptor}");
    app.reply("/en.json", 200, "\u{feff}{\"item.name\":\"Open\"}");
    app.reply("/atlassian-connect.json", 200, text.clone());
    let parsed = Descriptor::parse(&text).unwrap();
    assert_eq!(parsed, Descriptor::parse(&descriptor.to_string()).unwrap());
    for source in [
        DescriptorSource::from(app.descriptor_url()),
        DescriptorSource::text(text),
        DescriptorSource::from(parsed),
    ] {
        let tenant = Tenant::start();
        let app = tenant.install(source).await.unwrap();
        assert_eq!(app.status(), Status::Enabled, "{}", tenant.log());
    }
}

#[tokio::test]
async fn a_redirect_may_name_another_host_without_its_scheme_or_climb() {
    let (old, new) = (ScriptedApp::start().await, ScriptedApp::start().await);
    let other = new.base_url().strip_prefix("http:").unwrap();
    old.reply("/a/b/moved", 302, "../up?from=http://elsewhere.invalid/");
    old.reply("/a/up", 301, format!("{other}/atlassian-connect.json"));
    let tenant = Tenant::start();
    let url = format!("{}/a/b/moved", old.base_url());
    tenant.install(url).await.unwrap();
    assert_eq!(old.calls(), ["/a/b/moved", "/a/up"]);
    assert_eq!(new.calls(), ["/installed", "/enabled"]);
    let gets = tenant.log().only(to_app().method("GET"));
    assert_eq!(gets.statuses(), [Some(302), Some(301), Some(200)]);
}

/// Each file is quick enough, the three of them are not.
#[tokio::test(start_paused = true)]
async fn one_deadline_holds_for_all_translation_files() {
    let app = ScriptedApp::start().await;
    let mut descriptor = app.descriptor();
    let paths = ["/de", "/en", "/fr"];
    let files: serde_json::Map<_, _> = paths
        .iter()
        .map(|path| (path[1..].to_owned(), json!(path)))
        .collect();
    descriptor["translations"] = json!({ "paths": files });
    app.serve_descriptor(descriptor);
    for path in paths {
        app.reply(path, 200, "{}");
        app.call_from(path, |_| tokio::time::sleep(Duration::from_secs(6)));
    }
    let settings = Settings::default().callback_deadline(Duration::from_secs(10));
    let tenant = Tenant::builder().settings(settings).start();
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(handle.status(), Status::Disabled);
    let log = tenant.log().to_string();
    assert!(log.contains("(setting `callback_deadline`)"), "{log}");
}

#[tokio::test]
async fn interim_answers_without_end_are_cut_off() {
    let flood = b"HTTP/1.1 100 Continue\r\n\r\n".repeat(1000);
    let app = raw_app(Behaviour::WriteForEver(flood)).await;
    // Far off, so that it is not the deadline that ends it.
    let settings = Settings::default().callback_deadline(Duration::from_secs(120));
    let tenant = Tenant::builder().settings(settings).start();
    let started = Instant::now();
    let refusal = tenant.install(format!("{app}/x")).await.unwrap_err();
    let refusal = refusal.to_string();
    assert!(
        refusal.contains("more than 1048576 bytes came before the head of an answer"),
        "{refusal}"
    );
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[tokio::test]
async fn a_few_interim_answers_are_passed_over() {
    let app = ScriptedApp::start().await;
    let body = app.descriptor().to_string();
    let interim = "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".repeat(20);
    let length = body.len();
    let answer = format!("{interim}HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
    let early = raw_app(Behaviour::Write(answer.into_bytes())).await;
    let tenant = Tenant::start();
    tenant.install(format!("{early}/x")).await.unwrap();
}
