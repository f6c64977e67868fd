//! Values that make no sense are refused by the API, each with a reason, and nothing is changed.

use rstest::rstest;
use serde_json::{Value, json};

use crate::with_app;
use crate::words::is_plain;

#[rstest]
#[case::users("users", json!({ "accountId": "" }), "an account has an id")]
#[case::clock("clock", json!({ "timeMillis": -1 }), "before 1970")]
#[case::clock("clock", json!({ "advanceMillis": 99_000_000_000_000_000_i64 }), "out of range")]
#[case::pages("pages", json!({ "id": u64::MAX, "title": "x" }), "out of range")]
#[case::pages("pages", json!({ "id": 1, "title": "x", "version": 0 }), "0 is out of range: 1 to")]
#[case::pages("pages", json!({ "id": 1, "title": "x", "version": u64::MAX }), "out of range")]
#[case::pages("pages", json!({ "id": 1, "title": "x", "spaceKey": "X", "spaceId": u64::MAX }), "out of range")]
#[case::spaces("spaces", json!({ "key": "X", "id": u64::MAX }), "out of range")]
#[case::events("events", json!({ "event": "e", "page": { "id": u64::MAX, "title": "x" } }), "out of range")]
#[case::events("events", json!({ "event": "e", "page": { "id": 1, "title": "x" }, "comment": { "id": u64::MAX } }), "out of range")]
#[case::events("events", json!({ "event": "e", "page": { "id": 1, "title": "x" }, "comment": { "id": 1, "replyTo": u64::MAX } }), "out of range")]
#[case::events("events", json!({ "event": "e", "page": { "id": 1, "title": "x" }, "attachments": [{ "id": 1, "fileName": "x", "fileSize": u64::MAX }] }), "out of range")]
#[case::stubs("stubs", json!({ "path": "/x", "respond": { "headers": { "Content-Length": "1" } } }), "`Content-Length` follows from the body")]
#[case::stubs("stubs", json!({ "path": "/x", "respond": { "headers": { "transfer-encoding": "x" } } }), "`transfer-encoding` follows")]
#[case::stubs("stubs", json!({ "path": "/x", "respond": { "status": 204, "text": "x" } }), "has no body")]
#[case::stubs("stubs", json!({ "path": "/x", "respond": { "delayMillis": u64::MAX } }), "at most an hour")]
#[case::holds("holds", json!({ "direction": "to-app", "path": "x" }), "begins with a slash")]
#[case::holds("holds", json!({ "direction": "to-app", "method": "A B" }), "can be no method")]
#[case::holds("holds", json!({ "direction": "to-app", "status": 200 }), "cannot name a status")]
#[case::holds("holds", json!({ "direction": "from-app", "app": "x" }), "cannot name the app")]
#[case::faults("faults", json!({ "kind": { "delay": { "min": 5, "max": 1 } } }), "a delay of 5 to 1 ms")]
#[case::faults("faults", json!({ "kind": { "slow-body": { "bytes": 0, "pause": 1 } } }), "never arrives")]
#[case::faults("faults", json!({ "kind": { "status": { "status": 200, "headers": [["content-length", "9"]] } } }), "follows from the body")]
fn a_value_that_makes_no_sense_is_refused(
    #[case] what: &str,
    #[case] body: Value,
    #[case] why: &str,
) {
    let server = with_app();
    let before = server.get("/tenants/acme/log?format=text");
    let method = if what == "clock" { "PUT" } else { "POST" };
    let path = format!("/tenants/acme/{what}");
    let (status, problem) = server.ask(method, &path, body);
    let told = problem["error"].as_str().unwrap_or_default();
    assert_eq!(status, 400, "{problem}");
    assert!(told.contains(why), "{told}");
    is_plain(told);
    assert_eq!(server.get("/tenants/acme/log?format=text"), before);
}

#[test]
fn a_setting_that_makes_no_sense_is_refused() {
    let server = with_app();
    for (settings, why) in [
        (
            json!({ "lifecycle-token-lifetime": 1.8e19 }),
            "more than a hundred years",
        ),
        (json!({ "callback-deadline": -1 }), "negative"),
        (
            json!({ "limits": { "client-deadline": 1e18 } }),
            "more than a hundred years",
        ),
    ] {
        let wanted = json!({ "name": "b", "settings": settings });
        let (status, problem) = server.ask("POST", "/tenants", wanted);
        assert_eq!(status, 400, "{problem}");
        assert!(
            problem["error"].as_str().unwrap().contains(why),
            "{problem}"
        );
    }
}
