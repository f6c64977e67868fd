//! The dynamic modules resource, row by row.

use mockfluence::{
    AppReply, DYNAMIC_MODULES, InstalledApp, ModuleKeyList, Settings, Tenant,
    descriptor::DynamicTypes,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::authentication::no_backend;

const LATEST: &str = "/wiki/rest/atlassian-connect/latest/app/module/dynamic";

fn item(key: &str) -> Value {
    json!({ "key": key, "name": { "value": key }, "url": "/x", "location": "system.content.action" })
}

fn items(keys: &[&str]) -> Value {
    json!({ "webItems": keys.iter().map(|key| item(key)).collect::<Vec<_>>() })
}

fn numbered(count: usize) -> Value {
    json!({ "webItems": (0..count).map(|n| item(&format!("item-{n}"))).collect::<Vec<_>>() })
}

async fn installed(settings: Settings) -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let app = tenant.install(no_backend("app")).await.unwrap();
    (tenant, app)
}

async fn post(app: &InstalledApp, body: &Value) -> AppReply {
    app.client()
        .post(DYNAMIC_MODULES)
        .json(body)
        .send()
        .await
        .unwrap()
}

async fn delete(app: &InstalledApp, query: &str) -> AppReply {
    app.client()
        .delete(&format!("{DYNAMIC_MODULES}{query}"))
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn get_is_an_empty_object_when_there_are_none() {
    let (_tenant, app) = installed(Settings::default()).await;
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!((reply.status(), reply.text().as_str()), (200, "{}"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn get_shows_only_dynamic_modules() {
    let tenant = Tenant::start();
    let descriptor = json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/i" }, "modules": items(&["static"])
    });
    let source = mockfluence::DescriptorSource::from(descriptor).without_backend();
    let app = tenant.install(source).await.unwrap();
    post(&app, &items(&["dynamic"])).await;
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.json(), items(&["dynamic"]));
}

#[tokio::test]
async fn post_answers_200_with_an_empty_body_and_adds() {
    let (_tenant, app) = installed(Settings::default()).await;
    for key in ["a", "b"] {
        let reply = post(&app, &items(&[key])).await;
        assert_eq!((reply.status(), reply.text().as_str()), (200, ""));
    }
    assert_eq!(app.dynamic_modules(), items(&["a", "b"]));
}

#[tokio::test]
async fn order_and_unknown_properties_are_kept_byte_for_byte() {
    let (_tenant, app) = installed(Settings::default()).await;
    let posted = r#"{"webSections":[{"location":"l","zebra":{"b":1.50,"a":null},"name":{"value":"é\u00e9"},"key":"s"}],"dialogs":[{"url":"/d","key":"d"}]}"#;
    let request = app.client().post(DYNAMIC_MODULES).body(posted);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.text(), posted);
}

#[rstest]
#[case::in_the_request(&["twice", "twice"], "twice")]
#[case::registered(&["new", "dynamic"], "dynamic")]
#[case::static_module(&["static", "new"], "static")]
#[tokio::test]
async fn a_taken_key_is_refused_in_the_documented_words(
    #[case] keys: &[&str],
    #[case] taken: &str,
) {
    let tenant = Tenant::start();
    let descriptor = json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/i" }, "modules": items(&["static"])
    });
    let source = mockfluence::DescriptorSource::from(descriptor).without_backend();
    let app = tenant.install(source).await.unwrap();
    post(&app, &items(&["dynamic"])).await;
    let reply = post(&app, &items(keys)).await;
    assert_eq!(reply.status(), 400);
    let message = format!(
        "Installation failed. The app app has duplicate module keys: [{taken}]. Please contact the app vendor."
    );
    assert_eq!(reply.json(), json!({ "message": message }));
    assert_eq!(app.dynamic_module_keys(), ["dynamic"]);
}

#[tokio::test]
async fn one_key_space_holds_all_types() {
    let (_tenant, app) = installed(Settings::default()).await;
    post(&app, &items(&["taken"])).await;
    let page =
        json!({ "generalPages": [{ "key": "taken", "name": { "value": "x" }, "url": "/x" }] });
    let reply = post(&app, &page).await;
    assert_eq!(reply.status(), 400);
    assert!(reply.text().contains("duplicate module keys: [taken]"));
}

