//! What an app shows, to be compared: the same page twice is the same but for tokens and nonces.

use super::seen::Seen;
use super::verdict::Stop;
use crate::tenant::{Load, Reply, Tenant};

/// A reply to a load.
pub(super) struct Shown {
    status: u16,
    /// The body without what changes from one time to the next.
    steady: String,
}

/// A run of so many letters, digits and signs without a break is no word of a page.
const LONG: usize = 20;
/// More of a page is not compared.
const MOST: usize = 256 * 1024;

impl Shown {
    pub(super) async fn of(load: Load, tenant: &Tenant) -> Result<Self, Stop> {
        let reply = load.send().await;
        let reply =
            reply.map_err(|error| Stop::undecided(format!("the module did not open: {error}")))?;
        Ok(Self::of_reply(Some(&reply), tenant))
    }

    /// Of a reply; none is one of status 0.
    pub(super) fn of_reply(reply: Option<&Reply>, tenant: &Tenant) -> Self {
        let text = reply.map(Reply::text).unwrap_or_default();
        // What names the site stays, as it is what tells the pages of two sites apart.
        let named = text
            .replace(&tenant.client_key(), "<own clientKey>")
            .replace(&tenant.base_url(), "<own base URL>");
        Self {
            status: reply.map_or(0, Reply::status),
            steady: steady(named.get(..MOST).unwrap_or(&named)),
        }
    }

    pub(super) fn status(&self) -> u16 {
        self.status
    }

    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.status == other.status && self.steady == other.steady
    }
}

/// Why nothing could be opened.
pub(super) fn unopened(seen: &Seen) -> Stop {
    let gave: Vec<String> = seen.unopened.values().cloned().collect();
    match gave.is_empty() {
        true => Stop::not_applicable("the app has no module that opens so"),
        false => Stop::not_applicable(format!(
            "no such module opened with a good token: {}",
            gave.join("; ")
        )),
    }
}

/// The text without tokens, nonces and hashes: long runs with a digit in them, and all numbers.
fn steady(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.=+%".contains(c);
    let mut steady = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let run = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(run);
        let changes = word.len() >= LONG && word.contains(|c: char| c.is_ascii_digit());
        match changes {
            true => steady.push('#'),
            false => steady.extend(word.chars().filter(|c| !c.is_ascii_digit())),
        }
        let sign = after.chars().next();
        steady.extend(sign);
        rest = after
            .get(sign.map_or(0, char::len_utf8)..)
            .unwrap_or_default();
    }
    steady
}

#[cfg(test)]
mod tests {
    use super::steady;

    #[test]
    fn a_page_is_the_same_but_for_what_changes_each_time() {
        let page = |nonce: &str| format!("<p nonce=\"{nonce}\">Grüße, 12:30</p>");
        let one = steady(&page("abcdefghij0123456789AB"));
        assert_eq!(one, steady(&page("ZYXWVUTSRQ9876543210ba")));
        assert!(one.contains("Grüße") && !one.contains("12"));
        assert_ne!(one, steady("<p>Please log in</p>"));
    }
}
