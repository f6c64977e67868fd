//! What a test may spoil in a token of the tenant, to see whether the app notices.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::jwt::Claims;

/// How far a spoilt token is in the past or the future, in seconds.
const HOUR: i64 = 3600;

/// What is wrong with a token of the tenant. An app should refuse every one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Tamper {
    /// There is none.
    Missing,
    /// Not a token at all.
    Garbage,
    /// Signed with another secret.
    WrongSecret,
    /// The claims changed after signing: another acting user.
    ChangedClaims,
    /// The signature cut off and `none` as algorithm.
    NoneAlgorithm,
    /// Expired an hour ago.
    Expired,
    /// Without an expiry.
    NoExpiry,
    /// Issued by a tenant that the app has never heard of.
    UnknownIssuer,
    /// Without an issuer.
    NoIssuer,
    /// The query string hash of another request.
    WrongQsh,
    /// Without a query string hash.
    NoQsh,
    /// The fixed `context-qsh`, which is good only where the app asks for context tokens.
    ContextQsh,
}

impl Tamper {
    /// Every one of them, for a test that tries all.
    pub const ALL: &'static [Tamper] = &[
        Tamper::Missing,
        Tamper::Garbage,
        Tamper::WrongSecret,
        Tamper::ChangedClaims,
        Tamper::NoneAlgorithm,
        Tamper::Expired,
        Tamper::NoExpiry,
        Tamper::UnknownIssuer,
        Tamper::NoIssuer,
        Tamper::WrongQsh,
        Tamper::NoQsh,
        Tamper::ContextQsh,
    ];

    /// Spoils the claims, before they are signed.
    pub(crate) fn claims(self, claims: &mut Claims) {
        match self {
            Tamper::Expired => {
                let life = claims.exp.zip(claims.iat).map_or(0, |(exp, iat)| exp - iat);
                claims.iat = claims.iat.map(|time| time - HOUR - life);
                claims.exp = claims.exp.map(|time| time - HOUR - life);
            }
            Tamper::NoExpiry => claims.exp = None,
            Tamper::UnknownIssuer => {
                claims.iss = Some("00000000-0000-3000-8000-000000000000".into());
            }
            Tamper::NoIssuer => claims.iss = None,
            Tamper::WrongQsh => claims.qsh = Some("0".repeat(64)),
            Tamper::NoQsh => claims.qsh = None,
            Tamper::ContextQsh => claims.qsh = Some("context-qsh".into()),
            _ => {}
        }
    }

    /// Spoils the signed token; `None` for no token at all.
    pub(crate) fn token(self, token: String) -> Option<String> {
        let mut parts = token.split('.');
        let (Some(header), Some(claims), Some(signature)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Some(token);
        };
        match self {
            Tamper::Missing => None,
            Tamper::Garbage => Some("no-token".into()),
            Tamper::NoneAlgorithm => {
                let header = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"none"}"#);
                Some(format!("{header}.{claims}."))
            }
            Tamper::ChangedClaims => {
                let claims = URL_SAFE_NO_PAD.decode(claims).unwrap_or_default();
                let mut claims: Claims = serde_json::from_slice(&claims).unwrap_or_default();
                claims.sub = Some("712020:somebody-else".into());
                let claims = serde_json::to_vec(&claims).unwrap_or_default();
                let claims = URL_SAFE_NO_PAD.encode(claims);
                Some(format!("{header}.{claims}.{signature}"))
            }
            _ => Some(token),
        }
    }
}
