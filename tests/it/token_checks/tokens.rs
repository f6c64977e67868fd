//! Tokens with something wrong with them, and which wrong is named first.

use mockfluence::Settings;
use mockfluence::settings::TokenRefusal;
use rstest::rstest;

use super::*;
use crate::bad_requests::still_serves;

pub(super) async fn send_token(app: &InstalledApp, token: impl Into<String>) -> Reply {
    get(app).token(token).send().await.unwrap()
}

fn parse_error(why: &str) -> String {
    format!("java.text.ParseException: {why} (caused by {why})")
}

#[rstest]
#[case::word("garbage", "Invalid serialized JWS object: it has not three parts")]
#[case::four_parts("a.b.c.d", "Invalid serialized JWS object: it has not three parts")]
#[case::no_base64("!.!.!", "the header is not base64url")]
#[case::empty_parts(
    "..",
    "the header cannot be read: EOF while parsing a value at line 1 column 0"
)]
#[case::no_json(
    "YQ.YQ.YQ",
    "the header cannot be read: expected value at line 1 column 1"
)]
#[tokio::test]
async fn garbage_is_a_400(#[case] token: &str, #[case] why: &str) {
    let (tenant, app) = installed(Settings::default()).await;
    // The log has our reader's words, the reply has none of them.
    let (told, _) = why
        .split_once(": E")
        .or(why.split_once(": e"))
        .unwrap_or((why, ""));
    assert_message(&send_token(&app, token).await, 400, &parse_error(told));
    assert_cause(
        &tenant,
        "the token is a JWT",
        "header.claims.signature",
        why,
        None,
    );
}

#[rstest]
#[case::none("none", 400, &parse_error("the algorithm `none` is no JWS algorithm"))]
#[case::none_in_capitals("NONE", 400, &parse_error("the algorithm `none` is no JWS algorithm"))]
#[case::hs384(
    "HS384",
    401,
    "HS384 is not a supported JWS algorithm. Please try one of: [HS256,RS256]"
)]
#[case::es256(
    "ES256",
    401,
    "ES256 is not a supported JWS algorithm. Please try one of: [HS256,RS256]"
)]
#[case::rs256(
    "RS256",
    401,
    "Expected a symmetric signing algorithm such as HS256, and not RS256. Try a symmetric algorithm."
)]
#[tokio::test]
async fn only_hs256_is_an_algorithm(#[case] alg: &str, #[case] status: u16, #[case] text: &str) {
    let (tenant, app) = installed(Settings::default()).await;
    let secret = app.shared_secret().unwrap();
    let token = token(&json!({ "alg": alg }), &claims(), &secret);
    assert_message(&send_token(&app, token).await, status, text);
    let (check, expected, got) = match status {
        400 => (
            "the token is a JWT",
            "header.claims.signature",
            "the algorithm `none` is no JWS algorithm",
        ),
        _ if alg == "RS256" => ("the algorithm is symmetric", "alg HS256", alg),
        _ => ("the algorithm is supported", "alg HS256", alg),
    };
    assert_cause(&tenant, check, expected, got, None);
}

const SIGNATURE: &str = "the app signs with an older secret, or one of another tenant: each \
                         `installed` may bring a new one";

#[track_caller]
fn assert_bad_signature(tenant: &Tenant, reply: &Reply) {
    assert_message(reply, 401, NO_ACCESS);
    let expected = "HS256 with the installation's present sharedSecret";
    let got = "a signature of another secret";
    assert_cause(
        tenant,
        "the signature is right",
        expected,
        got,
        Some(SIGNATURE),
    );
}

/// The install key's public half is no HMAC secret, under either name of the algorithm.
#[rstest]
#[case::hs256("HS256", true)]
#[case::rs256("RS256", false)]
#[tokio::test]
async fn the_public_key_signs_nothing(#[case] alg: &str, #[case] signature: bool) {
    let (tenant, app) = installed(Settings::default()).await;
    let der = include_str!("../../../fixtures/keys/install-key-public.b64").trim();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----");
    let reply = send_token(&app, token(&json!({ "alg": alg }), &claims(), &pem)).await;
    match signature {
        true => assert_bad_signature(&tenant, &reply),
        false => assert_eq!(
            (reply.status(), reply.json()["statusCode"].clone()),
            (401, json!(401))
        ),
    }
    assert_nothing_leaks(&tenant);
}

#[tokio::test]
async fn two_tenants_do_not_take_each_others_secrets() {
    let acme = Tenant::named("acme");
    let globex = Tenant::named("globex");
    let here = my_app().on(&acme).await;
    let there = my_app().on(&globex).await;
    for (tenant, app, other) in [(&acme, &here, &there), (&globex, &there, &here)] {
        let request = get(app).signed_with(other.shared_secret().unwrap());
        assert_bad_signature(tenant, &request.send().await.unwrap());
        assert_eq!(get(app).send().await.unwrap().status(), 200);
    }
}

