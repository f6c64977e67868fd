//! `ForgeContract`: the contract of Forge Remote as it was at a date.

use serde::{Deserialize, Serialize};

/// The contract of Forge Remote as of a date. What a Forge Invocation Token says has changed again
/// and again; a backend that lives through the year meets all of them.
///
/// | | `app.version` | `contexts[].cloudId` | licence | its dates |
/// |---|---|---|---|---|
/// | `2025-10` | there | none | `isActive` | milliseconds since 1970 |
/// | `2026-04` | there | none | `active`, `isActive` | milliseconds since 1970 |
/// | `2026-08` | there | there | `active`, `isActive` | ISO 8601 |
/// | `2026-11` | none | there | `active` | ISO 8601 |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ForgeContract {
    /// As captured in two live tokens.
    #[serde(rename = "2025-10")]
    October2025,
    /// With the licence's `active`, announced for 17 April 2026.
    #[serde(rename = "2026-04")]
    April2026,
    /// The newest that is documented.
    #[default]
    #[serde(rename = "2026-08")]
    August2026,
    /// Without what was announced to go: `app.version`, and the licence's `isActive`, which may be
    /// gone since 17 October 2026.
    #[serde(rename = "2026-11")]
    November2026,
}

impl ForgeContract {
    pub(super) fn has_build(self) -> bool {
        self < Self::November2026
    }

    pub(super) fn has_cloud_id_in_contexts(self) -> bool {
        self >= Self::August2026
    }

    pub(super) fn has_active(self) -> bool {
        self >= Self::April2026
    }

    pub(super) fn has_is_active(self) -> bool {
        self < Self::November2026
    }

    pub(super) fn has_iso_dates(self) -> bool {
        self >= Self::August2026
    }

    /// The capability set, the modes, and no support entitlement number any more.
    pub(super) fn has_editions(self) -> bool {
        self >= Self::April2026
    }
}

/// What a token that goes with an event calls the type of its module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TriggerModuleType {
    /// `core:trigger`, as captured.
    #[default]
    CoreTrigger,
    /// `core:endpoint`, as documented for all that is no front end.
    CoreEndpoint,
}
