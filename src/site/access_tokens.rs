//! The access tokens by which apps act as users, as data.

use std::collections::BTreeMap;

use super::kept_tokens::KeptTokens;
use crate::secret::Secret;

/// For whom an app acts by an access token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Acting {
    pub(crate) account: String,
    /// What the token is limited to; `None` for all that the app holds.
    pub(crate) scopes: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct AccessToken {
    pub(super) app_key: String,
    /// Which installation of the app it was given to.
    pub(super) place: u32,
    pub(super) acting: Acting,
    pub(super) expires_millis: i64,
}

/// The access tokens of a site, how many were ever given out, and who is logged in.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccessTokens {
    pub(super) given: KeptTokens<AccessToken>,
    pub(super) count: usize,
    /// The accounts, by their sessions.
    pub(super) sessions: BTreeMap<Secret, String>,
}
