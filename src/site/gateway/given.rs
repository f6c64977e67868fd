//! The access tokens of Forge apps, as data.

use std::collections::BTreeMap;

use crate::secret::Secret;

/// The tokens that a site has given out.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct ForgeTokens {
    pub(super) given: BTreeMap<Secret, ForgeToken>,
    pub(super) count: usize,
    /// When an installation was given its first: it was installed then.
    pub(super) since: BTreeMap<(String, u32), i64>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ForgeToken {
    /// The bare id of the app, and which installation of it.
    pub(super) app_id: String,
    pub(super) place: u32,
    /// The user whom the app acts for; none where it acts for itself.
    pub(super) account: Option<String>,
    pub(super) issued: i64,
    pub(super) expires: i64,
}
