//! A variable without a value, one in vain, and a condition that is not met: told, not refused.

use mockfluence::{Licence, LoadWarning, User};
use rstest::rstest;
use serde_json::{Value, json};

use super::{OF_CONTENT, runbook, value, with_macros};
use crate::module_urls::table::{install, named};

fn missing(names: &[&str]) -> Vec<LoadWarning> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
        .iter()
        .map(|name| LoadWarning::MissingVariable((*name).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_missing_or_a_superfluous_variable_is_a_warning_in_reply_and_log() {
    let (tenant, app, _) = install(with_macros()).await;
    let reply = app.open("page").send().await.unwrap();
    assert_eq!(reply.warnings(), missing(&OF_CONTENT));
    let reply = app
        .open("page")
        .variable("pageId", "5")
        .variable("page.id", "5");
    let reply = reply.send().await.unwrap();
    let mut expected: Vec<_> = OF_CONTENT.to_vec();
    expected.retain(|name| !matches!(*name, "page.id" | "content.id"));
    let mut expected = missing(&expected);
    expected.push(LoadWarning::UnusedVariable("pageId".into()));
    assert_eq!(reply.warnings(), expected);
    let log = tenant.log().to_string();
    for words in [
        "the URL asks for `space.key`: no value was given",
        "the variable `pageId` was given, and the URL does not ask for it",
    ] {
        assert!(log.contains(words), "{log}");
    }
    let unknown = app
        .condition("/c?u={user.key}&b={addon.key}")
        .send()
        .await
        .unwrap();
    assert_eq!(unknown.warnings(), missing(&["user.key"]));
    assert!(
        tenant
            .log()
            .to_string()
            .contains("`user.key`, which is empty on Cloud")
    );
}

#[tokio::test]
async fn a_given_variable_is_of_use_where_another_follows_from_it() {
    let page = named("page", json!({ "url": "/p?v={page.version}" }));
    let mark = named("mark", json!({ "url": "/m?t={macro.truncated}" }));
    let modules = json!({ "generalPages": [page], "dynamicContentMacros": [mark] });
    let (tenant, app, _) = install(modules).await;
    tenant.add_page(runbook());
    let load = app.open("page").variable("space.key", "OPS");
    assert_eq!(load.warnings().unwrap(), []);
    let load = app.open("mark").variable("macro.body", "b");
    assert_eq!(load.warnings().unwrap(), []);
}

#[tokio::test]
async fn a_cacheable_url_is_not_filled_in_and_says_so() {
    let page = named(
        "page",
        json!({ "url": "/p?k={space.key}", "cacheable": true }),
    );
    let (_, app, _) = install(json!({ "generalPages": [page] })).await;
    let reply = app.open("page").send().await.unwrap();
    let warning = LoadWarning::VariableInCacheable("space.key".into());
    assert_eq!(reply.warnings(), [warning]);
}

#[rstest]
#[case(json!([{ "condition": "user_is_logged_in" }]), [true, true, false, true])]
#[case(json!([{ "condition": "user_is_admin" }]), [true, false, false, true])]
#[case(json!([{ "condition": "user_is_admin", "invert": true }]), [false, true, true, false])]
#[case(json!([{ "condition": "addon_is_licensed" }]), [false, false, false, true])]
#[case(json!([{ "condition": "has_page" }]), [true, true, true, true])]
#[case(json!([{ "condition": "/remote" }]), [true, true, true, true])]
#[case(json!([{ "or": [{ "condition": "user_is_admin" }, { "condition": "addon_is_licensed" }] }]),
    [true, false, false, true])]
#[case(json!([{ "and": [{ "condition": "user_is_logged_in" }, { "condition": "has_page" }] }]),
    [true, true, false, true])]
#[case(json!([{ "conditions": [{ "condition": "user_is_admin" }], "type": "OR" }]),
    [true, true, true, true])]
#[tokio::test]
async fn a_condition_that_is_not_met_is_a_warning(
    #[case] conditions: Value,
    #[case] shown: [bool; 4],
) {
    let mut panel = named("panel", json!({ "url": "/p", "conditions": conditions }));
    panel["location"] = "x".into();
    let (tenant, app, _) = install(json!({ "webPanels": [panel] })).await;
    tenant.add_user(User::new("712020:alice"));
    let is_shown = |load: mockfluence::Load| {
        let warnings = load.warnings().unwrap();
        !warnings
            .iter()
            .any(|one| matches!(one, LoadWarning::NotShown(_)))
    };
    let mut found = vec![
        is_shown(app.open("panel")),
        is_shown(app.open("panel").user("712020:alice")),
        is_shown(app.open("panel").anonymous()),
    ];
    app.set_licence(Licence::Active);
    found.push(is_shown(app.open("panel")));
    assert_eq!(found, shown);
}

#[tokio::test]
async fn an_inline_condition_is_answered_where_the_site_knows() {
    let url =
        "/p?a={condition.user_is_admin}&l={condition.addon_is_licensed}&x={condition.has_page}";
    let page = named("page", json!({ "url": url }));
    let (tenant, app, _) = install(json!({ "generalPages": [page] })).await;
    tenant.add_user(User::new("712020:alice"));
    let admin = app.open("page");
    let url = admin.url().unwrap();
    assert_eq!(
        (value(&url, "a"), value(&url, "l"), value(&url, "x")),
        ("true", "false", "")
    );
    assert_eq!(admin.warnings().unwrap(), missing(&["condition.has_page"]));
    app.set_licence(Licence::Active);
    let url = app.open("page").user("712020:alice").url().unwrap();
    assert_eq!((value(&url, "a"), value(&url, "l")), ("false", "true"));
}
