//! What is the matter most of the time when an app could not be installed.

use super::failure::InstallError;
use crate::traffic::{Credential, Note, Signer, from_app, to_app};

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
        let exchange = installed.exchanges().last()?;
        let refused = exchange
            .status()
            .is_some_and(|status| matches!(status, 400..=403));
        if !refused {
            return None;
        }
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
        let asked = log.only(from_app().path("/keys/*"));
        Some(match asked.is_empty() {
            true => format!(
                "the app did not ask the tenant for the install key: it asks the real key \
                 server, or keeps a key; set its key host to {}",
                self.inner.door.keys()
            ),
            false => {
                let audience = audience.as_deref().unwrap_or_default();
                format!(
                    "the app has the install key and refuses all the same: the token has aud \
                     {audience} (the descriptor's baseUrl); which base URL does the app expect?"
                )
            }
        })
    }
}
