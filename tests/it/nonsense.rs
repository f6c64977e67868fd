//! Values that make no sense are refused where they enter, in code and in files alike.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use mockfluence::settings::Limits;
use mockfluence::{Attachment, Comment, Filter, Page, Settings, Space, User, from_app};
use rstest::rstest;
use serde_json::{Value, json};

fn panics<T>(make: impl FnOnce() -> T) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(make)) else {
        panic!("it was taken");
    };
    let fixed = panic.downcast_ref::<&str>().map(ToString::to_string);
    fixed.or(panic.downcast_ref::<String>().cloned()).unwrap()
}

fn page() -> Page {
    Page::new(1, "Runbook")
}

const END: u64 = u64::MAX;

#[rstest]
#[case::page(|| drop(Page::new(END, "x")), "the id 18446744073709551615 is beyond")]
#[case::version(|| drop(page().with_version(END)), "the version 18446744073709551615 is beyond")]
#[case::no_version(|| drop(page().with_version(0)), "there is no version 0")]
#[case::comment(|| drop(Comment::new(END, page())), "the id")]
#[case::parent(|| drop(Comment::new(1, page()).reply_to(END)), "the id")]
#[case::file(|| drop(Attachment::new(END, "x")), "the id")]
#[case::size(|| drop(Attachment::new(1, "x").file_size(END)), "the size")]
#[case::file_version(|| drop(Attachment::new(1, "x").version(0)), "there is no version 0")]
#[case::space(|| drop(Space::new(END, "X", "x")), "the id")]
#[case::nobody(|| drop(User::new("")), "the empty text is none")]
#[case::method(|| drop(from_app().method("A B")), "`A B` can be no method")]
#[case::path(|| drop(from_app().get("x")), "begins with a slash")]
#[case::query(|| drop(from_app().path("/x?y=1")), "has no query")]
#[case::status(|| drop(from_app().status(1000)), "1000 can be no status")]
#[case::lifetime(|| drop(Settings::default().lifecycle_token_lifetime(Duration::MAX)), "more than a hundred years")]
#[case::deadline(|| { let _ = Limits::default().request_deadline(Duration::MAX); }, "more than a hundred years")]
fn code_that_makes_no_sense_panics_at_its_line(#[case] make: fn(), #[case] why: &str) {
    let said = panics(make);
    assert!(said.contains(why), "{said}");
}

#[rstest]
#[case::method(json!({ "method": "A B" }), "`A B` can be no method")]
#[case::path(json!({ "path": "x" }), "begins with a slash")]
#[case::query(json!({ "path": "/x?y" }), "has no query")]
#[case::status(json!({ "status": 7 }), "7 can be no status")]
fn a_filter_that_could_name_nothing_is_none(#[case] mut filter: Value, #[case] why: &str) {
    filter["direction"] = "from-app".into();
    let said = serde_json::from_value::<Filter>(filter)
        .unwrap_err()
        .to_string();
    assert!(said.contains(why), "{said}");
}

/// Every duration there is, at every depth: a new one cannot be forgotten.
#[test]
fn no_duration_of_a_file_is_longer_than_a_century_or_shorter_than_nothing() {
    fn durations(value: &Value, above: &str, found: &mut Vec<String>) {
        for (name, value) in value.as_object().unwrap() {
            match value {
                Value::Object(_) if name == "limits" => durations(value, "limits", found),
                Value::Number(number) if number.is_f64() => found.push(format!("{above}/{name}")),
                _ => {}
            }
        }
    }
    let settings = serde_json::to_value(Settings::default()).unwrap();
    let mut found = Vec::new();
    durations(&settings, "", &mut found);
    assert!(found.len() >= 9, "{found:?}");
    for place in found {
        for (number, why) in [
            (json!(1.8e19), "more than a hundred years"),
            (json!(1e300), "too large"),
            (json!(-1.0), "negative"),
        ] {
            let (above, name) = place.split_once('/').unwrap();
            let inner = json!({ name: number });
            let file = if above.is_empty() {
                inner
            } else {
                json!({ above: inner })
            };
            let said = serde_json::from_value::<Settings>(file)
                .unwrap_err()
                .to_string();
            assert!(
                said.contains(why) || number != json!(1.8e19),
                "{place}: {said}"
            );
        }
    }
}

/// Ids and versions at the ends of what is allowed do no harm.
#[cfg(feature = "content")]
#[tokio::test]
async fn a_tenant_at_the_end_of_all_numbers_goes_on() {
    const LAST: u64 = (1 << 53) - 1;
    let tenant = mockfluence::Tenant::start();
    let app = crate::app::App::without_backend()
        .scopes(&["READ", "WRITE"])
        .on(&tenant)
        .await;
    tenant.add_page(Page::new(LAST, "Last").with_version(LAST));
    let path = format!("/wiki/rest/api/content/{LAST}");
    let change =
        |number: u64| json!({ "type": "page", "title": "Last", "version": { "number": number } });
    let reply = app
        .client()
        .put(&path)
        .json(&change(LAST + 1))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200, "{}", reply.text());
    let reply = app
        .client()
        .put(&path)
        .json(&change(END))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 409, "{}", reply.text());
    let new = json!({ "type": "page", "title": "New", "space": { "key": "ENG" } });
    let reply = app
        .client()
        .post("/wiki/rest/api/content")
        .json(&new)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200, "{}", reply.text());
    assert!(tenant.page(LAST).is_some_and(|page| page.title() == "Last"));
}

#[tokio::test]
async fn a_clock_at_its_ends_and_claims_at_theirs_do_no_harm() {
    let (tenant, app) = crate::app::installed(Settings::default()).await;
    for seconds in [0, 253_402_300_000] {
        let time = std::time::UNIX_EPOCH + Duration::from_secs(seconds);
        tenant.clock().set(time);
        for nbf in [i64::MIN, 0, i64::MAX - 1] {
            let claims = |claims: &mut mockfluence::jwt::Claims| {
                (claims.iat, claims.nbf, claims.exp) = (Some(i64::MIN), Some(nbf), Some(i64::MAX));
            };
            let reply = app
                .client()
                .get("/rest/api/user/current")
                .claims(claims)
                .send()
                .await;
            assert!(matches!(reply.unwrap().status(), 200 | 401));
        }
        app.repeat_installed().await.unwrap();
    }
    assert!(
        !tenant.log().to_string().contains("itself failed"),
        "{}",
        tenant.log()
    );
}
