//! A token for a user who is not in session, which the app gets for its own.

use http::HeaderMap;

use crate::site::Site;
use crate::site::rejection::Rejection;

/// What the mutation `offlineUserAuthToken` comes to.
#[derive(Debug, PartialEq)]
pub(crate) enum Impersonation {
    /// The app of this id may act as the account.
    Granted { app_id: String, account: String },
    /// It may not. The words are assumed.
    Refused(String),
}

impl Site {
    /// Whether the app that calls may act as this user, in these contexts.
    ///
    /// # Errors
    /// If it is no app that calls.
    pub(crate) fn impersonation(
        &self,
        headers: &HeaderMap,
        contexts: &[String],
        account: &str,
        now_millis: i64,
    ) -> Result<Impersonation, Rejection> {
        let app = self.forge_app_by_system_token(headers, now_millis)?;
        let own = format!("ari:cloud:confluence::site/{}", self.cloud_id());
        if !contexts.contains(&own) {
            let why = format!("contextIds must name the context of the installation: {own}");
            return Ok(Impersonation::Refused(why));
        }
        Ok(match self.user(account) {
            Some(user) if !user.is_inactive() => Impersonation::Granted {
                app_id: app.manifest.app_id().to_owned(),
                account: account.to_owned(),
            },
            Some(_) => Impersonation::Refused(format!("user {account} is not active")),
            None => Impersonation::Refused(format!("user {account} does not exist")),
        })
    }
}
