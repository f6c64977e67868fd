//! Values of faults that could do no good: refused in code and in JSON, in the same words.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use mockfluence::{Fault, Tamper, Tenant, from_app, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

fn refused(fault: Value) -> String {
    serde_json::from_value::<Fault>(fault)
        .unwrap_err()
        .to_string()
}

/// What a constructor says before the fault is there.
fn panics(make: impl FnOnce() -> Fault) -> String {
    let panic = catch_unwind(AssertUnwindSafe(make)).unwrap_err();
    let fixed = panic.downcast_ref::<&str>().map(ToString::to_string);
    fixed.or(panic.downcast_ref::<String>().cloned()).unwrap()
}

const SECOND: Duration = Duration::from_secs(1);

#[rstest]
#[case::the_wrong_way_round(json!({ "delay": { "min": 5, "max": 1 } }), "a delay of 5 to 1 ms")]
#[case::a_delay_of_years(json!({ "delay": { "min": 0, "max": u64::MAX } }), "longer than an hour")]
#[case::a_pause_of_years(json!({ "slow-body": { "bytes": 1, "pause": 3_600_001 } }), "longer than an hour")]
#[case::no_bytes(json!({ "slow-body": { "bytes": 0, "pause": 1 } }), "0 bytes at a time never arrives")]
#[case::no_status(json!({ "status": { "status": 1000 } }), "1000 is no status")]
#[case::zero(json!({ "status": { "status": 0 } }), "0 is no status")]
#[case::a_promise(json!({ "status": { "status": 100 } }), "100 is no status that ends an exchange")]
#[case::a_body_of_nothing(json!({ "status": { "status": 204, "body": "x" } }), "status 204 has no body")]
#[case::a_body_of_304(json!({ "status": { "status": 304, "body": "x" } }), "status 304 has no body")]
#[case::length(json!({ "status": { "status": 200, "headers": [["Content-Length", "7"]] } }), "`content-length` follows")]
#[case::encoding(json!({ "status": { "status": 200, "headers": [["transfer-encoding", "chunked"]] } }), "`transfer-encoding` follows")]
#[case::connection(json!({ "status": { "status": 200, "headers": [["CONNECTION", "close"]] } }), "`connection` follows")]
#[case::no_name(json!({ "status": { "status": 200, "headers": [["a b", "c"]] } }), "`a b` cannot be the name")]
#[case::no_value(json!({ "status": { "status": 200, "headers": [["a", "b\nc"]] } }), "`a` has a character")]
#[case::unknown(json!("expierd"), "`expierd` is no kind of fault; there are: status, delay")]
#[case::needs_more(json!("status"), "newtype variant")]
#[case::needs_less(json!({ "expired": { "by": 3 } }), "`expired` takes nothing beside its name")]
fn a_kind_with_impossible_values_is_no_fault(#[case] kind: Value, #[case] why: &str) {
    let said = refused(json!({ "kind": kind }));
    assert!(said.contains(why), "{said}");
}

#[rstest]
#[case::never(json!({ "times": 0 }), "applies 0 times")]
#[case::more_than_sure(json!({ "probability": 1.5 }), "between 0 and 1")]
#[case::less_than_never(json!({ "probability": -0.1 }), "between 0 and 1")]
#[case::misspelt(json!({ "time": 1 }), "unknown field `time`")]
#[case::known_too_late(json!({ "on": { "direction": "to-app", "status": 200 } }), "cannot name a status")]
#[case::unknown_caller(json!({ "on": { "direction": "from-app", "app": "x" } }), "cannot name the app")]
fn a_count_that_means_nothing_is_no_fault(#[case] mut fault: Value, #[case] why: &str) {
    fault["kind"] = json!("close");
    let said = refused(fault);
    assert!(said.contains(why), "{said}");
}

#[rstest]
#[case(|| Fault::status(42), "42 is no status that ends an exchange: 200 to 999 are")]
#[case(|| Fault::status(204).body("x"), "status 204 has no body")]
#[case(|| Fault::status(200).header("Content-Length", "1"), "`content-length` follows")]
#[case(|| Fault::status(200).header("x", "\n"), "the header `x`")]
#[case(|| Fault::rate_limited(1, "\n"), "the header `RateLimit-Reason`")]
#[case(|| Fault::close().header("x", "y"), "`connection closed before the reply` answers nothing that could have a header")]
#[case(|| Fault::token(Tamper::Expired).body("x"), "`expired token` answers nothing that could have a body")]
#[case(|| Fault::delay(SECOND).body("x"), "that is for Fault::status(…)")]
#[case(|| Fault::delay_between(2 * SECOND, SECOND), "a delay of 2000 to 1000 ms")]
#[case(|| Fault::delay(Duration::MAX), "longer than an hour")]
#[case(|| Fault::slow_body(0, SECOND), "0 bytes at a time")]
#[case(|| Fault::slow_body(1, Duration::MAX), "longer than an hour")]
#[case(|| Fault::reset().on(to_app().status(500)), "its filter cannot name a status")]
#[case(|| Fault::close().until_retry_after(), "a status with that header")]
#[case(|| Fault::status(429).header("Retry-After", "soon").until_retry_after(), "in whole seconds")]
#[case(|| Fault::reset().on(from_app().app("x")), "the filter of a call cannot name the app")]
#[case(|| Fault::reset().times(0), "applies 0 times")]
#[case(|| Fault::reset().nth(0), "counted from 1")]
#[case(|| Fault::reset().probability(f64::NAN), "between 0 and 1")]
fn the_constructors_say_the_same(#[case] make: fn() -> Fault, #[case] why: &str) {
    let said = panics(make);
    assert!(said.contains(why), "{said}");
}

#[test]
fn every_kind_is_written_as_it_is_read_and_older_names_still_count() {
    for (name, words) in Fault::kinds() {
        let fault: Fault = serde_json::from_value(json!({ "kind": name })).unwrap();
        assert_eq!(
            serde_json::to_value(&fault).unwrap(),
            json!({ "kind": name })
        );
        assert_eq!(
            fault.on(to_app()).to_string(),
            format!("{words} on {}", to_app())
        );
    }
    for (old, tamper) in [
        ("missing", Tamper::Unsigned),
        ("wrong-secret", Tamper::WrongKey),
    ] {
        let fault: Fault = serde_json::from_value(json!({ "kind": old })).unwrap();
        assert_eq!(fault, Fault::token(tamper));
    }
    let whole = Fault::status(503)
        .header("Retry-After", "1")
        .body("later")
        .on(to_app().post("/x"))
        .times(2)
        .after(1)
        .probability(0.5);
    let json = serde_json::to_value(&whole).unwrap();
    let status = json!({ "status": 503, "headers": [["Retry-After", "1"]], "body": "later" });
    assert_eq!(json["kind"], json!({ "status": status }));
    assert_eq!(serde_json::from_value::<Fault>(json).unwrap(), whole);
}

#[tokio::test]
async fn a_fault_on_one_app_leaves_the_others_alone() {
    let tenant = Tenant::start();
    let one = App::without_backend().key("one").on(&tenant).await;
    let two = App::without_backend().key("two").on(&tenant).await;
    let expired = Fault::token(Tamper::Expired);
    tenant.inject(expired.on(to_app().path("/installed").app("two")));
    for app in [&one, &two] {
        app.repeat_installed().await.unwrap();
    }
    let log = tenant.log();
    let spoilt = |app: &str| {
        let text = log.only(to_app().app(app)).to_string();
        text.matches("! fault: expired token").count()
    };
    assert_eq!((spoilt("one"), spoilt("two")), (0, 1), "{log}");
}
