//! A URL with a fragment: everything that the host adds comes before it.

use mockfluence::settings::ModuleFragment;
use mockfluence::{Page, Settings, Tenant, Webhook};
use serde_json::json;

use super::received::{assert_hash, expected, names, token_of};
use super::table::{ROWS, Way, in_form, install, module};
use crate::scripted_app::ScriptedApp;

#[tokio::test]
async fn all_parameters_and_the_token_come_before_the_fragment() {
    for row in &ROWS {
        let module = module(row.kind, row.pointer, "/p?own=1#top");
        let (_, app, backend) = install(in_form(row.kind, module)).await;
        let load = (row.opened)(&app);
        let told = format!("{} {}", row.kind, row.pointer);
        let url = load.url().unwrap();
        let below = url.strip_prefix(backend.base_url()).unwrap();
        let query = below
            .strip_prefix("/p?")
            .and_then(|rest| rest.strip_suffix("#top"))
            .unwrap_or_else(|| panic!("{told}: {url}"));
        assert_eq!(names(query), expected(row.way), "{told}");
        load.send().await.unwrap();
        let received = backend.last("/p");
        assert_eq!(
            names(&received.query.clone().unwrap()),
            expected(row.way),
            "{told}"
        );
        match row.way {
            Way::Plain => assert_eq!(token_of(&received), None, "{told}"),
            _ => assert_hash(&received),
        }
        let in_header = received.header("authorization").is_some();
        assert_eq!(
            in_header,
            matches!(row.way, Way::Fetch | Way::Json),
            "{told}"
        );
    }
}

#[tokio::test]
async fn a_url_without_a_query_has_its_fragment_last_too() {
    for row in &ROWS {
        let module = module(row.kind, row.pointer, "/p#top");
        let (_, app, backend) = install(in_form(row.kind, module)).await;
        let load = match row.kind {
            "" => app.condition("/p#top"),
            _ => (row.opened)(&app),
        };
        let url = load.url().unwrap();
        let begin = format!(
            "{}/p{}",
            backend.base_url(),
            match row.way {
                Way::Plain | Way::Json => "#",
                _ => "?",
            }
        );
        assert!(url.starts_with(&begin) && url.ends_with("#top"), "{url}");
    }
}

#[tokio::test]
async fn a_webhook_has_its_query_before_the_fragment() {
    let hook = json!({ "event": "page_created", "url": "/hook?own=1#top" });
    let (tenant, _, backend) = install(json!({ "webhooks": [hook] })).await;
    let page = Page::new(10_000_001, "Runbook");
    let deliveries = tenant.fire(Webhook::page("page_created", page)).await;
    assert_eq!(deliveries[0].path, "/hook?own=1&lic=none#top");
    let received = backend.last("/hook");
    assert_eq!(received.query.as_deref(), Some("own=1&lic=none"));
    assert_hash(&received);
}

#[tokio::test]
async fn a_webhook_that_excludes_the_body_has_none() {
    let hooks = json!([
        { "event": "page_created", "url": "/with", "excludeBody": false },
        { "event": "page_created", "url": "/without", "excludeBody": true },
    ]);
    let (tenant, _, backend) = install(json!({ "webhooks": hooks })).await;
    tenant
        .fire(Webhook::page(
            "page_created",
            Page::new(10_000_001, "Runbook"),
        ))
        .await;
    assert_eq!(
        backend.last("/with").json()["page"]["id"],
        json!(10_000_001)
    );
    assert!(backend.last("/without").body.is_empty());
    assert_hash(&backend.last("/without"));
}

#[tokio::test]
async fn the_host_of_2016_signs_a_frame_without_its_fragment() {
    let settings = Settings::default().module_fragment(ModuleFragment::Dropped);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["modules"] = json!({ "generalPages": [module("generalPages", "/url", "/p#top")] });
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    assert!(!app.open("m").url().unwrap().contains('#'));
}
