//! The checks of a token one by one: exact replies, exact causes, and nothing secret in the log.

mod credentials;
mod qsh;
mod states;
mod times;
mod tokens;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mockfluence::jwt::CanonicalRequest;
use mockfluence::{
    AppRequest, DYNAMIC_MODULES, InstalledApp, Note, Reply, Settings, Tenant, from_app,
};
use ring::hmac;
use serde_json::{Value, json};

use crate::app::App;

const KEY: &str = "my-app";

fn my_app() -> App {
    let lifecycle = json!({ "installed": "/installed", "uninstalled": "/uninstalled" });
    App::without_backend().key(KEY).with("lifecycle", lifecycle)
}

async fn installed(settings: Settings) -> (Tenant, InstalledApp) {
    my_app().started(settings).await
}

/// A GET of the resource, good until it is spoiled.
fn get(app: &InstalledApp) -> AppRequest {
    app.client().get(DYNAMIC_MODULES)
}

fn now() -> i64 {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// The claims of a good token for a GET of the resource.
fn claims() -> Value {
    let qsh = CanonicalRequest::from_app("GET", DYNAMIC_MODULES, "/wiki").qsh();
    json!({ "iss": KEY, "iat": now(), "exp": now() + 180, "qsh": qsh })
}

/// The claims with these members changed, or left out where they are null.
fn claims_but(changes: &Value) -> Value {
    let mut claims = claims();
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    claims
}

/// Any header and claims, the signature an HMAC-SHA-256 whatever the header says.
fn token(header: &Value, claims: &Value, secret: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(hmac::sign(&key, message.as_bytes()));
    format!("{message}.{signature}")
}

fn hs256(claims: &Value, secret: &str) -> String {
    token(&json!({ "alg": "HS256" }), claims, secret)
}

/// A good token, made without the client.
fn good_token(app: &InstalledApp) -> String {
    hs256(&claims(), &app.shared_secret().unwrap())
}

#[track_caller]
fn assert_message(reply: &Reply, status: u16, message: &str) {
    let body = json!({ "message": message, "statusCode": status });
    assert_eq!((reply.status(), reply.text()), (status, body.to_string()));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("www-authenticate"), None);
}

const NO_ACCESS: &str = "Your presented credentials do not provide access to this resource.";
const NOBODY: &str = "Current user not permitted to use Confluence";

/// What the log says of the last call of the app. Its words are part of the contract; secrets and
/// tokens must not be.
#[track_caller]
fn last_notes(tenant: &Tenant) -> Vec<String> {
    assert_nothing_leaks(tenant);
    let log = tenant.log().only(from_app());
    let last = log.exchanges().last().expect("a call of the app");
    last.notes().iter().flat_map(Note::lines).collect()
}

#[track_caller]
fn assert_nothing_leaks(tenant: &Tenant) {
    let log = tenant.log();
    let forms = [
        log.to_string(),
        log.mermaid(),
        serde_json::to_string(&log).unwrap(),
        format!("{log:?}"),
    ];
    for form in forms {
        assert!(!form.contains("eyJ"), "a token in the log: {form}");
        assert!(!form.contains("ATCO"), "a secret in the log: {form}");
    }
}

/// Check, expected, got and likely, in this order.
#[track_caller]
fn assert_cause(tenant: &Tenant, check: &str, expected: &str, got: &str, likely: Option<&str>) {
    let notes = last_notes(tenant);
    let mut parts = vec![
        format!("refused by check: {check}"),
        format!("expected: {expected}"),
        format!("got: {got}"),
    ];
    parts.extend(likely.map(|likely| format!("likely: {likely}")));
    assert_eq!(notes, parts);
}
