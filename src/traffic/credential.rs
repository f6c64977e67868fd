//! `Credential`: what a request was signed with, and for whom.

use std::fmt;

use serde::Serialize;

use super::texts::Texts;

/// What a request brought to say who sends it. `Display` words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Credential {
    /// A callback without a token.
    Unsigned,
    /// A token, signed as it says.
    Jwt {
        /// The `alg` of its header.
        alg: String,
        /// Whose key signed it.
        signer: Signer,
        /// For whom it is, where it says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        audience: Option<String>,
    },
    /// A token that was refused; the notes say by which check.
    Refused {
        /// The `alg` of its header, if that can be read.
        #[serde(skip_serializing_if = "Option::is_none")]
        alg: Option<String>,
    },
    /// An assertion in the body, to be exchanged for an access token.
    Assertion {
        /// The `alg` of its header.
        alg: String,
    },
    /// An access token, by which an app acts as a user.
    Bearer {
        /// The user's account id.
        account: String,
    },
    /// A token of Forge's, by which an app calls for itself or as a user.
    Forge {
        /// The user's account id; none where the app calls for itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        /// Which one, by its label: `systemToken#1`.
        token: String,
    },
    /// The session of a user, in whose browser a page of the app asks by `AP.request`.
    Page {
        /// The user's account id.
        account: String,
    },
    /// Basic authentication.
    Basic {
        /// The user's name.
        user: String,
    },
}

/// Whose key signed a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Signer {
    /// The host's install key.
    InstallKey,
    /// Forge's key for invocation tokens.
    InvocationKey,
    /// A secret that a tenant shares with an app, by its label: `sharedSecret#1`.
    Secret(String),
    /// A key or secret that is not the one the app knows, in words: `a foreign key`.
    Foreign(String),
}

impl Texts for Credential {
    fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Credential::Unsigned => Vec::new(),
            Credential::Jwt {
                alg,
                signer,
                audience,
            } => {
                let label = match signer {
                    Signer::InstallKey | Signer::InvocationKey => None,
                    Signer::Secret(label) | Signer::Foreign(label) => Some(label),
                };
                [alg].into_iter().chain(label).chain(audience).collect()
            }
            Credential::Refused { alg } => alg.iter_mut().collect(),
            Credential::Assertion { alg } => vec![alg],
            Credential::Forge { account, token } => account.iter_mut().chain([token]).collect(),
            Credential::Bearer { account } | Credential::Page { account } => vec![account],
            Credential::Basic { user } => vec![user],
        }
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Credential::Unsigned => f.write_str("unsigned"),
            Credential::Jwt {
                alg,
                signer,
                audience,
            } => {
                match signer {
                    Signer::InstallKey => write!(f, "{alg} install key")?,
                    Signer::InvocationKey => write!(f, "{alg} invocation key")?,
                    Signer::Secret(label) | Signer::Foreign(label) => write!(f, "{alg} {label}")?,
                }
                audience
                    .iter()
                    .try_for_each(|audience| write!(f, ", aud {audience}"))
            }
            Credential::Refused { alg } => {
                write!(f, "{} refused", alg.as_deref().unwrap_or("unreadable"))
            }
            Credential::Assertion { alg } => write!(f, "{alg} assertion"),
            Credential::Bearer { account } => write!(f, "Bearer, as {account}"),
            Credential::Forge { account: None, .. } => f.write_str("Forge, as the app"),
            Credential::Forge {
                account: Some(account),
                ..
            } => write!(f, "Forge, as {account}"),
            Credential::Page { account } => write!(f, "AP.request, as {account}"),
            Credential::Basic { user } => write!(f, "Basic, as {user}"),
        }
    }
}
