//! The claims of a token, spoilt before it is signed.

use serde_json::Value;

use super::claims::Claims;
use super::invocation;
use super::qsh::hash;
use super::tamper::Tamper;
use super::token_kind::TokenKind;

/// How far a spoilt token is in the past or the future, in seconds.
const HOUR: i64 = 3600;

const UNKNOWN_CLIENT_KEY: &str = "00000000-0000-3000-8000-000000000000";
const OTHER_AUDIENCE: &str = "http://another-app.invalid";

/// Spoils them in this way, for a request of this method; the ways that are none of claims leave
/// them as they are.
pub(super) fn spoil(claims: &mut Claims, kind: TokenKind, method: &str, way: &Tamper) {
    if kind == TokenKind::Invocation && invocation::spoil(claims, way) {
        return;
    }
    match way {
        Tamper::Expired => {
            // Past by an hour, however long its life is.
            let life = claims.exp.zip(claims.iat);
            let life = life.map_or(0, |(exp, iat)| exp.saturating_sub(iat));
            shift(claims, life.saturating_add(HOUR).saturating_neg());
        }
        Tamper::NotYetValid => {
            shift(claims, HOUR);
            claims.nbf = claims.iat;
        }
        Tamper::NoExpiry => claims.exp = None,
        Tamper::UnknownIssuer => claims.iss = Some(UNKNOWN_CLIENT_KEY.into()),
        Tamper::NoIssuer => claims.iss = None,
        Tamper::WrongAudience => {
            let is_text = claims.aud.as_ref().is_some_and(Value::is_string);
            claims.aud = Some(match is_text {
                true => OTHER_AUDIENCE.into(),
                false => serde_json::json!([OTHER_AUDIENCE]),
            });
        }
        Tamper::NoAudience => claims.aud = None,
        Tamper::WrongQsh => claims.qsh = Some(hash(&format!("{method}&/another-path&"))),
        Tamper::NoQsh => claims.qsh = None,
        Tamper::ContextQsh => claims.qsh = Some("context-qsh".into()),
        _ => {}
    }
}

fn shift(claims: &mut Claims, by: i64) {
    for time in [&mut claims.iat, &mut claims.exp, &mut claims.nbf] {
        *time = time.map(|time| time.saturating_add(by));
    }
}
