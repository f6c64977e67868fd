//! The ways in which a token of the tenant can be spoiled: one vocabulary for faults on callbacks
//! and webhooks, for module loads and for context tokens.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::other_tenant::OtherTenant;
use crate::slip::did_you_mean;

/// The ways without data: name, words, and in which they are told apart in code.
macro_rules! ways {
    ($($(#[$attribute:meta])* $way:ident = $name:literal, $words:literal;)*) => {
        /// What is wrong with a token of the tenant. An app should refuse every one of them.
        ///
        /// Its name, in kebab-case, is the same in JSON, on the command line and in `Display`.
        ///
        /// ```
        /// use mockfluence::Tamper;
        /// assert_eq!("expired".parse(), Ok(Tamper::Expired));
        /// assert_eq!(Tamper::Expired.to_string(), "expired");
        /// assert_eq!(Tamper::Expired.description(), "expired token");
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Tamper {
            $($(#[$attribute])* $way,)*
            /// Another tenant's: see [`OtherTenant`].
            OtherTenant(OtherTenant),
        }

        impl Tamper {
            /// Every one that needs no second tenant, for a test that tries all.
            pub const ALL: &'static [Tamper] = &[$(Tamper::$way,)*];

            /// Its name, as in JSON.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Tamper::$way => $name,)*
                    Tamper::OtherTenant(_) => "other-tenant",
                }
            }

            /// What is wrong with the token, in a few words: for the log, and for help texts.
            #[must_use]
            pub fn description(&self) -> &'static str {
                match self {
                    $(Tamper::$way => $words,)*
                    Tamper::OtherTenant(OtherTenant { shared_secret: None, .. }) => {
                        "issuer of another tenant"
                    }
                    Tamper::OtherTenant(_) => "genuine token of another tenant",
                }
            }
        }
    };
}

ways! {
    /// There is none.
    #[serde(alias = "missing")]
    Unsigned = "unsigned", "no token";
    /// Not a token at all.
    Garbage = "garbage", "no token but garbage";
    /// The signature changed after signing.
    WrongSignature = "wrong-signature", "wrong signature";
    /// The claims changed after signing: another acting user.
    ChangedClaims = "changed-claims", "claims changed after signing";
    /// The signature cut off and `none` as algorithm.
    NoneAlgorithm = "none-algorithm", "algorithm `none`, no signature";
    /// Signed with another secret, or with another RSA key under the right key id.
    #[serde(alias = "wrong-secret")]
    WrongKey = "wrong-key", "signed with a foreign key";
    /// A key id that nobody serves. RS256 only.
    UnknownKid = "unknown-kid", "unknown key id";
    /// Without a key id. RS256 only.
    NoKid = "no-kid", "no key id";
    /// HS256 with the PEM of the install key's public half as secret, under its key id: taken by
    /// an app that lets the token say which algorithm its key is for.
    PublicKeyAsSecret = "public-key-as-secret", "HS256 with the public key as secret";
    /// Expired an hour ago.
    Expired = "expired", "expired token";
    /// Valid in an hour.
    NotYetValid = "not-yet-valid", "token not valid yet";
    /// Without an expiry.
    NoExpiry = "no-expiry", "token without expiry";
    /// Issued by a tenant that the app has never heard of; a body still names the right one.
    UnknownIssuer = "unknown-issuer", "unknown issuer";
    /// Without an issuer.
    NoIssuer = "no-issuer", "no issuer";
    /// For another app. RS256 only, as the tenant's other tokens have no audience.
    WrongAudience = "wrong-audience", "wrong audience";
    /// Without an audience. RS256 only.
    NoAudience = "no-audience", "no audience";
    /// The query string hash of another path.
    WrongQsh = "wrong-qsh", "qsh of another path";
    /// Without a query string hash.
    NoQsh = "no-qsh", "no qsh";
    /// The fixed `context-qsh`, which is good only where the app asks for context tokens.
    ContextQsh = "context-qsh", "`context-qsh` for a qsh";
    /// The last good token that went to the same path.
    Replayed = "replayed", "an earlier token again";
    /// In the parameter `jwt`, where an app must look at the header alone.
    InQuery = "in-query", "token in the query";
    /// Genuine, but of another Forge app: the right key signed it, and all that names the app in it
    /// is the other one's. Taken by an app that verifies no more than the signature.
    OtherApp = "other-app", "genuine token of another app";
    /// A context token of Forge's where its invocation token is due, signed by the right key.
    ForgeContextToken = "forge-context-token", "a context token of Forge's in its place";
    /// The token of a Connect app, HS256 with the shared secret, where Forge's is due.
    ConnectToken = "connect-token", "a Connect token where Forge's is due";
    /// The invocation token of a Forge app where Connect's token is due.
    InvocationToken = "invocation-token", "an invocation token of Forge's where Connect's is due";
    /// An installation in `app.installation.id`, and another in `app.installationId`.
    MixedInstallations = "mixed-installations", "two installations in one token";
    /// A site in `context.cloudId`, and another in `app.apiBaseUrl`.
    MixedSites = "mixed-sites", "two sites in one token";
    /// Without the installation.
    NoInstallation = "no-installation", "no installation";
    /// An `icLabel` that makes another host of the URL into which an app puts it unread.
    DangerousLabel = "dangerous-label", "an `icLabel` that is no label";
}

impl fmt::Display for Tamper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no way to spoil a token; `Display` lists those there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTamper(String);

impl fmt::Display for UnknownTamper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Tamper::ALL.iter().map(Tamper::name).collect();
        let Self(text) = self;
        write!(
            f,
            "`{text}` is no way to spoil a token; there are: {}{}",
            names.join(", "),
            did_you_mean(text, names.iter().copied())
        )
    }
}

impl std::error::Error for UnknownTamper {}

impl FromStr for Tamper {
    type Err = UnknownTamper;

    /// By its name; the older names `missing` and `wrong-secret` count too.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = match text {
            "missing" => "unsigned",
            "wrong-secret" => "wrong-key",
            other => other,
        };
        let known = Self::ALL.iter().find(|tamper| tamper.name() == name);
        known.cloned().ok_or_else(|| UnknownTamper(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_has_one_name_everywhere_and_its_old_names_still_count() {
        for tamper in Tamper::ALL {
            let json = serde_json::to_value(tamper).unwrap();
            assert_eq!(json, tamper.name());
            assert_eq!(tamper.to_string(), tamper.name());
            assert_eq!(tamper.name().parse().as_ref(), Ok(tamper));
            assert_eq!(&serde_json::from_value::<Tamper>(json).unwrap(), tamper);
            let old = |one: &Tamper| one.description() == tamper.description();
            assert_eq!(Tamper::ALL.iter().filter(|one| old(one)).count(), 1);
        }
        for (old, tamper) in [
            ("missing", Tamper::Unsigned),
            ("wrong-secret", Tamper::WrongKey),
        ] {
            assert_eq!(old.parse(), Ok(tamper.clone()));
            assert_eq!(
                serde_json::from_value::<Tamper>(old.into()).unwrap(),
                tamper
            );
        }
        let unknown = "expierd".parse::<Tamper>().unwrap_err().to_string();
        assert!(unknown.contains("`expierd` is no way") && unknown.contains("expired, not-yet"));
    }
}
