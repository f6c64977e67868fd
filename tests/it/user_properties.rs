//! What apps keep for a user: three verbs, which the host tells apart.

use mockfluence::{Settings, Tenant};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use crate::acting::Actor;
use crate::app::App;

const PATH: &str = "/rest/api/user/712020:alice/property";

#[tokio::test]
async fn put_changes_what_post_created_and_creates_nothing() {
    for actor in Actor::both(Settings::default()).await.1 {
        let path = format!("{PATH}/token-{}", actor.account.len());
        let send = async |method: &str, body: &str| actor.send(method, &path, body).await;
        let (status, missing) = send("PUT", r#"{"value": {"a": 1}}"#).await;
        assert_eq!(status, 404, "{missing}");
        assert_eq!(send("GET", "").await.0, 404);
        assert_eq!(send("DELETE", "").await.0, 404);
        let created = send("POST", r#"{"value": {"b": 2, "a": 1}}"#).await;
        assert_eq!(created, (201, Value::Null));
        let (status, taken) = send("POST", r#"{"value": 2}"#).await;
        assert_eq!(status, 409, "{taken}");
        let updated = send("PUT", r#"{"value": "now"}"#).await;
        assert_eq!(updated, (204, Value::Null));
        let (status, shown) = send("GET", "").await;
        assert_eq!((status, &shown["value"]), (200, &json!("now")));
        assert_eq!(send("DELETE", "").await, (204, Value::Null));
        assert_eq!(send("GET", "").await.0, 404);
    }
}

#[tokio::test]
async fn a_property_is_shown_as_it_was_written() {
    let tenant = Tenant::start();
    let app = App::without_backend().scopes(&["WRITE"]).on(&tenant).await;
    let admin = tenant.admin();
    let path = format!("/rest/api/user/{admin}/property/k%20%C3%A4");
    let body = r#"{"value": {"z": 1, "a":  [1.0, null]}}"#;
    let made = app.client().post(&path).body(body).send().await.unwrap();
    assert_eq!((made.status(), made.text().as_str()), (201, ""));
    let reply = app.client().get(&path).send().await.unwrap();
    assert!(
        reply
            .text()
            .contains(r#""value":{"z": 1, "a":  [1.0, null]}"#)
    );
    let base = tenant.base_url();
    let shown = reply.json();
    let date = shown["createdDate"].as_str().unwrap();
    assert!(date.ends_with('Z') && date.len() == 24, "{date}");
    let own = format!("{base}/rest/api/user/{admin}/property/k ä");
    assert_eq!(
        shown,
        json!({
            "id": "1", "key": "k ä", "value": { "z": 1, "a": [1.0, null] },
            "createdDate": date, "lastModifiedDate": date,
            "_links": { "self": own, "base": base, "context": "/wiki" },
        })
    );
}

#[rstest]
#[case::no_value("k", "{}", 400)]
#[case::null("k", r#"{"value": null}"#, 400)]
#[case::no_json("k", "{", 400)]
#[case::another_form("k", "[1]", 400)]
#[case::largest(&"k".repeat(255), r#"{"value": ""}"#, 201)]
#[case::long_key(&"k".repeat(256), r#"{"value": 1}"#, 400)]
#[case::large(
    "k",
    &format!(r#"{{"value": "{}"}}"#, "v".repeat(32_766)),
    201
)]
#[case::too_large(
    "k",
    &format!(r#"{{"value": "{}"}}"#, "v".repeat(32_767)),
    400
)]
#[tokio::test]
async fn what_may_be_written(#[case] key: &str, #[case] body: &str, #[case] expected: u16) {
    let (_, [app, _]) = Actor::both(Settings::default()).await;
    let (status, answer) = app.send("POST", &format!("{PATH}/{key}"), body).await;
    assert_eq!(status, expected, "{answer}");
    let there = app.send("GET", &format!("{PATH}/{key}"), "").await.0;
    assert_eq!(there, if expected == 201 { 200 } else { 404 });
}

#[tokio::test]
async fn an_unknown_user_has_none() {
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    for (method, body) in [("GET", ""), ("POST", r#"{"value": 1}"#), ("DELETE", "")] {
        let (status, answer) = app
            .send(method, "/rest/api/user/nobody/property/k", body)
            .await;
        assert_eq!(status, 404, "{method} {answer}");
    }
    assert!(tenant.log().to_string().contains("the account exists"));
}

#[derive(Clone, Copy, Debug)]
enum Verb {
    Post(u8),
    Put(u8),
    Get,
    Delete,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_verbs_are_those_of_a_cell_that_is_empty_or_full(
        steps in prop::collection::vec((0..3u8, prop_oneof![
            any::<u8>().prop_map(Verb::Post), any::<u8>().prop_map(Verb::Put),
            Just(Verb::Get), Just(Verb::Delete),
        ]), 1..24),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_tenant, [app, _]) = Actor::both(Settings::default()).await;
            let mut cells = [None; 3];
            for (key, verb) in steps {
                let cell = &mut cells[usize::from(key)];
                let path = format!("{PATH}/{key}");
                let send = async |method: &str, value: Option<u8>| {
                    let body = value.map(|value| json!({ "value": value }).to_string());
                    app.send(method, &path, &body.unwrap_or_default()).await
                };
                let (status, shown, expected) = match verb {
                    Verb::Post(value) => {
                        let (status, _) = send("POST", Some(value)).await;
                        let expected = if cell.is_some() { 409 } else { 201 };
                        if cell.is_none() { *cell = Some(value); }
                        (status, None, expected)
                    }
                    Verb::Put(value) => {
                        let (status, _) = send("PUT", Some(value)).await;
                        let expected = if cell.is_some() { 204 } else { 404 };
                        if cell.is_some() { *cell = Some(value); }
                        (status, None, expected)
                    }
                    Verb::Get => {
                        let (status, shown) = send("GET", None).await;
                        let expected = if cell.is_some() { 200 } else { 404 };
                        (status, Some(shown["value"].clone()), expected)
                    }
                    Verb::Delete => {
                        let (status, _) = send("DELETE", None).await;
                        let expected = if cell.take().is_some() { 204 } else { 404 };
                        (status, None, expected)
                    }
                };
                assert_eq!(status, expected, "{key} {verb:?}");
                if let Some(shown) = shown {
                    assert_eq!(shown, json!(*cell));
                }
            }
        });
    }
}
