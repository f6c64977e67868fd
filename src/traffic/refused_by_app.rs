//! `RefusedByApp`: what the tenant had signed where an app refused it, for whoever seeks the app's mistake.

use serde::Serialize;

use crate::screen::Role;

/// What stands behind a 401 or 403 of the app to a token of the tenant that was right: the request
/// that was signed, the URL as it went out, and what apps get wrong with such a one.
///
/// What was percent-encoded still is; only its port is a placeholder.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RefusedByApp {
    /// The canonical request whose hash is the token's `qsh`.
    pub canonical: String,
    /// Method and URL as they were sent, token left out.
    pub sent: String,
    /// What the app may have got wrong.
    pub likely: Vec<String>,
}

impl RefusedByApp {
    pub(super) fn worded(&self) -> Vec<(Role, String)> {
        let signed = format!("the token was right; its qsh is of: {}", self.canonical);
        let mut lines = vec![
            (Role::Expected, signed),
            (Role::Got, format!("sent as: {}", self.sent)),
        ];
        let likely = self.likely.iter();
        lines.extend(likely.map(|likely| (Role::Likely, format!("likely: {likely}"))));
        lines
    }

    pub(super) fn texts(&mut self) -> Vec<&mut String> {
        let both = [&mut self.canonical, &mut self.sent];
        both.into_iter().chain(&mut self.likely).collect()
    }
}
