//! Tokens on the tenant's clock.

use std::time::{Duration, UNIX_EPOCH};

use mockfluence::Settings;
use rstest::rstest;

use super::tokens::send_token;
use super::*;

/// The token lives for 180 s on the tenant's clock. To the millisecond: see the unit tests.
#[rstest]
#[case::alive(170, 200)]
#[case::within_leeway(195, 200)]
#[case::beyond_leeway(211, 401)]
#[case::far_beyond(4000, 401)]
#[tokio::test]
async fn thirty_seconds_of_leeway(#[case] seconds: u64, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default()).await;
    let token = good_token(&app);
    tenant.clock().advance(Duration::from_secs(seconds));
    assert_eq!(send_token(&app, token).await.status(), status);
}

/// The app's clock may run ahead by 30 s; what it says of `iat` is not compared.
#[rstest]
#[case::nbf_soon(json!({ "nbf": 20 }), 200)]
#[case::nbf_later(json!({ "nbf": 60 }), 401)]
#[case::iat_later(json!({ "iat": 6000 }), 200)]
#[case::a_day(json!({ "exp": 86_400 }), 200)]
#[tokio::test]
async fn times_that_lie_ahead(#[case] ahead: Value, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default()).await;
    let mut changes = ahead.clone();
    for value in changes.as_object_mut().unwrap().values_mut() {
        *value = json!(now() + value.as_i64().unwrap());
    }
    let token = hs256(&claims_but(&changes), &app.shared_secret().unwrap());
    let reply = send_token(&app, token).await;
    assert_eq!(reply.status(), status, "{}", reply.text());
    assert_nothing_leaks(&tenant);
}

/// In the words of Java's `Date`.
#[tokio::test]
async fn an_expired_token_is_told_when() {
    let (tenant, app) = installed(Settings::default()).await;
    let exp = 1_444_662_761;
    tenant
        .clock()
        .set(UNIX_EPOCH + Duration::from_secs(1_444_662_761 + 31));
    let token = hs256(
        &claims_but(&json!({ "exp": exp })),
        &app.shared_secret().unwrap(),
    );
    let reply = send_token(&app, token).await;
    let message = reply.json()["message"].as_str().unwrap().to_owned();
    let start = "Expired at Mon Oct 12 15:12:41 UTC 2015 and time is now Mon Oct 12 15:13:";
    assert!(message.starts_with(start), "{message}");
    assert!(
        message.ends_with(" UTC 2015 (30 seconds leeway is allowed)"),
        "{message}"
    );
    assert_message(&reply, 401, &message);
    let notes = last_notes(&tenant);
    assert_eq!(
        notes[..2],
        [
            "refused by check: the token is valid now",
            "expected: exp >= now - 30 s"
        ]
    );
    assert!(notes[2].starts_with("got: expired "), "{notes:?}");
}

/// What a client puts there that does not round: the host's library takes any number.
#[rstest]
#[case::decimal(60.25, 200)]
#[case::just_below(0.999, 200)]
#[case::within_leeway(-20.5, 200)]
#[case::beyond_leeway(-32.5, 401)]
#[tokio::test]
async fn a_time_may_have_decimals(#[case] ahead: f64, #[case] status: u16) {
    let (_tenant, app) = installed(Settings::default()).await;
    #[expect(clippy::cast_precision_loss, reason = "seconds are far from 2^52")]
    let now = now() as f64;
    let times = json!({ "iat": now + 0.5, "exp": now + ahead, "nbf": now - 60.75 });
    let token = hs256(&claims_but(&times), &app.shared_secret().unwrap());
    let reply = send_token(&app, token).await;
    assert_eq!(reply.status(), status, "{}", reply.text());
}

#[rstest]
#[case::exponent(json!({ "exp": 4.1e9 }), 200)]
#[case::milliseconds(json!({ "exp": 4_100_000_000_000_u64 }), 200)]
#[case::longest(json!({ "exp": i64::MAX }), 200)]
#[case::past_a_long(json!({ "exp": 1e300 }), 200)]
#[case::text(json!({ "exp": "4100000000" }), 400)]
#[case::decimal_text(json!({ "iat": "1.5" }), 400)]
#[case::truth(json!({ "nbf": true }), 400)]
#[case::list(json!({ "exp": [1] }), 400)]
#[tokio::test]
async fn a_time_is_any_number_and_nothing_else(#[case] times: Value, #[case] status: u16) {
    let (_tenant, app) = installed(Settings::default()).await;
    let token = hs256(&claims_but(&times), &app.shared_secret().unwrap());
    let reply = send_token(&app, token).await;
    assert_eq!(reply.status(), status, "{}", reply.text());
    if status == 400 {
        let claim = times.as_object().unwrap().keys().next().unwrap();
        let why = format!("Unexpected type of JSON object member with key \"{claim}\"");
        let message = format!("java.text.ParseException: {why} (caused by {why})");
        assert_message(&reply, 400, &message);
    }
}
