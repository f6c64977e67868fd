//! Names that a test misspells are refused with what was meant, and nothing passes by an empty list.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mockfluence::{Attachment, Comment, Page, Settings, Space, Webhook, WebhookDelivery};
use rstest::rstest;
use serde_json::json;

use crate::app::{App, installed};

fn page() -> Page {
    Page::new(10_000_001, "Runbook")
}

fn panics(what: impl FnOnce() -> Webhook) -> String {
    let panic = catch_unwind(AssertUnwindSafe(what)).expect_err("it is refused");
    panic.downcast_ref::<String>().expect("words").clone()
}

#[rstest]
#[case::page(|event: &str| Webhook::page(event, page()), "page_updatd", "page_updated")]
#[case::blog(|event: &str| Webhook::blog(event, page()), "blog_creatd", "blog_created")]
#[case::comment(|event: &str| Webhook::comment(event, Comment::new(1, page())), "comment_remvoed", "comment_removed")]
#[case::attachments(|event: &str| Webhook::attachments(event, page(), vec![Attachment::new(1, "a")]), "attachment_create", "attachment_created")]
#[case::label(|event: &str| Webhook::label(event, "l", page()), "label_addedd", "label_added")]
#[case::space(|event: &str| Webhook::space(event, Space::new(1, "DS", "Space")), "spce_created", "space_created")]
#[case::user(|event: &str| Webhook::user(event, "712020:a"), "user_folowed", "user_followed")]
#[case::raw(|event: &str| Webhook::raw(event, json!({})), "content_creatd", "content_created")]
fn a_misspelt_event_is_refused(
    #[case] make: fn(&str) -> Webhook,
    #[case] event: &str,
    #[case] meant: &str,
) {
    let said = panics(|| make(event));
    assert!(
        said.contains(&format!("`{event}` is no event of Confluence")),
        "{said}"
    );
    assert!(said.contains(&format!("did you mean `{meant}`?")), "{said}");
    assert_eq!(make(meant).event(), meant);
}

#[test]
fn an_event_that_is_none_is_told_its_family_and_a_raw_one_has_any_name() {
    let said = panics(|| Webhook::page("page_something", page()));
    assert!(said.contains("there are: page_archived, "), "{said}");
    assert_eq!(
        Webhook::raw("my_own_event", json!({})).event(),
        "my_own_event"
    );
}

#[tokio::test]
async fn of_no_delivery_nothing_is_true() {
    let (tenant, app) = installed(Settings::default()).await;
    let fired = tenant.fire(Webhook::page("page_created", page())).await;
    assert!(fired.is_empty());
    assert!(!fired.all(WebhookDelivery::is_delivered));
    let nobody = "`page_created` fired: no enabled app has a webhook for it";
    let said = catch_unwind(AssertUnwindSafe(|| fired.assert_delivered().len())).unwrap_err();
    assert_eq!(said.downcast_ref::<String>().unwrap(), nobody);
    let said = catch_unwind(AssertUnwindSafe(|| fired[0].clone())).unwrap_err();
    assert_eq!(said.downcast_ref::<String>().unwrap(), nobody);
    assert_eq!(fired.sent().unwrap_err().to_string(), nobody);
    // The same for callbacks of the lifecycle.
    let undeclared = "`app` is sent no callback for `disabled`: its descriptor declares none";
    let disabled = app.disable().await;
    assert!(!disabled.all(|_| true));
    assert_eq!(disabled.sent().unwrap_err().to_string(), undeclared);
    let twice = app.disable().await.sent().unwrap_err().to_string();
    assert_eq!(twice, "`app` is not enabled: nothing to disable");
}

#[tokio::test]
async fn a_misspelt_variable_is_refused() {
    let url = "/board?space={space.key}&page={page.id}";
    let modules =
        json!({ "generalPages": [{ "key": "board", "name": { "value": "B" }, "url": url }] });
    let app = App::without_backend().modules(modules);
    let (_tenant, app) = app.started(Settings::default()).await;
    for (slip, meant) in [
        ("spce.key", "space.key"),
        ("page.di", "page.id"),
        ("content.vresion", "content.version"),
        ("macro.hahs", "macro.hash"),
    ] {
        let said = app
            .open("board")
            .variable(slip, "x")
            .url()
            .unwrap_err()
            .to_string();
        let expected =
            format!("the URL does not ask for the variable `{slip}`; did you mean `{meant}`?");
        assert_eq!(said, expected);
    }
    // What a host has, and what nothing resembles, is only in vain.
    for fine in [
        "space.key",
        "content.version",
        "something.else",
        "parameter",
    ] {
        app.open("board").variable(fine, "x").url().unwrap();
    }
}
