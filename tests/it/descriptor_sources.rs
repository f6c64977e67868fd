//! Where a descriptor comes from: called elsewhere than it says, and read again for an upgrade.

use mockfluence::{DescriptorSource, Page, Settings, Tenant, Webhook, from_app, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

const PRODUCTION: &str = "https://production.invalid/app";

/// A descriptor that has its production URL in every place where one can stand.
fn production(backend: &ScriptedApp) -> Value {
    let mut descriptor = backend.descriptor();
    descriptor["baseUrl"] = PRODUCTION.into();
    descriptor["regionBaseUrls"] = json!({ "EU": "https://eu.production.invalid" });
    descriptor["translations"] = json!({ "paths": { "en-US": format!("{PRODUCTION}/en.json") } });
    descriptor["modules"] = json!({
        "generalPages": [{ "key": "page", "name": { "value": "P" }, "url": format!("{PRODUCTION}/page") }],
        "webhooks": [{ "event": "page_created", "url": "/hook" }],
    });
    backend.reply("/en.json", 200, "{}");
    descriptor
}

#[derive(Clone, Copy, Debug)]
enum From {
    Url,
    Text,
    File,
}

fn file(name: &str, descriptor: &Value) -> String {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, descriptor.to_string()).unwrap();
    file.to_str().unwrap().to_owned()
}

fn source(from: From, backend: &ScriptedApp, descriptor: &Value) -> DescriptorSource {
    backend.serve_descriptor(descriptor.clone());
    match from {
        From::Url => backend.descriptor_url().into(),
        From::Text => DescriptorSource::text(descriptor.to_string()),
        From::File => DescriptorSource::file(file(
            &format!("at-{}.json", backend.base_url().rsplit(':').next().unwrap()),
            descriptor,
        )),
    }
}

#[rstest]
#[tokio::test]
async fn an_app_is_called_where_the_tester_says_for_all_its_life(
    #[values(From::Url, From::Text, From::File)] from: From,
    #[values(None, Some("EU"))] region: Option<&str>,
) {
    let settings = region.map_or_else(Settings::default, |name| Settings::default().region(name));
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let descriptor = production(&backend);
    let given = source(from, &backend, &descriptor).with_base_url(backend.base_url());
    let app = tenant.install(given).await.unwrap();
    assert_eq!(
        backend.all("/installed")[0].claims()["aud"],
        json!([backend.base_url()])
    );
    app.open("page").send().await.unwrap();
    let created = Webhook::page("page_created", Page::new(10_000_001, "P"));
    tenant.fire(created).await;
    app.rotate_secret().await.unwrap();
    app.upgrade().await.unwrap();
    app.upgrade_to(source(from, &backend, &descriptor))
        .await
        .unwrap();
    let again = tenant
        .install(source(from, &backend, &descriptor))
        .await
        .unwrap();
    again.disable().await;
    let all = tenant.log();
    let elsewhere: Vec<_> = all
        .exchanges()
        .filter(|one| one.origin().contains("production"))
        .collect();
    assert!(elsewhere.is_empty(), "{all}");
    let codes: Vec<_> = app.warnings().into_iter().map(|one| one.sub_code).collect();
    assert!(
        !codes.contains(&"warning.base.url.origin".to_owned()),
        "{codes:?}"
    );
    assert_eq!(app.descriptor().unwrap().base_url(), backend.base_url());
    // Gone, it has to be said again; and another one replaces it.
    again.uninstall().await;
    let elsewhere = ScriptedApp::start().await;
    elsewhere.reply("/en.json", 200, "{}");
    let moved = source(from, &backend, &descriptor).with_base_url(elsewhere.base_url());
    let app = tenant.install(moved).await.unwrap();
    assert_eq!(app.descriptor().unwrap().base_url(), elsewhere.base_url());
    let back = app.source().unwrap().with_base_url(backend.base_url());
    app.upgrade_to(back).await.unwrap();
    assert_eq!(app.descriptor().unwrap().base_url(), backend.base_url());
    assert!(tenant.log().only(from_app()).is_empty());
}

#[tokio::test]
async fn a_base_url_that_is_none_is_the_testers_mistake() {
    let backend = ScriptedApp::start().await;
    for bad in ["localhost:3000", "", "/x", "ftp://x"] {
        let tenant = Tenant::start();
        let source = DescriptorSource::from(backend.descriptor_url()).with_base_url(bad);
        let error = tenant.install(source).await.unwrap_err();
        assert!(
            error.is_misuse()
                && error.message().contains("base URL")
                && error.message().contains("http"),
            "{error}"
        );
        assert!(tenant.log().only(to_app()).is_empty());
    }
}

/// Before the first callback: where the descriptor of another place would send it.
#[tokio::test]
async fn a_base_url_of_another_origin_is_warned_of_before_the_first_callback() {
    let (backend, other) = (ScriptedApp::start().await, ScriptedApp::start().await);
    let by_name = backend.base_url().replace("127.0.0.1", "localhost");
    for (base_url, warned) in [
        (other.base_url(), true),
        (backend.base_url(), false),
        (&format!("{}/below", backend.base_url()), false),
        (&by_name, false),
    ] {
        let mut descriptor = backend.descriptor();
        descriptor["baseUrl"] = base_url.into();
        backend.serve_descriptor(descriptor);
        let tenant = Tenant::start();
        let app = tenant.install(backend.descriptor_url()).await.unwrap();
        let log = tenant.log().to_string();
        let told = log.find("warning.base.url.origin");
        assert_eq!(told.is_some(), warned, "{log}");
        assert!(
            told.is_none_or(|told| told < log.find("POST").unwrap()),
            "{log}"
        );
        let codes: Vec<_> = app.warnings().into_iter().map(|one| one.sub_code).collect();
        assert_eq!(
            codes.contains(&"warning.base.url.origin".to_owned()),
            warned
        );
    }
    let nobody = DescriptorSource::from(backend.descriptor_url()).without_backend();
    let app = Tenant::start().install(nobody).await.unwrap();
    assert!(app.warnings().is_empty());
}

#[rstest]
#[tokio::test]
async fn an_upgrade_reads_the_descriptor_again(
    #[values(From::Url, From::Text, From::File)] from: From,
) {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["version"] = "1".into();
    let app = tenant
        .install(source(from, &backend, &descriptor))
        .await
        .unwrap();
    descriptor["version"] = "2".into();
    source(from, &backend, &descriptor);
    app.upgrade().await.unwrap();
    let value_stays = if matches!(from, From::Text) { "1" } else { "2" };
    assert_eq!(app.descriptor().unwrap().version(), value_stays);
    assert_eq!(tenant.log().only(to_app().post("/installed")).len(), 2);
}

#[tokio::test]
async fn a_file_that_is_gone_is_named() {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let path = file("gone.json", &backend.descriptor());
    let app = tenant.install(DescriptorSource::file(&path)).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let error = app.upgrade().await.unwrap_err();
    assert!(
        error.is_misuse() && error.message().contains("gone.json cannot be read"),
        "{error}"
    );
}
