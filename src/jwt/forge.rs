//! Signs a token of the tenant, rightly or spoiled.

use super::claims::Claims;
use super::install_key::InstallKey;
use super::invocation::name_another_user;
use super::other_tenant::OtherTenant;
use super::rsa_key::RsaKey;
use super::spoilt_claims::spoil;
use super::tamper::Tamper;
use super::token::{Typ, encoded, sign_hs256, sign_hs256_as, sign_rs256};
use super::token_kind::TokenKind;
use crate::secret::Secret;

const FOREIGN_SECRET: &str = "a foreign secret";
const UNKNOWN_KID: &str = "00000000-0000-4000-8000-000000000000";
const UNKNOWN_INVOCATION_KID: &str =
    "forge/invocation-token/wf-00000000-0000-4000-8000-000000000000";

/// A token before it is signed.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) claims: Claims,
    /// The tenant's own key for such tokens: it signs, unless there is a secret.
    pub(crate) key: RsaKey,
    pub(crate) secret: Option<&'a Secret>,
    /// The method of the request that carries the token.
    pub(crate) method: &'a str,
    /// The last good token that went the same way.
    pub(crate) earlier: Option<Secret>,
    /// A token of another kind, for the ways that send one in place of this.
    pub(crate) instead: Option<Box<Draft<'a>>>,
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
    InvocationKey,
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
        match tamper {
            Tamper::Unsigned => return None,
            Tamper::Garbage => return Some(self.with_token(|_| "no-token".to_owned())),
            Tamper::WrongSignature => return Some(self.with_token(with_another_signature)),
            Tamper::ChangedClaims => return Some(self.for_another_subject()),
            Tamper::ForgeContextToken | Tamper::ConnectToken | Tamper::InvocationToken => {
                let instead = self.instead.take();
                return Some(instead.map_or_else(|| self.honest(), |draft| draft.honest()));
            }
            Tamper::NoneAlgorithm => return Some(self.with_token(without_algorithm)),
            Tamper::Replayed => {
                let earlier = self.earlier.take();
                return Some(self.with_token(|token| match earlier {
                    Some(earlier) => earlier.expose().to_owned(),
                    None => token,
                }));
            }
            Tamper::WrongKey => return Some(self.by_a_foreign_key()),
            Tamper::UnknownKid => {
                let kid = self.unknown_kid();
                return Some(self.under(Some(kid)));
            }
            Tamper::NoKid => return Some(self.under(None)),
            Tamper::PublicKeyAsSecret => return Some(self.by_the_public_key()),
            Tamper::OtherTenant(other) => return Some(self.by(other)),
            // Where it travels is spoilt, and that is up to whoever sends it.
            Tamper::InQuery => {}
            of_claims => spoil(&mut self.claims, self.kind, self.method, of_claims),
        }
        Some(self.honest())
    }

    fn honest(self) -> Forged {
        let kid = self.key.kid().to_owned();
        self.under(Some(&kid))
    }

    fn unknown_kid(&self) -> &'static str {
        match self.kind {
            TokenKind::Invocation => UNKNOWN_INVOCATION_KID,
            _ => UNKNOWN_KID,
        }
    }

    /// The header of an invocation token has no `typ`.
    fn typ(&self) -> Typ {
        match self.kind {
            TokenKind::Invocation => Typ::None,
            _ => Typ::Jwt,
        }
    }

    /// Signed by the right key, which the header calls `kid`; a secret has no id.
    fn under(self, kid: Option<&str>) -> Forged {
        let (token, signer) = match self.secret {
            Some(secret) => (
                sign_hs256(secret.expose(), &self.claims),
                ForgedBy::Secret(secret.clone()),
            ),
            None => (
                sign_rs256(&self.key, self.typ(), kid, &self.claims),
                match self.kind {
                    TokenKind::Invocation => ForgedBy::InvocationKey,
                    _ => ForgedBy::InstallKey,
                },
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
        let kid = self.key.kid();
        let foreign = InstallKey::foreign_to(&self.key);
        let (token, alg, whose) = match self.secret {
            Some(_) => (
                sign_hs256(FOREIGN_SECRET, &self.claims),
                "HS256",
                "a foreign secret",
            ),
            None => (
                sign_rs256(&foreign, self.typ(), Some(kid), &self.claims),
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
        let pem = self.key.public_pem();
        Forged {
            token: sign_hs256_as(&pem, Some(self.key.kid()), &self.claims).into(),
            claims: self.claims,
            signer: ForgedBy::Foreign {
                alg: "HS256",
                whose: match self.kind {
                    TokenKind::Invocation => "the public invocation key",
                    _ => "the public install key",
                },
            },
        }
    }

    /// Other claims under the old signature.
    fn for_another_subject(self) -> Forged {
        let kind = self.kind;
        let mut forged = self.honest();
        let [header, _, signature] = parts(forged.token.expose());
        match kind {
            TokenKind::Invocation => name_another_user(&mut forged.claims),
            _ => forged.claims.sub = Some("712020:somebody-else".into()),
        }
        forged.token = format!("{header}.{}.{signature}", encoded(&forged.claims)).into();
        forged
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