#[tokio::test]
async fn one_bad_module_keeps_out_all() {
    let (_tenant, app) = installed(Settings::default()).await;
    let mut body = items(&["good", "bad"]);
    body["webItems"][1]
        .as_object_mut()
        .unwrap()
        .remove("location");
    assert_eq!(post(&app, &body).await.status(), 400);
    assert!(app.dynamic_module_keys().is_empty());
}

#[rstest]
#[case::jira(DynamicTypes::Arrays, "jiraIssueGlances")]
#[case::nonsense(DynamicTypes::Arrays, "lifecycle")]
#[case::single(DynamicTypes::Arrays, "configurePage")]
#[case::strict(DynamicTypes::Strict, "dialogs")]
#[case::listed(DynamicTypes::Only(vec!["webItems".into()]), "webhooks")]
#[tokio::test]
async fn a_type_that_cannot_be_registered_is_refused(
    #[case] types: DynamicTypes,
    #[case] kind: &str,
) {
    let (_tenant, app) = installed(Settings::default().dynamic_types(types)).await;
    let reply = post(
        &app,
        &json!({ kind: [{ "key": "k", "url": "/x", "event": "page_created" }] }),
    )
    .await;
    assert_eq!(reply.status(), 400);
    let message = reply.json()["message"].as_str().unwrap().to_owned();
    assert!(
        message.starts_with("Installation failed. ") && message.contains(kind),
        "{message}"
    );
    assert!(app.dynamic_module_keys().is_empty());
}

#[rstest]
#[case::missing(json!({ "webItems": [{ "key": "k" }] }), "object has missing required properties")]
#[case::key(json!({ "dialogs": [{ "key": "a/b", "url": "/x" }] }), "ECMA 262 regex")]
#[case::number(json!({ "webSections": [{ "key": "k", "name": { "value": "x" }, "location": "l", "weight": "1" }] }), "instance type (string)")]
#[tokio::test]
async fn a_module_that_breaks_the_schema_is_refused(#[case] body: Value, #[case] text: &str) {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = post(&app, &body).await;
    assert_eq!(reply.status(), 400);
    assert!(reply.text().contains(text), "{}", reply.text());
    let log = tenant.log().to_string();
    assert!(log.contains("one that is not keeps out all"), "{log}");
}

#[tokio::test]
async fn webhooks_need_read() {
    let hook = json!({ "webhooks": [{ "event": "page_created", "url": "/hook", "key": "hook" }] });
    for (scope, status) in [("WRITE", 200), ("ACT_AS_USER", 400)] {
        let tenant = Tenant::start();
        let descriptor = json!({
            "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
            "lifecycle": { "installed": "/i" }, "scopes": [scope]
        });
        let source = mockfluence::DescriptorSource::from(descriptor).without_backend();
        let app = tenant.install(source).await.unwrap();
        let reply = post(&app, &hook).await;
        assert_eq!(reply.status(), status, "{scope}: {}", reply.text());
        if status == 400 {
            assert!(
                reply
                    .text()
                    .contains("require the READ scope, but does not request the READ scope")
            );
        }
    }
}

#[rstest]
#[case::default(Settings::default(), 100)]
#[case::as_in_2019(Settings::default().dynamic_module_limit(10), 10)]
#[tokio::test]
async fn the_limit_counts_all_types_and_registers_nothing_above(
    #[case] settings: Settings,
    #[case] limit: usize,
) {
    let (_tenant, app) = installed(settings).await;
    assert_eq!(post(&app, &numbered(limit - 1)).await.status(), 200);
    let two = json!({ "dialogs": [{ "key": "d1", "url": "/1" }, { "key": "d2", "url": "/2" }] });
    let reply = post(&app, &two).await;
    assert_eq!(reply.status(), 400);
    assert!(
        reply.json()["message"]
            .as_str()
            .unwrap()
            .contains(&limit.to_string())
    );
    assert_eq!(app.dynamic_module_keys().len(), limit - 1);
    let one = json!({ "dialogs": [{ "key": "d1", "url": "/1" }] });
    assert_eq!(post(&app, &one).await.status(), 200);
}

