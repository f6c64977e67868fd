//! The access tokens of Forge apps, as data.

use std::collections::BTreeMap;

use crate::secret::Secret;
use crate::site::kept_tokens::KeptTokens;

/// For whom a token is: the app by its id, which installation of it, and the user.
pub(super) type Holder = (String, u32, Option<String>);

/// The tokens that a site has given out.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct ForgeTokens {
    pub(super) given: KeptTokens<ForgeToken>,
    /// The newest of each holder.
    pub(super) newest: BTreeMap<Holder, Secret>,
    pub(super) count: usize,
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

impl ForgeToken {
    pub(super) fn holder(&self) -> Holder {
        (self.app_id.clone(), self.place, self.account.clone())
    }
}
