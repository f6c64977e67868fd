//! Of a reply the facts: which there are, and that no data is among them.

use http::HeaderMap;
use serde_json::json;

use super::anonymous::Anonymous;
use super::body::{HEADERS, facts, own_modules};
use super::look::Look;
use super::shape::DATA_SHAPE;

#[test]
fn data_is_in_no_fact() {
    let anonymous = Anonymous::new(&"a-secret-of-the-test".into(), Vec::new());
    let body = json!({ "results": [{ "title": "Salaries", "n": 1 }], "size": 1 }).to_string();
    let seen = facts(
        "GET".into(),
        (200, &HeaderMap::new(), body.as_bytes()),
        Look::Data,
        &anonymous,
    );
    assert!(!format!("{seen:?}").contains("Salaries"), "{seen:?}");
    assert_eq!(
        seen.facts[DATA_SHAPE],
        r#"{"results":[{"n":"number","title":"text"}],"size":"number"}"#
    );
}

#[test]
fn every_header_that_an_app_may_notice_is_a_fact() {
    let anonymous = Anonymous::new(&"a-secret-of-the-test".into(), Vec::new());
    for name in HEADERS {
        let seen = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            facts("GET".into(), (200, &headers, b""), Look::Words, &anonymous)
        };
        let (one, other) = (seen("GET"), seen("POST"));
        assert_eq!(one.differing(&other), [format!("header {name}")]);
        let none = facts(
            "GET".into(),
            (200, &HeaderMap::new(), b""),
            Look::Words,
            &anonymous,
        );
        assert_eq!(one.differing(&none), [format!("header {name}")]);
    }
}

#[test]
fn of_modules_only_those_of_the_probes_are_kept() {
    let theirs =
        json!({ "webItems": [{ "key": "theirs" }, { "key": "mockfluence-probe-1" }], "x": [] });
    let own = json!({ "webItems": [{ "key": "mockfluence-probe-1" }] });
    assert_eq!(own_modules(&theirs), own);
}
