//! The access tokens of Forge's that a call brings along for calls back.

use super::credential::Credential;
use super::exchange::Exchange;
use super::texts::Texts;

/// The headers in which they are.
const HEADERS: [&str; 2] = ["x-forge-oauth-system", "x-forge-oauth-user"];

impl Exchange {
    /// The access tokens that a call of Forge's brings for calls back, by their labels: `systemToken#1`, `userToken#2`.
    pub fn carried(&self) -> impl Iterator<Item = &str> {
        let headers = self.request_headers();
        let tokens = headers.filter(|(name, _)| HEADERS.contains(name));
        tokens.map(|(_, label)| label)
    }

    /// By what the request came, in words: its credential, and what it brought beside.
    pub(super) fn brought(&self, shown: impl Fn(&str) -> String) -> Option<(Credential, String)> {
        let credential = self.credential()?.map(&shown);
        let carried: Vec<String> = self.carried().map(shown).collect();
        let beside = match carried.is_empty() {
            true => String::new(),
            false => format!("with {}", carried.join(", ")),
        };
        Some((credential, beside))
    }
}
