//! Signs a token of the tenant, rightly or spoiled.

use serde_json::Value;

use super::claims::Claims;
use super::install_key::InstallKey;
use super::other_tenant::OtherTenant;
use super::qsh::hash;
use super::tamper::Tamper;
use super::token::{encoded, sign_hs256, sign_hs256_as, sign_rs256};
use crate::secret::Secret;

/// How far a spoilt token is in the past or the future, in seconds.
const HOUR: i64 = 3600;

const FOREIGN_SECRET: &str = "a foreign secret";
const UNKNOWN_KID: &str = "00000000-0000-4000-8000-000000000000";
const UNKNOWN_CLIENT_KEY: &str = "00000000-0000-3000-8000-000000000000";
const OTHER_AUDIENCE: &str = "http://another-app.invalid";

/// A token before it is signed.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) claims: Claims,
    /// The tenant's install key: it signs, unless there is a secret.
    pub(crate) install_key: &'a InstallKey,
    pub(crate) secret: Option<&'a Secret>,
    /// The method of the request that carries the token.
    pub(crate) method: &'a str,
    /// The last good token that went the same way.
    pub(crate) earlier: Option<Secret>,
}

/// What went into a token, once it is signed.
#[derive(Clone, Debug)]
pub(crate) struct Forged {
    pub(crate) token: Secret,
    pub(crate) claims: Claims,
    pub(crate) signer: ForgedBy,
}

/// Whose key signed a token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ForgedBy {
    InstallKey,
    /// This secret.
    Secret(Secret),
    /// A key or secret that is not the one the app knows; in words.
    Foreign {
        alg: &'static str,
        whose: &'static str,
    },
}

