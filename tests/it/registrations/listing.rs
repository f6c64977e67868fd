//! What GET gives back.

use rstest::rstest;

use super::*;

#[tokio::test]
async fn static_modules_are_not_listed() {
    let (_tenant, app) = installed().await;
    assert_eq!(list(&app).await, "{}");
    assert_eq!(app.dynamic_module_keys(), Vec::<String>::new());
    assert_eq!(app.dynamic_modules(), json!({}));
}

/// The part of a web item besides its key that the schema asks for.
const REST: &str = r#""name":{"value":"n"},"url":"/","location":"system.header/left""#;

/// Types and modules in the order posted, each module byte for byte. `…` is `REST`.
#[rstest]
#[case::unknown_properties(r#"{"webItems":[{"key":"a","x-unknown":{"deep":[1,null,"é"]},…}]}"#)]
#[case::spaces(r#"{"webItems":[{ "key" : "a",   … }]}"#)]
#[case::numbers(r#"{"webItems":[{"key":"a","weight":1.0e1,"x-big":12345678901234567890123,…}]}"#)]
#[case::escapes(r#"{"webItems":[{"key":"\u0061","x":"\u00e9\/",…}]}"#)]
#[case::member_order(r#"{"webItems":[{"z":1,"key":"a","b":2,…}]}"#)]
#[case::type_order(r#"{"webSections":[{"key":"b",…}],"adminPages":[{"key":"a",…}]}"#)]
#[case::module_order(r#"{"webItems":[{"key":"c",…},{"key":"a",…},{"key":"b",…}]}"#)]
#[case::without_a_key(r#"{"webhooks":[{"event":"page_created","url":"/hook"}]}"#)]
#[tokio::test]
async fn what_was_posted_comes_back_as_it_was_written(#[case] body: &str) {
    let (_tenant, app) = installed().await;
    let body = body.replace('…', REST);
    register(&app, body.as_str()).await;
    assert_eq!(list(&app).await, body);
}

#[tokio::test]
async fn a_second_registration_adds_to_the_first() {
    let (_tenant, app) = installed().await;
    let [b, p, x, a] = ["b", "p", "x", "a"].map(web_item);
    register(&app, format!(r#"{{"webItems":[{b}],"webPanels":[{p}]}}"#)).await;
    register(&app, format!(r#"{{"adminPages":[{x}],"webItems":[{a}]}}"#)).await;
    let both = format!(r#"{{"webItems":[{b},{a}],"webPanels":[{p}],"adminPages":[{x}]}}"#);
    assert_eq!(list(&app).await, both);
    assert_eq!(app.dynamic_module_keys(), ["b", "a", "p", "x"]);
    let both: Value = serde_json::from_str(&both).unwrap();
    assert_eq!(app.dynamic_modules(), both);
}

#[tokio::test]
async fn other_tenants_and_other_apps_do_not_see_them() {
    let acme = Tenant::named("acme");
    let globex = Tenant::named("globex");
    let here = my_app().scopes(&[]).on(&acme).await;
    let beside = my_app().key("other-app").scopes(&[]).on(&acme).await;
    let there = my_app().scopes(&[]).on(&globex).await;
    register(&here, web_items(&["a"]).to_string()).await;
    assert_eq!(list(&beside).await, "{}");
    assert_eq!(list(&there).await, "{}");
    // Nor do keys meet, nor does a DELETE of all reach further.
    register(&beside, web_items(&["a"]).to_string()).await;
    register(&there, web_items(&["a"]).to_string()).await;
    delete(&beside, "").await;
    delete(&there, "").await;
    assert_eq!(here.dynamic_module_keys(), ["a"]);
}

#[tokio::test]
async fn they_are_there_again_after_a_disable_and_after_a_reinstall() {
    let (tenant, app) = installed().await;
    register(&app, web_items(&["a"]).to_string()).await;
    app.disable().await;
    app.enable().await;
    assert_eq!(list(&app).await, web_items(&["a"]).to_string());
    app.uninstall().await;
    let app = my_app().on(&tenant).await;
    assert_eq!(list(&app).await, web_items(&["a"]).to_string());
    let again = post(&app, web_items(&["a"]).to_string())
        .send()
        .await
        .unwrap();
    assert_refused(&again, &duplicate("a"));
}
