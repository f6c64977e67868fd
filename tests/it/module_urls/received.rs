//! What a request of the host has in it: the names of its parameters, and its token.

use mockfluence::jwt::{CanonicalRequest, HostPath, decode};
use serde_json::{Value, json};

use super::table::Way;
use crate::scripted_app::Received;

/// The names of a query or form, in order.
pub(crate) fn names(query: &str) -> Vec<&str> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts.map(|part| part.split('=').next().unwrap()).collect()
}

pub(crate) const STANDARD: [&str; 6] = [
    "xdm_e",
    "xdm_c",
    "cp",
    "xdm_deprecated_addon_key_do_not_use",
    "lic",
    "cv",
];

/// What a request of this kind has in its query or form.
pub(crate) fn expected(way: Way) -> Vec<&'static str> {
    let mut names = vec!["own"];
    match way {
        Way::Plain | Way::Json => return names,
        Way::Dialog => names.extend(["dialog", "simpleDialog"]),
        Way::Frame | Way::Fetch | Way::Form => {}
    }
    names.extend(STANDARD);
    if matches!(way, Way::Frame | Way::Dialog) {
        names.push("jwt");
    }
    names
}

pub(crate) fn token_of(received: &Received) -> Option<Value> {
    let query = received.query.clone().unwrap_or_default();
    let token = match received.header("authorization") {
        Some(header) => header.trim_start_matches("JWT ").to_owned(),
        None => query.split_once("&jwt=")?.1.to_owned(),
    };
    Some(decode(&token).unwrap().claims)
}

/// Whether the token of a request is for it and no other.
pub(crate) fn assert_hash(received: &Received) {
    let claims = token_of(received).expect("a token");
    let form = match received.header("content-type") {
        Some("application/x-www-form-urlencoded") => String::from_utf8_lossy(&received.body),
        _ => "".into(),
    };
    let query = received.query.clone().unwrap_or_default();
    let target = format!("{}?{query}", received.path);
    let method = &received.method;
    let canonical = CanonicalRequest::to_app_form(method, &target, "", HostPath::Decoded, &form);
    assert_eq!(claims["qsh"], json!(canonical.qsh()), "{method} {target}");
}
