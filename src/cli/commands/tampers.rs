//! How a command spoils a token.

use clap::builder::{PossibleValue, PossibleValuesParser};
use mockfluence::{OtherTenant, Tamper};

/// The way that needs to know a second tenant.
pub(super) const OTHER_TENANT: &str = "other-tenant";

#[derive(Debug, clap::Args)]
pub(super) struct TamperArgs {
    /// Spoils the token, to see that the app refuses it
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(ways()))]
    tamper: Option<String>,
    /// For `other-tenant`: the clientKey of the tenant that issues it
    #[arg(long, value_name = "KEY", required_if_eq("tamper", OTHER_TENANT))]
    client_key: Option<String>,
    /// For `other-tenant`: the secret that tenant shares with the app, for a genuine token
    #[arg(long, value_name = "SECRET", requires = "client_key")]
    shared_secret: Option<String>,
}

/// All ways, for help and completions.
fn ways() -> Vec<PossibleValue> {
    let ways = Tamper::ALL.iter();
    let ways = ways.map(|way| PossibleValue::new(way.name()).help(way.description()));
    let other = PossibleValue::new(OTHER_TENANT).help("issued by another tenant (--client-key)");
    ways.chain([other]).collect()
}

impl TamperArgs {
    pub(super) fn tamper(self) -> Option<Tamper> {
        let name = self.tamper?;
        match (self.client_key, self.shared_secret) {
            (Some(key), secret) if name == OTHER_TENANT => {
                let other = OtherTenant::new(key);
                Some(Tamper::OtherTenant(match secret {
                    Some(secret) => other.shared_secret(secret),
                    None => other,
                }))
            }
            // The list holds no other names.
            _ => name.parse().ok(),
        }
    }
}
