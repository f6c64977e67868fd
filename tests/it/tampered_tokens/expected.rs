//! What each way to spoil a token leaves of it.

use mockfluence::Tamper;
use mockfluence::jwt::{CanonicalRequest, Decoded, HostPath};
use serde_json::{Value, json};

use super::scene::{Scene, Way, in_query, parts, signature, token, verifies};
use crate::scripted_app::Received;

/// One thing is wrong with the token and all else is as it was, but for the times.
pub(super) fn assert_spoilt(
    scene: &Scene,
    way: Way,
    tamper: &Tamper,
    good: &Received,
    sent: &Received,
) {
    match tamper {
        Tamper::Unsigned => return assert_eq!(token(sent), None, "{way:?}"),
        Tamper::Garbage => return assert_eq!(token(sent).unwrap(), "no-token"),
        Tamper::NoneAlgorithm => assert_eq!(signature(sent), ""),
        Tamper::Replayed => assert_eq!(token(good), token(sent)),
        Tamper::InQuery => {
            assert_eq!(sent.header("authorization"), None);
            assert_eq!(in_query(sent), token(sent));
        }
        _ => {}
    }
    let (honest, got) = (parts(good), parts(sent));
    if *tamper == Tamper::InvocationToken {
        assert!(!verifies(scene, way, &token(sent).unwrap()), "{way:?}");
        return assert_invocation_token(scene, &got);
    }
    let header = header(tamper, &honest, &got);
    assert_eq!(got.header, header, "{way:?} {tamper}");
    let claims = claims(tamper, &honest, &got, &sent.method);
    assert_eq!(got.claims, claims, "{way:?} {tamper}");
    let genuine = !matches!(
        tamper,
        Tamper::WrongSignature
            | Tamper::ChangedClaims
            | Tamper::NoneAlgorithm
            | Tamper::WrongKey
            | Tamper::PublicKeyAsSecret
    );
    let raw = token(sent).unwrap();
    assert_eq!(verifies(scene, way, &raw), genuine, "{way:?} {tamper}");
}

/// A token that Forge could have made, of an app that the tenant does not have.
fn assert_invocation_token(scene: &Scene, got: &Decoded) {
    let names: Vec<&String> = got.header.as_object().unwrap().keys().collect();
    assert_eq!(names, ["alg", "kid"]);
    assert_eq!(got.header["alg"], "RS256");
    let kid = got.header["kid"].as_str().unwrap();
    assert!(kid.starts_with("forge/invocation-token/wf-"), "{kid}");
    let claims = &got.claims;
    assert_eq!(claims["iss"], "forge/invocation-token");
    assert_eq!(claims["aud"], claims["app"]["id"]);
    let tenant = &scene.tenant;
    assert_eq!(claims["app"]["apiBaseUrl"], tenant.gateway_url());
    assert_eq!(claims["context"]["cloudId"], tenant.cloud_id());
    assert_eq!(claims.get("qsh"), None);
}

fn header(tamper: &Tamper, honest: &Decoded, got: &Decoded) -> Value {
    let mut header = honest.header.clone();
    match tamper {
        Tamper::NoneAlgorithm => header = json!({ "typ": "JWT", "alg": "none" }),
        Tamper::UnknownKid => {
            assert_ne!(got.header["kid"], header["kid"]);
            header["kid"] = got.header["kid"].clone();
        }
        Tamper::NoKid => drop(header.as_object_mut().unwrap().remove("kid")),
        Tamper::PublicKeyAsSecret => {
            header["alg"] = json!("HS256");
            assert!(got.header["kid"].is_string());
            header["kid"] = got.header["kid"].clone();
        }
        _ => {}
    }
    header
}

fn claims(tamper: &Tamper, honest: &Decoded, got: &Decoded, method: &str) -> Value {
    let mut claims = honest.claims.clone();
    for time in ["iat", "exp"] {
        claims[time] = got.claims[time].clone();
    }
    let time = |claims: &Value, name: &str| claims[name].as_i64().unwrap();
    let lives = |claims: &Value| time(claims, "exp") - time(claims, "iat");
    let issued = time(&honest.claims, "iat");
    let absent = |claims: &mut Value, name| {
        assert_eq!(got.claims[name], Value::Null);
        claims.as_object_mut().unwrap().remove(name);
    };
    match tamper {
        Tamper::ChangedClaims => claims["sub"] = json!("712020:somebody-else"),
        Tamper::Expired => {
            assert!(time(&got.claims, "exp") <= issued - 3599);
            assert_eq!(lives(&got.claims), lives(&honest.claims));
        }
        Tamper::NotYetValid => {
            assert!(time(&got.claims, "nbf") >= issued + 3600);
            claims["nbf"] = got.claims["nbf"].clone();
        }
        Tamper::NoExpiry => absent(&mut claims, "exp"),
        Tamper::UnknownIssuer => claims["iss"] = json!("00000000-0000-3000-8000-000000000000"),
        Tamper::NoIssuer => absent(&mut claims, "iss"),
        Tamper::WrongAudience => claims["aud"] = json!(["http://another-app.invalid"]),
        Tamper::NoAudience => absent(&mut claims, "aud"),
        Tamper::WrongQsh => {
            let path = HostPath::Decoded;
            let other = CanonicalRequest::to_app(method, "/another-path", "", path);
            claims["qsh"] = json!(other.qsh());
        }
        Tamper::NoQsh => absent(&mut claims, "qsh"),
        Tamper::ContextQsh => claims["qsh"] = json!("context-qsh"),
        _ => {}
    }
    claims
}
