//! Why an app is disabled.

use std::fmt;

use serde::Serialize;

/// Why an app is disabled. `Display` words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DisabledReason {
    /// Somebody disabled it.
    ByAdmin,
    /// It was disabled before an upgrade, which does not enable it.
    BeforeUpgrade,
    /// A translation file of its cannot be read (setting `broken_translation`).
    BrokenTranslation {
        /// Which, and what is wrong with it.
        why: String,
    },
}

impl fmt::Display for DisabledReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DisabledReason::ByAdmin => f.write_str("it was disabled by a command"),
            DisabledReason::BeforeUpgrade => {
                f.write_str("it was disabled before the upgrade, which does not enable it")
            }
            DisabledReason::BrokenTranslation { why } => {
                write!(f, "a translation file cannot be read: {why}")
            }
        }
    }
}
