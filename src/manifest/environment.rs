//! The environments of a Forge app.

use serde::{Deserialize, Serialize};

/// The environment that a version of a Forge app was deployed to. Each has an id of its own, and a site takes one of
/// them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema, clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ForgeEnvironment {
    /// `PRODUCTION`, the one that customers have. The only one whose calls tell of a licence.
    #[default]
    Production,
    /// `STAGING`.
    Staging,
    /// `DEVELOPMENT`, where `forge deploy` deploys to if nothing is said.
    Development,
}

impl ForgeEnvironment {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Production, Self::Staging, Self::Development];

    /// The environment's type as tokens have it.
    ///
    /// ```
    /// use mockfluence::manifest::ForgeEnvironment;
    ///
    /// assert_eq!(ForgeEnvironment::Staging.token_name(), "STAGING");
    /// ```
    #[must_use]
    pub fn token_name(self) -> &'static str {
        match self {
            Self::Production => "PRODUCTION",
            Self::Staging => "STAGING",
            Self::Development => "DEVELOPMENT",
        }
    }
}
