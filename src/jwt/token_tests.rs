//! The order of checks, their boundaries, and `jsonwebtoken` as the second opinion.

use rstest::rstest;
use serde_json::json;

use super::*;
use crate::jwt::InstallKey;

#[path = "token_edge_tests.rs"]
mod edges;

const SECRET: &str = "a-secret-of-more-than-thirty-two-bytes";
const NOW: i64 = 1_444_662_761_000;

fn canonical() -> CanonicalRequest {
    CanonicalRequest::from_app("GET", "/wiki/a", "/wiki")
}

fn claims(change: impl FnOnce(&mut serde_json::Value)) -> serde_json::Value {
    let mut claims = json!({
        "iss": "app", "iat": NOW / 1000, "exp": NOW / 1000 + 180, "qsh": canonical().qsh()
    });
    change(&mut claims);
    claims
}

/// A token of any claims and algorithm name, signed with HMAC whatever the name says.
fn token(alg: &str, claims: &serde_json::Value, secret: &str) -> String {
    let header = json!({ "typ": "JWT", "alg": alg }).to_string();
    let message = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims.to_string())
    );
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(hmac::sign(&key, message.as_bytes()));
    format!("{message}.{signature}")
}

fn check(token: &str) -> Result<(), Refusal> {
    parse(token)?.verify(&SECRET.into(), NOW, canonical)
}

#[test]
fn a_good_token_passes() {
    assert_eq!(check(&token("HS256", &claims(|_| {}), SECRET)), Ok(()));
}

#[rstest]
#[case::none("none", 400, "java.text.ParseException")]
#[case::hs384(
    "HS384",
    401,
    "HS384 is not a supported JWS algorithm. Please try one of: [HS256,RS256]"
)]
#[case::es256("ES256", 401, "ES256 is not a supported")]
#[case::rs256(
    "RS256",
    401,
    "Expected a symmetric signing algorithm such as HS256, and not RS256."
)]
fn algorithms(#[case] alg: &str, #[case] status: u16, #[case] text: &str) {
    let refusal = check(&token(alg, &claims(|_| {}), SECRET)).unwrap_err();
    assert_eq!(refusal.status, status);
    assert!(refusal.message.starts_with(text), "{}", refusal.message);
}

#[test]
fn the_public_key_is_no_secret() {
    let pem = InstallKey::embedded().public_pem();
    let refusal = check(&token("HS256", &claims(|_| {}), &pem)).unwrap_err();
    assert_eq!(
        (refusal.status, refusal.cause.check),
        (401, "the signature is right")
    );
    assert!(!refusal.message.contains("eyJ"), "the token is not echoed");
}

#[rstest]
#[case::exp_text(json!({ "exp": "1" }), 400, "java.text.ParseException")]
#[case::iss_number(json!({ "iss": 5 }), 400, "java.text.ParseException")]
#[case::no_iat(json!({ "iat": null }), 401, "'exp' and 'iat' are required claims.")]
#[case::no_exp(json!({ "exp": null }), 401, "'exp' and 'iat' are required claims.")]
#[case::no_qsh(json!({ "qsh": null }), 400, "Claim 'qsh' is missing.")]
#[case::empty_qsh(json!({ "qsh": "" }), 401, "Expecting claim 'qsh' to have value '")]
#[case::context_qsh(json!({ "qsh": "context-qsh" }), 401, "Expecting claim 'qsh'")]
#[case::exp_before_nbf(json!({ "exp": 5, "nbf": 5 }), 401, "The expiration time must be after")]
fn claims_are_checked(#[case] change: serde_json::Value, #[case] status: u16, #[case] text: &str) {
    let claims = claims(|claims| {
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
    });
    let refusal = check(&token("HS256", &claims, SECRET)).unwrap_err();
    assert_eq!(refusal.status, status, "{}", refusal.message);
    assert!(refusal.message.starts_with(text), "{}", refusal.message);
}

