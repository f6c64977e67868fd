//! What a test says of the log: filters by query and body, counts, order; and JSON as JSON.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mockfluence::{DYNAMIC_MODULES, Fault, Filter, RequestLog, Settings, Tenant, from_app, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::{installed, web_items};

/// A registration of two, and the removal of one of them.
async fn lived() -> (Tenant, RequestLog) {
    let (tenant, app) = installed(Settings::default()).await;
    let client = app.client();
    let two = client.post(DYNAMIC_MODULES).json(&web_items(&["a-b", "c"]));
    two.send().await.unwrap();
    let one = client.delete(&format!("{DYNAMIC_MODULES}?moduleKey=a-b&x=1%202"));
    one.send().await.unwrap();
    let log = tenant.log();
    (tenant, log)
}

fn panic_of(what: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(what)).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[rstest]
#[case::a_parameter(from_app().query("moduleKey", "a-b"), 1)]
#[case::both(from_app().query("moduleKey", "a-b").query("x", "1 2"), 1)]
#[case::another_value(from_app().query("moduleKey", "a"), 0)]
#[case::a_text(from_app().body_contains("webItems"), 1)]
#[case::no_text(from_app().body_contains("webItems").body_contains("pages"), 0)]
#[case::a_value(from_app().body_at("/webItems/1/key", "c"), 1)]
#[case::a_whole(from_app().body_at("/webItems/1/name", json!({ "value": "c" })), 1)]
#[case::another_place(from_app().body_at("/webItems/0/key", "c"), 0)]
#[case::without_the_context_path(from_app().delete("/rest/atlassian-connect/1/app/module/dynamic"), 1)]
#[case::a_callback_has_none(to_app().path("/wiki/installed"), 0)]
#[case::a_closure(from_app().when(|one| one.reply_body().contains("module")), 0)]
#[case::a_true_closure(to_app().when(|one| one.request_json().is_some()), 1)]
#[tokio::test]
async fn exchanges_are_named_by_what_is_in_them(#[case] filter: Filter, #[case] count: u32) {
    let (_tenant, log) = lived().await;
    log.expect(count, filter);
}

#[tokio::test]
async fn a_count_that_is_wrong_says_what_is_there_instead() {
    let (_tenant, log) = lived().await;
    log.expect(1.., to_app());
    let some = panic_of(|| {
        log.expect(2..=3, from_app().post(DYNAMIC_MODULES));
    });
    assert!(
        some.starts_with("expected 2 to 3 of: app -> tenant POST"),
        "{some}"
    );
    assert!(
        some.contains("; there are 1\nthese:\n  app -> tenant  POST"),
        "{some}"
    );
    // Nearer is a wrong method on the path than a right one elsewhere.
    let none = panic_of(|| {
        log.expect(1, from_app().get(DYNAMIC_MODULES));
    });
    assert!(none.contains("nearest: app -> tenant  POST"), "{none}");
    assert!(none.contains("(not GET)"), "{none}");
    assert!(none.contains("the last of the log:"), "{none}");
}

#[tokio::test]
async fn order_is_told_from_presence() {
    let (_tenant, log) = lived().await;
    let (installed, post) = (to_app().post("/installed"), from_app().method("POST"));
    log.expect_in_order([installed.clone(), post.clone(), from_app().method("DELETE")]);
    let wrong = panic_of(|| log.expect_in_order([post, installed]));
    assert!(
        wrong.starts_with("there is no: tenant -> app POST /installed"),
        "{wrong}"
    );
    assert!(wrong.contains("after: app -> tenant  POST"), "{wrong}");
    assert!(
        wrong.contains("what comes there:\n  app -> tenant  DELETE"),
        "{wrong}"
    );
}

#[tokio::test]
async fn bodies_and_claims_are_json_where_they_are() {
    let (_tenant, log) = lived().await;
    let post = log.only(from_app().method("POST"));
    let exchange = post.exchanges().next().unwrap();
    assert_eq!(exchange.request_json().unwrap()["webItems"][1]["key"], "c");
    assert_eq!(exchange.claims_json().unwrap()["iss"], "app");
    let headers: Vec<_> = exchange.request_headers().collect();
    assert!(
        headers.contains(&("authorization", "JWT {token}")),
        "{headers:?}"
    );
    assert!(
        headers.contains(&("content-type", "application/json")),
        "{headers:?}"
    );
    let delete = log.only(from_app().method("DELETE"));
    assert_eq!(delete.exchanges().next().unwrap().reply_json(), None);
    let written = serde_json::to_value(&post).unwrap();
    assert_eq!(written[0]["requestBody"]["webItems"][1]["key"], "c");
    assert_eq!(written[0]["claims"]["iss"], "app");
    assert_eq!(written[0]["replyBody"], "");
    // As it was sent, not sorted.
    let text = serde_json::to_string(&post).unwrap();
    assert!(
        text.contains(r#""requestBody":{"webItems":[{"key":"a-b","location""#),
        "{text}"
    );
}

#[rstest]
#[case::status(|| from_app().status(404), "cannot name a status")]
#[case::caller(|| from_app().app("app"), "cannot name the app")]
#[case::closure(|| from_app().when(|_| true), "cannot have a closure")]
#[tokio::test]
async fn what_is_not_known_yet_chooses_no_exchange(
    #[case] filter: fn() -> Filter,
    #[case] why: &str,
) {
    let tenant = Tenant::start();
    let held = panic_of(|| drop(tenant.hold(filter())));
    assert!(
        held.starts_with("an exchange cannot be held so") && held.contains(why),
        "{held}"
    );
    let fault = panic_of(|| drop(Fault::close().on(filter())));
    assert!(fault.contains(why), "{fault}");
}

#[tokio::test]
async fn faults_and_holds_look_at_query_and_body() {
    let (tenant, app) = installed(Settings::default()).await;
    let apollo = from_app().body_at("/webItems/0/key", "apollo");
    tenant.inject(Fault::status(503).on(apollo));
    tenant.inject(Fault::status(500).on(from_app().query("moduleKey", "apollo")));
    let client = app.client();
    for (key, posted, deleted) in [("apollo", 503, 500), ("hermes", 200, 204)] {
        let post = client.post(DYNAMIC_MODULES).json(&web_items(&[key]));
        assert_eq!(post.send().await.unwrap().status(), posted, "{key}");
        let delete = client.delete(&format!("{DYNAMIC_MODULES}?moduleKey={key}"));
        assert_eq!(delete.send().await.unwrap().status(), deleted, "{key}");
    }
}

#[test]
fn a_filter_is_read_back_as_it_was_written() {
    let whole = from_app()
        .post("/x")
        .query("a", "1")
        .body_contains("t")
        .body_at("/n", 1);
    let written: Value = serde_json::to_value(&whole).unwrap();
    assert_eq!(
        written,
        json!({
            "direction": "from-app", "method": "POST", "path": "/x", "query": { "a": "1" },
            "body-contains": ["t"], "body-at": { "/n": 1 }
        })
    );
    assert_eq!(serde_json::from_value::<Filter>(written).unwrap(), whole);
    let bad = json!({ "direction": "from-app", "body-at": { "n": 1 } });
    let why = serde_json::from_value::<Filter>(bad).unwrap_err();
    assert!(why.to_string().contains("`n` is no JSON pointer"), "{why}");
    let closure = serde_json::to_value(from_app().when(|_| true)).unwrap_err();
    assert!(
        closure.to_string().contains("cannot be written"),
        "{closure}"
    );
}
