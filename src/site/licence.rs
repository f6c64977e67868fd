//! An app's licence on a tenant.

use serde::{Deserialize, Serialize};

/// What identifies a licence, here and in lifecycle payloads. The first is deprecated.
pub(super) const SUPPORT_ENTITLEMENT_NUMBER: &str = "SEN-1";
pub(super) const ENTITLEMENT_ID: &str = "00000000-0000-4000-8000-000000000001";
pub(super) const ENTITLEMENT_NUMBER: &str = "E-000-000-001";

/// The licence of an app on a tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema, clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Licence {
    /// None: a free app, or one that is not paid for.
    #[default]
    None,
    /// Paid for.
    Active,
    /// On trial.
    Evaluation,
    /// Not paid for any more.
    Expired,
}

impl Licence {
    /// Whether the host says `lic=active`.
    #[must_use]
    pub fn is_active(self) -> bool {
        matches!(self, Licence::Active | Licence::Evaluation)
    }

    /// The licence as it is called in JSON and on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Licence::None => "none",
            Licence::Active => "active",
            Licence::Evaluation => "evaluation",
            Licence::Expired => "expired",
        }
    }

    /// The value of every `lic` parameter.
    pub(crate) fn in_urls(self) -> &'static str {
        if self.is_active() { "active" } else { "none" }
    }
}