#[rstest]
#[case::at_the_edge("exp", -30, 0, true)]
#[case::a_millisecond_late("exp", -30, 1, false)]
#[case::thirty_one_late("exp", -31, 0, false)]
#[case::early("nbf", 30, 0, true)]
#[case::too_early("nbf", 31, 0, false)]
fn thirty_seconds_are_allowed(
    #[case] claim: &str,
    #[case] seconds: i64,
    #[case] millis: i64,
    #[case] good: bool,
) {
    let claims = claims(|claims| claims[claim] = json!(NOW / 1000 + seconds));
    let token = token("HS256", &claims, SECRET);
    let result = parse(&token)
        .unwrap()
        .verify(&SECRET.into(), NOW + millis, canonical);
    assert_eq!(result.is_ok(), good, "{result:?}");
}

#[test]
fn dates_are_written_as_java_writes_them() {
    let token = token(
        "HS256",
        &claims(|claims| claims["exp"] = json!(NOW / 1000 - 60)),
        SECRET,
    );
    assert_eq!(
        check(&token).unwrap_err().message,
        "Expired at Mon Oct 12 15:11:41 UTC 2015 and time is now Mon Oct 12 15:12:41 UTC 2015 \
         (30 seconds leeway is allowed)"
    );
}

#[test]
fn an_earlier_check_wins() {
    let expired = claims(|claims| {
        claims["exp"] = json!(1);
        claims["qsh"] = json!("wrong");
    });
    assert_eq!(
        check(&token("HS256", &expired, "other"))
            .unwrap_err()
            .cause
            .check,
        "the signature is right"
    );
    assert_eq!(
        check(&token("HS256", &expired, SECRET))
            .unwrap_err()
            .cause
            .check,
        "the token is valid now"
    );
}

#[rstest]
#[case::empty("")]
#[case::words("garbage")]
#[case::dots("...")]
#[case::four("a.b.c.d")]
#[case::no_base64("é.é.é")]
#[case::no_json("YQ.YQ.YQ")]
#[case::long(&"a".repeat(1_000_000))]
fn garbage_is_a_400_and_never_a_panic(#[case] token: &str) {
    assert_eq!(check(token).unwrap_err().status, 400);
    assert!(read_claims(token).is_none());
}

#[test]
fn deep_nesting_is_a_400() {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"context":{deep}}}"#));
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
    assert_eq!(
        check(&format!("{header}.{claims}.AA")).unwrap_err().status,
        400
    );
}

#[test]
fn extreme_times_do_not_overflow() {
    for time in [i64::MAX, i64::MIN] {
        let claims = claims(|claims| {
            claims["exp"] = json!(time);
            claims["nbf"] = json!(time);
        });
        let _ = check(&token("HS256", &claims, SECRET));
        let _ = check(&token(
            "HS256",
            &self::claims(|claims| claims["exp"] = json!(time)),
            SECRET,
        ));
    }
}

#[test]
fn jsonwebtoken_verifies_what_we_sign() {
    use jsonwebtoken::{DecodingKey, Validation, decode};
    let claims = Claims {
        iss: Some("tenant".into()),
        aud: Some(json!(["http://app"])),
        exp: Some(4_000_000_000),
        ..Claims::default()
    };
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&["http://app"]);
    let hs = sign_hs256(SECRET, &claims);
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    assert_eq!(
        decode::<Claims>(&hs, &key, &validation).unwrap().claims,
        claims
    );

    let install = InstallKey::embedded();
    validation.algorithms = vec![Algorithm::RS256];
    let rs = sign_rs256(&install, Typ::Jwt, Some(install.kid()), &claims);
    let key = DecodingKey::from_rsa_pem(install.public_pem().as_bytes()).unwrap();
    let decoded = decode::<Claims>(&rs, &key, &validation).unwrap();
    assert_eq!(decoded.header.kid.as_deref(), Some(install.kid()));
}