#[rstest]
#[case::exp_text(json!({ "exp": "1" }))]
#[case::iat_text(json!({ "iat": "1" }))]
#[case::nbf_list(json!({ "nbf": [1] }))]
#[case::iss_number(json!({ "iss": 5 }))]
#[case::qsh_number(json!({ "qsh": 5 }))]
#[tokio::test]
async fn a_claim_of_the_wrong_type_is_a_400(#[case] change: Value) {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = send_token(&app, hs256(&claims_but(&change), "any secret")).await;
    let notes = last_notes(&tenant);
    let why = notes[2].strip_prefix("got: ").unwrap();
    let claim = change.as_object().unwrap().keys().next().unwrap();
    let start = format!("the claims cannot be read: `{claim}` is of another type: ");
    assert!(why.starts_with(&start), "{why}");
    let why = format!("Unexpected type of JSON object member with key \"{claim}\"");
    assert_message(&reply, 400, &parse_error(&why));
}

#[rstest]
#[case::no_iat(json!({ "iat": null }))]
#[case::no_exp(json!({ "exp": null }))]
#[case::neither(json!({ "iat": null, "exp": null }))]
#[tokio::test]
async fn a_lifetime_is_needed(#[case] change: Value) {
    let (tenant, app) = installed(Settings::default()).await;
    let token = hs256(&claims_but(&change), &app.shared_secret().unwrap());
    let text = "'exp' and 'iat' are required claims. Atlassian JWT does not allow JWTs with \
                unlimited lifetimes.";
    assert_message(&send_token(&app, token).await, 401, text);
    assert_cause(
        &tenant,
        "iat and exp are there",
        "both claims",
        "one or none",
        None,
    );
}

#[tokio::test]
async fn a_qsh_is_needed() {
    let (tenant, app) = installed(Settings::default()).await;
    let token = hs256(
        &claims_but(&json!({ "qsh": null })),
        &app.shared_secret().unwrap(),
    );
    assert_message(
        &send_token(&app, token).await,
        400,
        "Claim 'qsh' is missing.",
    );
    assert_cause(&tenant, "qsh is there", "a qsh claim", "none", None);
}

#[tokio::test]
async fn an_empty_subject_is_nobody_to_act_for() {
    let (tenant, app) = installed(Settings::default()).await;
    let claims = claims_but(&json!({ "sub": "" }));
    let token = hs256(&claims, &app.shared_secret().unwrap());
    let text = "Add-on 'my-app' disallowed to impersonate user ''";
    assert_message(&send_token(&app, token).await, 400, text);
    assert!(last_notes(&tenant)[0].starts_with("refused by check: "));
}

/// Each wrong comes with all that are checked after it.
#[rstest]
#[case::form(json!({ "alg": "HS384" }), json!({ "exp": "1", "iss": "x" }), "other", "the token is a JWT")]
#[case::algorithm(json!({ "alg": "HS384" }), json!({ "exp": 1, "iss": "x" }), "other", "the algorithm is supported")]
#[case::issuer(json!({ "alg": "RS256" }), json!({ "exp": 1, "iss": "x" }), "other", "the issuer is an app that may call")]
#[case::symmetric(json!({ "alg": "RS256" }), json!({ "exp": 1 }), "other", "the algorithm is symmetric")]
#[case::signature(json!({ "alg": "HS256" }), json!({ "exp": 1, "qsh": "x" }), "other", "the signature is right")]
#[case::lifetime(json!({ "alg": "HS256" }), json!({ "iat": null, "exp": 1, "qsh": null }), "", "iat and exp are there")]
#[case::expired(json!({ "alg": "HS256" }), json!({ "exp": 1, "qsh": null }), "", "the token is valid now")]
#[case::qsh(json!({ "alg": "HS256" }), json!({ "qsh": "x" }), "", "qsh is the hash of this request")]
#[tokio::test]
async fn the_first_check_decides(
    #[case] header: Value,
    #[case] change: Value,
    #[case] secret: &str,
    #[case] check: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let own = app.shared_secret().unwrap();
    let secret = if secret.is_empty() {
        own.as_str()
    } else {
        secret
    };
    send_token(&app, token(&header, &claims_but(&change), secret)).await;
    assert_eq!(last_notes(&tenant)[0], format!("refused by check: {check}"));
    // A refused token does not spoil the next call.
    still_serves(&app).await;
}

#[tokio::test]
async fn an_audience_is_not_looked_at() {
    let (tenant, app) = installed(Settings::default()).await;
    for audience in [tenant.client_key(), "https://elsewhere.example".into()] {
        let claims = claims_but(&json!({ "aud": audience }));
        let token = hs256(&claims, &app.shared_secret().unwrap());
        assert_eq!(send_token(&app, token).await.status(), 200);
    }
}

#[rstest]
#[case::unreadable("garbage", 400)]
#[case::refused("eyJhbGciOiJIUzI1NiJ9.e30.AA", 401)]
#[tokio::test]
async fn a_silent_host_says_nothing_but_the_status(#[case] token: &str, #[case] status: u16) {
    let settings = Settings::default().token_refusal(TokenRefusal::Silent);
    let (tenant, app) = installed(settings).await;
    assert_message(&send_token(&app, token).await, status, "Unauthorized");
    assert!(last_notes(&tenant)[0].starts_with("refused by check: "));
}
