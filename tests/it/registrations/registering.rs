//! What may be registered: types, limit, atomicity.

use mockfluence::descriptor::DynamicTypes;
use rstest::rstest;

use super::*;

#[rstest]
#[case("webItems")]
#[case("webPanels")]
#[case("webSections")]
#[case("webhooks")]
#[case("generalPages")]
#[case("adminPages")]
#[case("dialogs")]
#[case("keyboardShortcuts")]
#[case("dynamicContentMacros")]
#[case("staticContentMacros")]
#[case("spaceToolsTabs")]
#[case("blueprints")]
#[case("confluenceContentProperties")]
#[case("contentBylineItems")]
#[case("customContent")]
#[case("confluenceThemes")]
#[case("publishConditions")]
#[tokio::test]
async fn every_list_type_may_be_dynamic(#[case] kind: &str) {
    let (_tenant, app) = installed().await;
    register(&app, rich(kind).to_string()).await;
    assert_eq!(app.dynamic_module_keys(), ["a"]);
}

/// A scope that implies READ is as good as READ.
#[tokio::test]
async fn webhooks_are_content_with_write() {
    let (_tenant, app) = my_app()
        .scopes(&["WRITE"])
        .started(Settings::default())
        .await;
    register(&app, rich("webhooks").to_string()).await;
}

/// The least module of a type.
fn rich(kind: &str) -> Value {
    let more = match kind {
        "webhooks" => {
            return json!({ kind: [{ "key": "a", "event": "page_created", "url": "/x" }] });
        }
        "dialogs" => return json!({ kind: [{ "key": "a", "url": "/x" }] }),
        "keyboardShortcuts" => {
            json!({ "shortcut": "b", "target": { "type": "dialog", "key": "d" } })
        }
        "blueprints" => json!({ "template": { "url": "/x" } }),
        "customContent" => json!({
            "uiSupport": {
                "titleDisplay": { "value": "x" }, "icons": { "item": { "url": "/x.png" } },
                "contentViewComponent": { "moduleKey": "static-2" }
            },
            "apiSupport": { "supportedContainerTypes": ["space"] }
        }),
        "publishConditions" => json!({ "errorMessage": { "value": "x" } }),
        _ => json!({}),
    };
    let mut module = web_item("a");
    module
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ kind: [module] })
}

#[rstest]
#[case("webItems", 200)]
#[case("adminPages", 200)]
#[case("webhooks", 200)]
#[case("dynamicContentMacros", 200)]
#[case("staticContentMacros", 400)]
#[case("webPanels", 400)]
#[case("generalPages", 400)]
#[tokio::test]
async fn the_strict_setting_knows_four(#[case] kind: &str, #[case] status: u16) {
    let settings = Settings::default().dynamic_types(DynamicTypes::Strict);
    let (_tenant, app) = installed_with(settings).await;
    let reply = post(&app, rich(kind).to_string()).send().await.unwrap();
    assert_eq!(reply.status(), status);
    if status == 400 {
        assert_refused(&reply, &super::refused::unknown_module(kind));
    }
}

#[rstest]
#[case("webItems", 200)]
#[case("webhooks", 400)]
#[tokio::test]
async fn the_types_may_be_listed(#[case] kind: &str, #[case] status: u16) {
    let only = DynamicTypes::Only(vec!["webItems".into()]);
    let (_tenant, app) = installed_with(Settings::default().dynamic_types(only)).await;
    let reply = post(&app, rich(kind).to_string()).send().await.unwrap();
    assert_eq!(reply.status(), status);
    if status == 400 {
        assert_refused(&reply, &super::refused::unknown_module(kind));
    }
}

#[rstest]
#[case::empty_object("{}")]
#[case::empty_list(r#"{"webItems":[]}"#)]
#[tokio::test]
async fn nothing_may_be_registered_too(#[case] body: &str) {
    let (tenant, app) = installed().await;
    register(&app, body).await;
    assert_eq!(last_notes(&tenant), ["0 modules registered"]);
    assert_eq!(list(&app).await, "{}");
}

fn too_many(limit: usize) -> String {
    format!("Installation failed. The app exceeds the maximum of {limit} dynamic modules.")
}

#[rstest]
#[case::documented(Settings::default(), 100)]
#[case::of_2019(Settings::default().dynamic_module_limit(10), 10)]
#[case::none_at_all(Settings::default().dynamic_module_limit(0), 0)]
#[tokio::test]
async fn the_limit_is_met_and_not_passed(#[case] settings: Settings, #[case] limit: usize) {
    let (tenant, app) = installed_with(settings).await;
    register(&app, numbered(0..limit).to_string()).await;
    let before = list(&app).await;
    let one_more = json!({ "webPanels": [web_item("one-more")] }).to_string();
    let reply = post(&app, one_more.clone()).send().await.unwrap();
    assert_refused(&reply, &too_many(limit));
    let notes = last_notes(&tenant);
    assert!(
        notes.contains(&format!("expected: at most {limit}")),
        "{notes:?}"
    );
    assert!(
        notes.contains(&format!("got: {limit} registered and 1 more")),
        "{notes:?}"
    );
    assert_eq!(list(&app).await, before);
    // A place that becomes free may be taken.
    if limit > 0 {
        delete(&app, "?moduleKey=item-0").await;
        register(&app, one_more).await;
    }
}

/// Static modules do not count.
#[tokio::test]
async fn a_request_over_the_limit_registers_nothing() {
    let (_tenant, app) = installed().await;
    let reply = post(&app, numbered(0..101).to_string())
        .send()
        .await
        .unwrap();
    assert_refused(&reply, &too_many(100));
    assert_eq!(list(&app).await, "{}");
    register(&app, numbered(0..98).to_string()).await;
    let reply = post(&app, numbered(98..101).to_string())
        .send()
        .await
        .unwrap();
    assert_refused(&reply, &too_many(100));
    register(&app, numbered(98..100).to_string()).await;
    assert_eq!(app.dynamic_module_keys().len(), 100);
}
