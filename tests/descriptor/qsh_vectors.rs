//! The published query string hashes, each recomputed by the public API.

use mockfluence::jwt::{CanonicalRequest, HostPath};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
struct Vector {
    method: String,
    url: String,
    base_url: String,
    direction: Way,
    qsh: String,
    note: String,
    /// A urlencoded body whose fields count.
    form: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Way {
    FromApp,
    ToApp,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("../../fixtures/qsh/vectors.json")).unwrap()
}

/// Path and query of a URL; scheme and authority never count.
fn target(url: &str) -> &str {
    match url.split_once("://") {
        Some((_, rest)) => &rest[rest.find('/').unwrap_or(rest.len())..],
        None => url,
    }
}

fn canonical(vector: &Vector) -> CanonicalRequest {
    let (method, target, base) = (
        &vector.method,
        target(&vector.url),
        target(&vector.base_url),
    );
    match (&vector.direction, &vector.form) {
        (Way::FromApp, None) => CanonicalRequest::from_app(method, target, base),
        (Way::FromApp, Some(form)) => CanonicalRequest::from_app_form(method, target, base, form),
        (Way::ToApp, _) => CanonicalRequest::to_app(method, target, base, HostPath::Decoded),
    }
}

#[test]
fn every_published_hash_is_met() {
    let vectors = vectors();
    let missed: Vec<String> = vectors
        .iter()
        .filter(|vector| canonical(vector).qsh() != vector.qsh)
        .map(|vector| format!("{} {}: {}", vector.note, vector.url, canonical(vector)))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert_eq!(vectors.len(), 242);
}

/// Without an encoded character in the path, the two rules for it agree.
#[test]
fn the_raw_path_meets_every_hash_of_the_host() {
    let vectors = vectors();
    let of_the_host = vectors
        .iter()
        .filter(|vector| vector.direction == Way::ToApp);
    let raw = |vector: &Vector| {
        let (target, base) = (target(&vector.url), target(&vector.base_url));
        CanonicalRequest::to_app(&vector.method, target, base, HostPath::Raw).qsh()
    };
    let missed: Vec<&str> = of_the_host
        .filter(|vector| raw(vector) != vector.qsh)
        .map(|vector| vector.url.as_str())
        .collect();
    assert_eq!(missed, Vec::<&str>::new());
}
