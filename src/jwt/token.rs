//! Signs tokens, and verifies them in the host's order of checks.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, Header};
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::part::{Unread, read};
use super::qsh::CanonicalRequest;
use super::refusal::Refusal;
use super::rsa_key::RsaKey;
use crate::clock::Utc;
use crate::secret::Secret;

/// How far the clocks of app and host may be apart.
const LEEWAY_MILLIS: i64 = 30_000;

/// HS256 with a shared secret.
pub(crate) fn sign_hs256(secret: &str, claims: &Claims) -> String {
    sign_hs256_as(secret, None, claims)
}

/// The same with a key id in the header, which the host never writes there.
pub(super) fn sign_hs256_as(secret: &str, kid: Option<&str>, claims: &Claims) -> String {
    let mut header = Header::new(Algorithm::HS256);
    header.kid = kid.map(str::to_owned);
    let message = unsigned(&header, claims);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// What a header says of the type of its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typ {
    Jwt,
    /// Nothing.
    None,
}

/// RS256 with a key of the host's; the id in the header is the key's own, unless a test wants
/// another.
pub(super) fn sign_rs256(key: &RsaKey, typ: Typ, kid: Option<&str>, claims: &Claims) -> String {
    let mut header = Header::new(Algorithm::RS256);
    if typ == Typ::None {
        header.typ = None;
    }
    header.kid = kid.map(str::to_owned);
    let message = unsigned(&header, claims);
    format!(
        "{message}.{}",
        URL_SAFE_NO_PAD.encode(key.sign(message.as_bytes()))
    )
}

fn unsigned(header: &impl Serialize, claims: &Claims) -> String {
    format!("{}.{}", encoded(header), encoded(claims))
}

/// A part of a token.
pub(super) fn encoded(part: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(part).expect("header and claims are JSON"))
}

/// A token taken apart, its signature not checked.
#[derive(Debug)]
pub(crate) struct Token<'a> {
    algorithm: String,
    /// Extensions that whoever verifies must know (RFC 7515, 4.1.11).
    critical: Option<Vec<String>>,
    pub(crate) claims: Claims,
    message: &'a str,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct ReadHeader {
    alg: String,
    crit: Option<Vec<String>>,
}

/// Checks 2 and 3: three parts, both readable, claims of the right types, a known algorithm.
pub(crate) fn parse(token: &str) -> Result<Token<'_>, Refusal> {
    let unreadable = |why: &str| Refusal::unreadable(why);
    let mut parts = token.splitn(4, '.');
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(unreadable(
            "Invalid serialized JWS object: it has not three parts",
        ));
    };
    let header = read::<ReadHeader>(header, "header").map_err(Unread::of_part)?;
    if header.alg.eq_ignore_ascii_case("none") {
        return Err(unreadable("the algorithm `none` is no JWS algorithm"));
    }
    let claims = read::<Claims>(claims, "claims").map_err(|unread| unread.of_claims())?;
    if !matches!(header.alg.as_str(), "HS256" | "RS256") {
        return Err(Refusal::unsupported_algorithm(&header.alg));
    }
    let (message, _) = token.rsplit_once('.').unwrap_or((token, signature));
    let signature = URL_SAFE_NO_PAD
        .decode(signature)
        .map_err(|_| unreadable("the signature is not base64url"))?;
    Ok(Token {
        algorithm: header.alg,
        critical: header.crit,
        claims,
        message,
        signature,
    })
}

impl Token<'_> {
    pub(crate) fn algorithm(&self) -> &str {
        &self.algorithm
    }

    /// Checks 5 to 9, once the issuer is known: symmetric, signature, times, qsh. The request is
    /// looked at last: nobody without the secret makes the tenant take it apart.
    pub(crate) fn verify(
        &self,
        secret: &Secret,
        now_millis: i64,
        request: impl FnOnce() -> CanonicalRequest,
    ) -> Result<(), Refusal> {
        self.verify_but_for_request(secret, now_millis)?;
        let qsh = self.claims.qsh.as_deref().ok_or_else(Refusal::no_qsh)?;
        let canonical = request();
        if qsh == canonical.qsh() {
            Ok(())
        } else {
            Err(Refusal::wrong_qsh(&canonical, qsh))
        }
    }

    /// Signature and times, in this order.
    pub(crate) fn verify_but_for_request(
        &self,
        secret: &Secret,
        now_millis: i64,
    ) -> Result<(), Refusal> {
        if self.algorithm == "RS256" {
            return Err(Refusal::asymmetric());
        }
        if let Some(critical) = &self.critical {
            return Err(Refusal::critical(critical));
        }
        hmac::verify(secret.hmac_key(), self.message.as_bytes(), &self.signature)
            .map_err(|_| Refusal::bad_signature())?;
        self.verify_times(now_millis)
    }

    fn verify_times(&self, now: i64) -> Result<(), Refusal> {
        let (Some(exp), Some(_)) = (self.claims.exp, self.claims.iat) else {
            return Err(Refusal::no_lifetime());
        };
        let millis = |seconds: i64| seconds.saturating_mul(1000);
        if let Some(nbf) = self.claims.nbf {
            if exp <= nbf {
                let message = format!(
                    "The expiration time must be after the not-before time but exp={} and nbf={}",
                    date(millis(exp)),
                    date(millis(nbf))
                );
                return Err(Refusal::lifetime(
                    message,
                    "exp > nbf",
                    format!("exp {exp}, nbf {nbf}"),
                ));
            }
            if millis(nbf) > now.saturating_add(LEEWAY_MILLIS) {
                let message = format!(
                    "Not-before time is {} and time is now {} (30 leeway seconds is allowed)",
                    date(millis(nbf)),
                    date(now)
                );
                let ahead = millis(nbf).saturating_sub(now);
                return Err(Refusal::lifetime(
                    message,
                    "nbf <= now + 30 s",
                    format!("nbf {} s ahead", ahead / 1000),
                ));
            }
        }
        if millis(exp) < now.saturating_sub(LEEWAY_MILLIS) {
            let message = format!(
                "Expired at {} and time is now {} (30 seconds leeway is allowed)",
                date(millis(exp)),
                date(now)
            );
            let late = now.saturating_sub(millis(exp));
            return Err(Refusal::lifetime(
                message,
                "exp >= now - 30 s",
                format!("expired {} s ago", late / 1000),
            ));
        }
        Ok(())
    }
}

/// Algorithm, key id and claims of a token, for the log; nothing is checked.
pub(crate) fn read_claims(token: &str) -> Option<(String, Option<String>, Claims)> {
    #[derive(Deserialize)]
    struct Parts {
        alg: String,
        kid: Option<String>,
    }
    let mut parts = token.split('.');
    let header: Parts = read(parts.next()?, "header").ok()?;
    let claims = read(parts.next()?, "claims").ok()?;
    Some((header.alg, header.kid, claims))
}

/// As the host's messages have it.
fn date(millis: i64) -> String {
    Utc::of_millis(millis).java()
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
