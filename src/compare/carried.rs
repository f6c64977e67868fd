//! `Carried`: the tokens that Forge brings an app for calls back, and whom it then acts for.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use http::HeaderMap;

use crate::traffic::{Credential, Recorder};

/// Each token, with the user.
#[derive(Default)]
pub(super) struct Carried(Mutex<HashMap<String, Option<String>>>);

/// The headers in which they are, and what a log calls them.
const HEADERS: [(&str, &str); 2] = [
    ("x-forge-oauth-system", "systemToken"),
    ("x-forge-oauth-user", "userToken"),
];

impl Carried {
    /// Those of a call for this user: from now on the log has labels in their places.
    pub(super) fn learn(
        &self,
        headers: &HeaderMap,
        principal: Option<&str>,
        log: &Recorder,
    ) -> Vec<String> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut brought = Vec::new();
        for (name, kind) in HEADERS {
            let token = headers.get(name).and_then(|value| value.to_str().ok());
            let Some(token) = token.filter(|token| !token.is_empty()) else {
                continue;
            };
            let account = principal.filter(|_| kind == "userToken");
            known.insert(token.to_owned(), account.map(str::to_owned));
            log.secrets(|secrets| secrets.add_forge_token(token, kind));
            brought.push(token.to_owned());
        }
        brought
    }

    /// That of a call back by one of them.
    pub(super) fn credential(&self, token: &str, log: &Recorder) -> Option<Credential> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Credential::Forge {
            account: known.get(token)?.clone(),
            token: log.secrets(|secrets| secrets.label(token)),
        })
    }
}