#[rstest]
#[case::empty("")]
#[case::not_json("{webItems: []")]
#[case::array("[]")]
#[case::number("5")]
#[case::type_is_a_number(r#"{"webItems": 5}"#)]
#[case::type_is_an_object(r#"{"webItems": {"key": "k"}}"#)]
#[case::module_is_a_string(r#"{"webItems": ["k"]}"#)]
#[tokio::test]
async fn a_body_that_is_no_object_of_lists_is_refused(#[case] body: &'static str) {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = app
        .client()
        .post(DYNAMIC_MODULES)
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 400, "{}", reply.text());
    let answer = reply.json();
    assert_eq!(
        answer.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["message"]
    );
    assert!(tenant.log().to_string().contains("! refused by check: "));
}

#[tokio::test]
async fn the_wrapper_of_the_published_schema_is_refused_with_a_hint() {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = post(&app, &json!({ "modules": [item("k")] })).await;
    assert_eq!(reply.status(), 400);
    assert!(
        reply.text().contains("unknown module(modules)"),
        "{}",
        reply.text()
    );
    assert!(
        tenant
            .log()
            .to_string()
            .contains("a mistake in the published OpenAPI schema")
    );
}

#[rstest]
#[case::all("", &[])]
#[case::one("?moduleKey=a", &["b", "c"])]
#[case::repeated("?moduleKey=a&moduleKey=c", &["b"])]
#[case::unknown("?moduleKey=x&moduleKey=b", &["a", "c"])]
#[case::only_unknown("?moduleKey=x", &["a", "b", "c"])]
#[case::encoded("?moduleKe%79=%61", &["b", "c"])]
#[tokio::test]
async fn delete_removes_all_or_those_named(#[case] query: &str, #[case] left: &[&str]) {
    let (_tenant, app) = installed(Settings::default()).await;
    post(&app, &items(&["a", "b", "c"])).await;
    let reply = delete(&app, query).await;
    assert_eq!((reply.status(), reply.text().as_str()), (204, ""));
    assert_eq!(app.dynamic_module_keys(), left);
}

#[tokio::test]
async fn a_static_module_is_not_deleted() {
    let tenant = Tenant::start();
    let descriptor = json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/i" }, "modules": items(&["static"])
    });
    let source = mockfluence::DescriptorSource::from(descriptor).without_backend();
    let app = tenant.install(source).await.unwrap();
    assert_eq!(delete(&app, "?moduleKey=static").await.status(), 204);
    assert_eq!(app.descriptor().unwrap().modules().keys(), ["static"]);
    assert_eq!(post(&app, &items(&["static"])).await.status(), 400);
}

#[rstest]
#[case::separates(ModuleKeyList::Commas, &["c"])]
#[case::literal(ModuleKeyList::RepeatedOnly, &["a", "b", "c"])]
#[tokio::test]
async fn a_comma_separates_keys_unless_set_otherwise(
    #[case] rule: ModuleKeyList,
    #[case] left: &[&str],
) {
    let (_tenant, app) = installed(Settings::default().module_key_list(rule)).await;
    post(&app, &items(&["a", "b", "c"])).await;
    assert_eq!(delete(&app, "?moduleKey=a,b").await.status(), 204);
    assert_eq!(app.dynamic_module_keys(), left);
}

#[tokio::test]
async fn a_key_is_free_again_once_deleted() {
    let (_tenant, app) = installed(Settings::default()).await;
    post(&app, &items(&["a"])).await;
    delete(&app, "?moduleKey=a").await;
    assert_eq!(post(&app, &items(&["a"])).await.status(), 200);
}

#[tokio::test]
async fn latest_is_an_alias() {
    let (_tenant, app) = installed(Settings::default()).await;
    let reply = app
        .client()
        .post(LATEST)
        .json(&items(&["a"]))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
    let reply = app.client().get(LATEST).send().await.unwrap();
    assert_eq!(reply.json(), items(&["a"]));
}

#[tokio::test]
async fn another_method_is_a_405() {
    let (_tenant, app) = installed(Settings::default()).await;
    let reply = app
        .client()
        .request("PATCH", DYNAMIC_MODULES)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 405);
    assert_eq!(reply.json()["errors"][0]["code"], "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn two_apps_of_a_tenant_do_not_share_modules() {
    let tenant = Tenant::start();
    let one = tenant.install(no_backend("one")).await.unwrap();
    let two = tenant.install(no_backend("two")).await.unwrap();
    assert_eq!(post(&one, &items(&["k"])).await.status(), 200);
    assert_eq!(post(&two, &items(&["k"])).await.status(), 200);
    delete(&one, "").await;
    assert_eq!(two.dynamic_module_keys(), ["k"]);
}
