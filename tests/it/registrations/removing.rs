//! DELETE: all, some, none.

use mockfluence::settings::ModuleKeyList;
use rstest::rstest;

use super::*;

#[rstest]
#[case::all("", &[])]
#[case::another_parameter("?x=a", &[])]
#[case::empty_query("?", &[])]
#[case::one("?moduleKey=b", &["a", "c", "d"])]
#[case::repeated("?moduleKey=d&moduleKey=a", &["b", "c"])]
#[case::commas("?moduleKey=a,c", &["b", "d"])]
#[case::escaped_comma("?moduleKey=a%2Cc", &["b", "d"])]
#[case::both("?moduleKey=a,b&moduleKey=d", &["c"])]
#[case::twice("?moduleKey=a&moduleKey=a", &["b", "c", "d"])]
#[case::escaped("?module%4Bey=%61", &["b", "c", "d"])]
#[case::unknown("?moduleKey=no-such", &["a", "b", "c", "d"])]
#[case::unknown_among_known("?moduleKey=no-such&moduleKey=b", &["a", "c", "d"])]
#[case::a_static_one("?moduleKey=static-1", &["a", "b", "c", "d"])]
#[case::none_named("?moduleKey=", &["a", "b", "c", "d"])]
#[case::other_case("?moduleKey=A", &["a", "b", "c", "d"])]
#[case::part_of_a_key("?moduleKey=a*", &["a", "b", "c", "d"])]
#[tokio::test]
async fn what_stays(#[case] query: &str, #[case] left: &[&str]) {
    let (_tenant, app) = installed().await;
    register(&app, web_items(&["a", "b"]).to_string()).await;
    register(&app, json!({ "webPanels": [web_item("c")] }).to_string()).await;
    register(&app, json!({ "adminPages": [web_item("d")] }).to_string()).await;
    delete(&app, query).await;
    assert_eq!(app.dynamic_module_keys(), left);
    let statics = app.descriptor().unwrap();
    assert_eq!(statics.modules().keys(), ["static-2", "static-1"]);
}

#[rstest]
#[case::is_part_of_the_key("?moduleKey=a,b", &["a", "b"])]
#[case::repeated_still_lists("?moduleKey=a&moduleKey=b", &[])]
#[tokio::test]
async fn a_comma_by_setting(#[case] query: &str, #[case] left: &[&str]) {
    let settings = Settings::default().module_key_list(ModuleKeyList::RepeatedOnly);
    let (_tenant, app) = installed_with(settings).await;
    register(&app, web_items(&["a", "b"]).to_string()).await;
    delete(&app, query).await;
    assert_eq!(app.dynamic_module_keys(), left);
}

/// A type without modules is gone from the listing.
#[tokio::test]
async fn an_emptied_type_is_not_listed() {
    let (_tenant, app) = installed().await;
    let panels = json!({ "webPanels": [web_item("p")] }).to_string();
    register(&app, web_items(&["a"]).to_string()).await;
    register(&app, panels.as_str()).await;
    delete(&app, "?moduleKey=a").await;
    assert_eq!(list(&app).await, panels);
    delete(&app, "?moduleKey=p").await;
    assert_eq!(list(&app).await, "{}");
}

/// A webhook without a key goes only with all.
#[tokio::test]
async fn what_has_no_key_is_removed_with_all() {
    let (_tenant, app) = installed().await;
    let body = r#"{"webhooks":[{"event":"page_created","url":"/hook"}]}"#;
    register(&app, body).await;
    delete(&app, "?moduleKey=").await;
    assert_eq!(list(&app).await, body);
    delete(&app, "").await;
    assert_eq!(list(&app).await, "{}");
}

#[tokio::test]
async fn a_removed_key_is_free_again() {
    let (_tenant, app) = installed().await;
    register(&app, web_items(&["a"]).to_string()).await;
    delete(&app, "?moduleKey=a").await;
    register(&app, json!({ "webPanels": [web_item("a")] }).to_string()).await;
    assert_eq!(app.dynamic_module_keys(), ["a"]);
}
