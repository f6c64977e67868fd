//! The tokens that probes send: a good one, and every kind of bad one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::jwt::{CanonicalRequest, Claims, sign_hs256};
use crate::secret::Secret;

/// By which token a probe asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProbeToken {
    Good,
    None,
    Bearer,
    LowerCaseScheme,
    InQuery,
    Garbage,
    TwoParts,
    BrokenJson,
    NoneAlgorithm,
    OtherAlgorithm,
    Critical,
    WrongSignature,
    WrongSecret,
    Expired,
    JustExpired,
    NotYetValid,
    NoExpiry,
    NoIssueTime,
    ExpiryAsText,
    ExpiryWithDecimals,
    NoIssuer,
    UnknownIssuer,
    NoQsh,
    WrongQsh,
    ContextQsh,
    QshWithContextPath,
    EmptySubject,
    Subject,
}

/// Who signs, and what for.
pub(super) struct Signed<'a> {
    pub(super) app_key: &'a str,
    pub(super) client_key: Option<&'a str>,
    pub(super) secret: &'a Secret,
    pub(super) method: &'a str,
    /// Path and query as they go over the wire.
    pub(super) target: &'a str,
    /// The path of the base URL.
    pub(super) context_path: &'a str,
    pub(super) now: i64,
}

const FOREIGN_SECRET: &str = "a secret of no app, for a comparison";

impl ProbeToken {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Good => "the app's token",
            Self::None => "no token",
            Self::Bearer => "a bearer token that is none",
            Self::LowerCaseScheme => "the app's token, scheme `jwt`",
            Self::InQuery => "the app's token in the query",
            Self::Garbage => "a text that is no token",
            Self::TwoParts => "a token of two parts",
            Self::BrokenJson => "a token whose claims are no JSON",
            Self::NoneAlgorithm => "a token of the algorithm none",
            Self::OtherAlgorithm => "a token of the algorithm HS512",
            Self::Critical => "a token with a critical extension",
            Self::WrongSignature => "a token with another signature",
            Self::WrongSecret => "a token signed with another secret",
            Self::Expired => "a token that ended an hour ago",
            Self::JustExpired => "a token that ended 10 s ago",
            Self::NotYetValid => "a token that begins in an hour",
            Self::NoExpiry => "a token without exp",
            Self::NoIssueTime => "a token without iat",
            Self::ExpiryAsText => "a token whose exp is a text",
            Self::ExpiryWithDecimals => "a token whose exp has decimals",
            Self::NoIssuer => "a token without iss",
            Self::UnknownIssuer => "a token of an app that is not there",
            Self::NoQsh => "a token without qsh",
            Self::WrongQsh => "a token with the qsh of another request",
            Self::ContextQsh => "a token whose qsh is context-qsh",
            Self::QshWithContextPath => "a token whose qsh counts the context path",
            Self::EmptySubject => "a token with an empty sub",
            Self::Subject => "a token with the sub of nobody",
        }
    }

    /// The token itself; none where none is sent.
    pub(super) fn sign(self, of: &Signed<'_>) -> Option<String> {
        let mut claims = of.claims();
        match self {
            Self::None => return None,
            Self::Bearer | Self::Garbage => return Some("no-token".into()),
            Self::TwoParts => {
                return of.with_parts(&claims, |[head, body, _]| format!("{head}.{body}"));
            }
            Self::BrokenJson => {
                let broken = URL_SAFE_NO_PAD.encode("{\"iss\":");
                return of.with_parts(&claims, |[head, _, end]| format!("{head}.{broken}.{end}"));
            }
            Self::NoneAlgorithm => {
                let head = header(&json!({ "typ": "JWT", "alg": "none" }));
                return of.with_parts(&claims, |[_, body, _]| format!("{head}.{body}."));
            }
            Self::OtherAlgorithm => {
                return Some(of.under(&json!({ "typ": "JWT", "alg": "HS512" }), &claims));
            }
            Self::Critical => {
                let head = json!({ "typ": "JWT", "alg": "HS256", "crit": ["probe"], "probe": 1 });
                return Some(of.under(&head, &claims));
            }
            Self::WrongSignature => {
                return of.with_parts(&claims, |[head, body, end]| {
                    let first = if end.starts_with('A') { 'B' } else { 'A' };
                    format!("{head}.{body}.{first}{}", end.get(1..).unwrap_or_default())
                });
            }
            Self::WrongSecret => return Some(sign_hs256(FOREIGN_SECRET, &claims)),
            Self::ExpiryAsText => return Some(of.with_expiry(&claims, "soon".into())),
            Self::ExpiryWithDecimals => {
                #[expect(clippy::cast_precision_loss, reason = "seconds of this century fit")]
                let exp = (of.now + 180) as f64 + 0.5;
                return Some(of.with_expiry(&claims, exp.into()));
            }
            Self::Good | Self::LowerCaseScheme | Self::InQuery => {}
            Self::Expired => (claims.iat, claims.exp) = (Some(of.now - 3800), Some(of.now - 3600)),
            Self::JustExpired => (claims.iat, claims.exp) = (Some(of.now - 190), Some(of.now - 10)),
            Self::NotYetValid => claims.nbf = Some(of.now + 3600),
            Self::NoExpiry => claims.exp = None,
            Self::NoIssueTime => claims.iat = None,
            Self::NoIssuer => claims.iss = None,
            Self::UnknownIssuer => claims.iss = Some("com.example.an-app-that-is-not-there".into()),
            Self::NoQsh => claims.qsh = None,
            Self::WrongQsh => {
                claims.qsh = Some(CanonicalRequest::from_app("GET", "/another", "").qsh());
            }
            Self::ContextQsh => claims.qsh = Some("context-qsh".into()),
            Self::QshWithContextPath => {
                claims.qsh = Some(CanonicalRequest::from_app(of.method, of.target, "").qsh());
            }
            Self::EmptySubject => claims.sub = Some(String::new()),
            Self::Subject => claims.sub = Some("712020:nobody".into()),
        }
        Some(sign_hs256(of.secret.expose(), &claims))
    }
}

impl Signed<'_> {
    fn claims(&self) -> Claims {
        let canonical = CanonicalRequest::from_app(self.method, self.target, self.context_path);
        Claims {
            iss: Some(self.app_key.to_owned()),
            aud: self.client_key.map(|key| json!([key])),
            iat: Some(self.now),
            exp: Some(self.now + 180),
            qsh: Some(canonical.qsh()),
            ..Claims::default()
        }
    }

    fn with_parts(
        &self,
        claims: &Claims,
        change: impl FnOnce([&str; 3]) -> String,
    ) -> Option<String> {
        let token = sign_hs256(self.secret.expose(), claims);
        let mut parts = token.split('.');
        Some(change([parts.next()?, parts.next()?, parts.next()?]))
    }

    /// Under another header, rightly signed by HMAC with SHA-256.
    fn under(&self, head: &Value, claims: &impl serde::Serialize) -> String {
        let claims = serde_json::to_vec(claims).unwrap_or_default();
        let message = format!("{}.{}", header(head), URL_SAFE_NO_PAD.encode(claims));
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, self.secret.expose().as_bytes());
        let signature = ring::hmac::sign(&key, message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn with_expiry(&self, claims: &Claims, exp: Value) -> String {
        let mut claims = serde_json::to_value(claims).unwrap_or_default();
        claims["exp"] = exp;
        self.under(&json!({ "typ": "JWT", "alg": "HS256" }), &claims)
    }
}

fn header(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
