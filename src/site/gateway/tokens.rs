//! The access tokens of Forge apps: whose, for whom, and how long.

use super::given::{ForgeToken, Holder};
use crate::jwt::{RsaKey, access_token};
use crate::secret::Secret;
use crate::site::Site;

/// How long a token is good, and for how long the same is given out again: four hours and two.
const LIFE: i64 = 4 * 3600;
const REUSED: i64 = 2 * 3600;

impl Site {
    /// A token of this app: one of the last two hours, else another.
    pub(crate) fn forge_token(
        &mut self,
        app_id: &str,
        account: Option<&str>,
        now_millis: i64,
        key: &RsaKey,
    ) -> Secret {
        let now = now_millis / 1000;
        let place = self.forge_place(app_id);
        let holder = (app_id.to_owned(), place, account.map(str::to_owned));
        if let Some(token) = self.newest_token(&holder, now) {
            return token;
        }
        let id = self.identity().forge_token_id(self.forge_tokens.count);
        let expires = now.saturating_add(LIFE);
        let text = access_token(key, id, now, expires);
        let most = self.settings().limits.access_tokens;
        let tokens = &mut self.forge_tokens;
        tokens.count = tokens.count.saturating_add(1);
        let token = ForgeToken {
            app_id: holder.0.clone(),
            place,
            account: holder.2.clone(),
            issued: now,
            expires,
        };
        tokens.newest.insert(holder, text.clone());
        for gone in tokens.given.keep(text.clone(), token, most) {
            // Of a holder that has a newer one, that is the one that is known.
            let holder = gone.holder();
            let newest = tokens.newest.get(&holder);
            if newest.is_some_and(|newest| tokens.given.get(newest).is_none()) {
                tokens.newest.remove(&holder);
            }
        }
        text
    }

    /// The newest token of this holder, if it is to be given out again.
    fn newest_token(&self, holder: &Holder, now: i64) -> Option<Secret> {
        let token = self.forge_tokens.newest.get(holder)?;
        let known = self.forge_tokens.given.get(token)?;
        let age = now.saturating_sub(known.issued);
        (0..REUSED).contains(&age).then(|| token.clone())
    }

    /// For how many seconds a token is still good.
    pub(crate) fn forge_token_ttl(&self, token: &Secret, now_millis: i64) -> i64 {
        let known = self.forge_tokens.given.get(token);
        let expires = known.map_or(0, |token| token.expires);
        expires.saturating_sub(now_millis / 1000)
    }

    /// What is known of a token.
    #[cfg(feature = "forge")]
    pub(super) fn known_forge_token(&self, token: &str) -> Option<&ForgeToken> {
        self.forge_tokens.given.get(&Secret::from(token))
    }

    /// Whether a token was given out here, for an app or for a user.
    #[cfg(feature = "look-alike")]
    pub(crate) fn knows_forge_token(&self, token: &str) -> bool {
        self.forge_tokens.given.get(&Secret::from(token)).is_some()
    }

    /// Which installation of the app this is, from 1.
    #[cfg_attr(
        not(feature = "forge"),
        expect(clippy::unused_self, reason = "no app is on Forge")
    )]
    pub(super) fn forge_place(&self, app_id: &str) -> u32 {
        #[cfg(feature = "forge")]
        return self.forge_app(app_id).map_or(0, |app| app.place);
        #[cfg(not(feature = "forge"))]
        {
            let _ = app_id;
            0
        }
    }
}
