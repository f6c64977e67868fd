//! Secrets that a test names: out of sight in every form of the log, whenever they came.

use mockfluence::{Page, RequestLog, Tenant, Webhook};
use serde_json::json;

use crate::scripted_app::ScriptedApp;

const SECRET: &str = "s3cr3t/\"key\" +ü";

/// The secret in every place of an exchange where an app or a test can put it.
async fn leaked(tenant: &Tenant) -> RequestLog {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["READ", "WRITE"]);
    descriptor["modules"] = json!({
        "generalPages": [{ "key": "board", "name": { "value": "B" }, "url": "/board?s={s}" }],
        "webhooks": [{ "event": "my_event", "url": "/hook" }],
    });
    backend.serve_descriptor(descriptor);
    backend.reply("/board", 200, format!("<p>{SECRET}</p>"));
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.open("board")
        .variable("s", SECRET)
        .send()
        .await
        .unwrap();
    let nested = json!({ "inner": json!({ "backendSecret": SECRET }).to_string() });
    let property = "/rest/atlassian-connect/1/addons/scripted-app/properties/store";
    app.client()
        .put(property)
        .json(&nested)
        .send()
        .await
        .unwrap();
    app.client().get(property).send().await.unwrap();
    app.client()
        .get("/rest/api/content/1")
        .header("x-secret", "s3cr3t/\"key\" +")
        .send()
        .await
        .unwrap();
    tenant
        .fire(Webhook::raw("my_event", json!({ "token": SECRET })))
        .await;
    let page = Page::new(10_000_001, "P");
    tenant.add_page(page);
    tenant.add_property(10_000_001, SECRET, json!(1));
    tenant.log()
}

fn forms(log: &RequestLog) -> Vec<String> {
    let mut forms = vec![
        log.to_string(),
        log.mermaid(),
        log.markdown("x"),
        log.html("x"),
        log.har().to_string(),
        serde_json::to_string(log).unwrap(),
        format!("{log:?}"),
    ];
    forms.extend(
        log.exchanges()
            .map(|one| format!("{}{}", one.request_body(), one.reply_body())),
    );
    forms
}

#[tokio::test]
async fn a_secret_is_masked_in_every_form_before_and_after_it_is_named() {
    let (early, late) = (Tenant::start(), Tenant::start());
    early.mask(SECRET);
    early.mask("s3cr3t/\"key\" +");
    let seen = leaked(&late).await;
    assert!(forms(&seen).iter().any(|form| form.contains("s3cr3t")));
    leaked(&early).await;
    late.mask(SECRET);
    late.mask("s3cr3t/\"key\" +");
    for tenant in [early, late] {
        let log = tenant.log();
        for form in forms(&log) {
            assert!(!form.contains("s3cr3t"), "{form}");
        }
        let text = log.to_string();
        assert!(
            text.contains("masked#1") && text.contains("mask a text: masked#1"),
            "{text}"
        );
    }
}

/// What is cut off is masked before.
#[tokio::test]
async fn a_secret_at_the_end_of_what_is_kept_of_a_body_leaves_no_part() {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["modules"] =
        json!({ "generalPages": [{ "key": "b", "name": { "value": "B" }, "url": "/board" }] });
    backend.serve_descriptor(descriptor);
    let kept = 64 * 1024;
    backend.reply(
        "/board",
        200,
        format!("{}SECRET{}", "x".repeat(kept - 3), "y".repeat(kept)),
    );
    tenant.mask("SECRET");
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.open("b").send().await.unwrap();
    let log = tenant.log();
    let body = log.exchanges().last().unwrap().reply_body();
    assert!(
        !body.contains("SEC") && body.contains("xmas"),
        "{}",
        &body[kept - 10..]
    );
}

#[tokio::test]
#[should_panic(expected = "an empty text stands everywhere")]
async fn an_empty_text_is_no_secret() {
    Tenant::start().mask("");
}