impl Draft<'_> {
    /// The token, spoilt where a test wants it so; none if it wants none.
    pub(crate) fn sign(mut self, tamper: Option<&Tamper>) -> Option<Forged> {
        let Some(tamper) = tamper else {
            return Some(self.honest());
        };
        let shift = |time: Option<i64>, by: i64| time.map(|time| time.saturating_add(by));
        match tamper {
            Tamper::Unsigned => return None,
            Tamper::Garbage => return Some(self.with_token(|_| "no-token".to_owned())),
            Tamper::WrongSignature => return Some(self.with_token(with_another_signature)),
            Tamper::ChangedClaims => return Some(self.honest().for_another_subject()),
            Tamper::NoneAlgorithm => return Some(self.with_token(without_algorithm)),
            Tamper::Replayed => {
                let earlier = self.earlier.take();
                return Some(self.with_token(|token| match earlier {
                    Some(earlier) => earlier.expose().to_owned(),
                    None => token,
                }));
            }
            Tamper::WrongKey => return Some(self.by_a_foreign_key()),
            Tamper::UnknownKid => return Some(self.under(Some(UNKNOWN_KID))),
            Tamper::NoKid => return Some(self.under(None)),
            Tamper::PublicKeyAsSecret => return Some(self.by_the_public_key()),
            Tamper::OtherTenant(other) => return Some(self.by(other)),
            // Where it travels is spoilt, and that is up to whoever sends it.
            Tamper::InQuery => {}
            Tamper::Expired => {
                // Past by an hour, however long its life is.
                let life = self.claims.exp.zip(self.claims.iat);
                let life = life.map_or(0, |(exp, iat)| exp.saturating_sub(iat));
                let back = life.saturating_add(HOUR).saturating_neg();
                self.claims.iat = shift(self.claims.iat, back);
                self.claims.exp = shift(self.claims.exp, back);
            }
            Tamper::NotYetValid => {
                self.claims.iat = shift(self.claims.iat, HOUR);
                self.claims.exp = shift(self.claims.exp, HOUR);
                self.claims.nbf = self.claims.iat;
            }
            Tamper::NoExpiry => self.claims.exp = None,
            Tamper::UnknownIssuer => self.claims.iss = Some(UNKNOWN_CLIENT_KEY.into()),
            Tamper::NoIssuer => self.claims.iss = None,
            Tamper::WrongAudience => {
                let is_text = self.claims.aud.as_ref().is_some_and(Value::is_string);
                self.claims.aud = Some(match is_text {
                    true => OTHER_AUDIENCE.into(),
                    false => serde_json::json!([OTHER_AUDIENCE]),
                });
            }
            Tamper::NoAudience => self.claims.aud = None,
            Tamper::WrongQsh => {
                let canonical = format!("{}&/another-path&", self.method);
                self.claims.qsh = Some(hash(&canonical));
            }
            Tamper::NoQsh => self.claims.qsh = None,
            Tamper::ContextQsh => self.claims.qsh = Some("context-qsh".into()),
        }
        Some(self.honest())
    }

    fn honest(self) -> Forged {
        let kid = self.install_key.kid().to_owned();
        self.under(Some(&kid))
    }

    /// Signed by the right key, which the header calls `kid`; a secret has no id.
    fn under(self, kid: Option<&str>) -> Forged {
        let (token, signer) = match self.secret {
            Some(secret) => (
                sign_hs256(secret.expose(), &self.claims),
                ForgedBy::Secret(secret.clone()),
            ),
            None => (
                sign_rs256(self.install_key, kid, &self.claims),
                ForgedBy::InstallKey,
            ),
        };
        Forged {
            token: token.into(),
            claims: self.claims,
            signer,
        }
    }

    fn with_token(self, spoil: impl FnOnce(String) -> String) -> Forged {
        let mut forged = self.honest();
        forged.token = spoil(forged.token.expose().to_owned()).into();
        forged
    }

    fn by_a_foreign_key(self) -> Forged {
        let kid = self.install_key.kid();
        let foreign = self.install_key.foreign();
        let (token, alg, whose) = match self.secret {
            Some(_) => (
                sign_hs256(FOREIGN_SECRET, &self.claims),
                "HS256",
                "a foreign secret",
            ),
            None => (
                sign_rs256(&foreign, Some(kid), &self.claims),
                "RS256",
                "a foreign key",
            ),
        };
        Forged {
            token: token.into(),
            claims: self.claims,
            signer: ForgedBy::Foreign { alg, whose },
        }
    }

    fn by_the_public_key(self) -> Forged {
        let pem = self.install_key.public_pem();
        Forged {
            token: sign_hs256_as(&pem, Some(self.install_key.kid()), &self.claims).into(),
            claims: self.claims,
            signer: ForgedBy::Foreign {
                alg: "HS256",
                whose: "the public install key",
            },
        }
    }

    fn by(mut self, other: &OtherTenant) -> Forged {
        self.claims.iss = Some(other.client_key.clone());
        match (self.secret, &other.shared_secret) {
            (Some(_), Some(secret)) => Forged {
                token: sign_hs256(secret, &self.claims).into(),
                claims: self.claims,
                signer: ForgedBy::Foreign {
                    alg: "HS256",
                    whose: "another tenant's secret",
                },
            },
            _ => self.honest(),
        }
    }
}

impl Forged {
    /// Other claims under the old signature.
    fn for_another_subject(mut self) -> Self {
        let [header, _, signature] = parts(self.token.expose());
        self.claims.sub = Some("712020:somebody-else".into());
        self.token = format!("{header}.{}.{signature}", encoded(&self.claims)).into();
        self
    }
}

/// Another first character of the signature: still base64url of the same length.
fn with_another_signature(token: String) -> String {
    let [header, claims, signature] = parts(&token);
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    let rest = signature.get(1..).unwrap_or_default();
    format!("{header}.{claims}.{first}{rest}")
}

fn without_algorithm(token: String) -> String {
    let [_, claims, _] = parts(&token);
    let header = encoded(&serde_json::json!({ "typ": "JWT", "alg": "none" }));
    format!("{header}.{claims}.")
}

/// Header, claims and signature of a token that this process signed.
fn parts(token: &str) -> [&str; 3] {
    let mut parts = token.split('.');
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}
