//! What is the matter most of the time when an app could not be installed.

use super::failure::InstallError;
use crate::traffic::{Credential, Exchange, Note, Signer, from_app, to_app};

impl InstallError {
    /// What is the matter most of the time, as far as the failure and the log show it.
    pub(super) fn likely(&self) -> Option<String> {
        let code = self.sub_code();
        let said = if self.inner.nobody_listens {
            "nothing listens there: is the backend started, and on this port?"
        } else if code == "upm.pluginInstall.error.file.not.found" {
            "the descriptor is at another path: /atlassian-connect.json in most frameworks"
        } else if code.ends_with("bad.response.500") {
            "the app failed by itself: its own log says why"
        } else {
            return self.refusal();
        };
        Some(said.to_owned())
    }

    /// Why an app that answered has refused the install's token.
    fn refusal(&self) -> Option<String> {
        let log = self.inner.log.as_ref()?;
        let installed = log.only(to_app().method("POST"));
        // Not the last: an `enabled` follows where the old version comes back.
        let refused = |one: &&Exchange| matches!(one.status(), Some(400..=404));
        let exchange = installed.exchanges().find(refused)?;
        let status = exchange.status()?;
        let mut notes = exchange.notes().iter();
        if notes.any(|note| matches!(note, Note::Fault { .. })) {
            return Some("the app did what it should: the token was spoilt by a fault".into());
        }
        let Some(Credential::Jwt {
            signer: Signer::InstallKey,
            audience,
            ..
        }) = exchange.credential()
        else {
            return None;
        };
        let keys = self.inner.door.keys();
        let asked = log.only(from_app().path("/keys/*"));
        if asked.exchanges().any(|one| one.status() == Some(404)) {
            return Some(format!(
                "the app asked for an install key that the tenant does not have: it takes the \
                 key id from somewhere else than the token's header, or adds to the key host, \
                 which is {keys}"
            ));
        }
        if asked.is_empty() {
            return Some(self.unasked(exchange, status));
        }
        if status == 404 {
            return None;
        }
        let audience = audience.as_deref().unwrap_or_default();
        let claims = exchange.claims_json().unwrap_or_default();
        let form = match claims["aud"].is_array() {
            true => ", in a list of one; as a text by the setting `audience`",
            false => "",
        };
        Some(format!(
            "the app has the install key and refuses all the same: the token has aud {audience} \
             (the descriptor's baseUrl{form}); which base URL does the app expect?"
        ))
    }

    /// What is the matter with an app that refuses without having asked for the install key.
    fn unasked(&self, exchange: &Exchange, status: u16) -> String {
        let keys = self.inner.door.keys();
        if self.took_one_unasked(exchange) {
            return "the app took its first `installed` and refuses what is signed with the install \
                    key: its framework is older than signed installs \
                    (atlassian-connect-express before 7) and verifies with the secret it has; a \
                    newer one, or the setting `signing` at `legacy`"
                .to_owned();
        }
        let speaks_of_key = exchange.reply_body().to_ascii_lowercase().contains("key");
        if status == 404 && !speaks_of_key {
            let path = exchange.path();
            return format!(
                "the app has no route {path}: is that the path of its handler? A client that \
                 cannot get the install key answers 404, too: its key host is {keys}"
            );
        }
        format!(
            "the app did not ask the tenant for the install key: it asks the real key server, or \
             keeps a key; set its key host to {keys}"
        )
    }

    /// Whether the app has accepted an `installed` like this one, and never asked for a key.
    fn took_one_unasked(&self, exchange: &Exchange) -> bool {
        let Some(before) = &self.inner.before else {
            return false;
        };
        let earlier = before.only(to_app().post(exchange.path()));
        let mut earlier = earlier
            .exchanges()
            .filter(|one| one.app() == exchange.app());
        let accepted = |one: &Exchange| one.status().is_some_and(|status| status < 300);
        let key = |one: &Exchange| {
            matches!(
                one.credential(),
                Some(Credential::Jwt {
                    signer: Signer::InstallKey,
                    ..
                })
            )
        };
        before.only(from_app().path("/keys/*")).is_empty()
            && earlier.any(|one| accepted(one) && key(one))
    }
}
