//! Texts of a site without what tells it from others: names, ids, dates, tokens and secrets.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::forms::{placeholder, urls};
use super::hidden::Hidden;
use super::known::{is_field, is_known};
use super::quoted::quoted;
use crate::clock::{Clock, without_dates};
use crate::secret::Secret;
use crate::traffic::Recorder;

/// Longer texts are cut: a host's messages are not so long.
const LONGEST: usize = 400;

/// What stands for what.
pub(super) struct Anonymous {
    /// Finds tokens by their form, whosever they are, as in every log.
    cleaner: Recorder,
    hidden: Hidden,
    names: Vec<(String, &'static str)>,
    /// What the site has called people and things in its data.
    told: Mutex<BTreeSet<String>>,
}

/// The fields of data in which people and things have their names.
const NAMES: [&str; 5] = ["displayName", "name", "organisation", "publicName", "title"];

/// What stands for a text that has a secret in it.
const HIDDEN: &str = "{a text that is not shown: it has a secret in it}";

impl Anonymous {
    pub(super) fn new(secret: &Secret, names: Vec<(String, &'static str)>) -> Self {
        let hidden = Hidden::default();
        hidden.add(secret.expose());
        let mut names: Vec<_> = names
            .into_iter()
            .filter(|(name, _)| !name.is_empty())
            .collect();
        // The longest first, so that none is replaced inside of a longer one.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let cleaner = Recorder::new(Clock::default(), 0);
        Self {
            cleaner,
            hidden,
            names,
            told: Mutex::default(),
        }
    }

    /// Names in data: those of more than a word, which say nothing else.
    pub(super) fn learn(&self, data: &Value) {
        match data {
            Value::Object(fields) => {
                for (field, value) in fields {
                    match value.as_str().map(str::trim) {
                        Some(name) if NAMES.contains(&&**field) && name.contains(' ') => {
                            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
                            told.insert(name.to_owned());
                        }
                        _ => self.learn(value),
                    }
                }
            }
            Value::Array(all) => all.iter().for_each(|one| self.learn(one)),
            _ => {}
        }
    }

    /// The name of a field, where it is no data itself.
    pub(super) fn field(&self, name: &str) -> String {
        match self.text(name) {
            shown if shown != name => shown,
            shown if is_field(&shown) => shown,
            _ => "{field}".to_owned(),
        }
    }

    /// A text that a probe has sent, given back; another one as what it is.
    pub(super) fn given_back(&self, text: &str) -> String {
        let shown = self.text(text);
        if is_known(&shown) {
            shown
        } else {
            "{text}".to_owned()
        }
    }

    /// One more token that goes out, which nothing may show.
    pub(super) fn know(&self, token: &str) {
        self.hidden.add_token(token);
    }

    /// The text as it may be shown, kept, and compared.
    pub(super) fn text(&self, text: &str) -> String {
        let cut: String = text.chars().take(LONGEST * 4).collect();
        if self.hidden.is_in(&cut) {
            return HIDDEN.to_owned();
        }
        let clean = self.cleaner.without_secrets(&cut);
        let mut text = replaced(&without_dates(&clean), email);
        for (name, placeholder) in &self.names {
            text = text.replace(name.as_str(), placeholder);
        }
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        for name in told.iter().rev() {
            text = text.replace(name.as_str(), "{name}");
        }
        drop(told);
        let shown = quoted(&replaced(&urls(&text), placeholder));
        let line: Vec<&str> = shown.split_whitespace().collect();
        line.join(" ").chars().take(LONGEST).collect()
    }
}

fn replaced(text: &str, by: fn(&str) -> Option<&'static str>) -> String {
    split(text)
        .into_iter()
        .map(|word| by(word).unwrap_or(word))
        .collect()
}

fn email(word: &str) -> Option<&'static str> {
    let (user, host) = word.split_once('@')?;
    (!user.is_empty() && host.contains('.')).then_some("{email}")
}

/// Words and what stands between them.
fn split(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_@+.:".contains(c);
    let mut words = Vec::new();
    let mut start = 0;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if is_word(c) != inside {
            words.push(&text[start..at]);
            start = at;
            inside = !inside;
        }
    }
    words.push(&text[start..]);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anonymous() -> Anonymous {
        let names = vec![
            ("https://acme.example/wiki".to_owned(), "{site}"),
            ("acme.example".to_owned(), "{host}"),
            ("my-app".to_owned(), "{app}"),
        ];
        Anonymous::new(&"s3cretOfThisApp-0123456789".into(), names)
    }

    #[test]
    fn a_text_has_nothing_of_its_site() {
        for (text, shown) in [
            (
                "see https://acme.example/wiki/x of my-app",
                "see {site}/{segment} of {app}",
            ),
            (
                "Expired at Mon Oct 12 15:12:41 UTC 2015.",
                "Expired at {date}.",
            ),
            (
                "712020:5f3c-a, alice@acme.example: 1234567",
                "{account}, {email} {number}",
            ),
            (
                "7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42 and 404",
                "{uuid} and 404",
            ),
            ("a\n  b\tc", "a b c"),
        ] {
            assert_eq!(anonymous().text(text), shown);
        }
    }

    #[test]
    fn a_text_with_a_secret_or_a_token_is_not_shown() {
        let anonymous = anonymous();
        anonymous.know("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJteS1hcHAifQ.c2lnbmF0dXJlLW9mLWl0");
        for text in [
            "the secret s3cretOfThisApp-0123456789",
            "signature c2lnbmF0dXJlLW9mLWl0",
        ] {
            assert_eq!(anonymous.text(text), HIDDEN);
        }
        assert_eq!(
            anonymous.text("of eyJhbGciOiJub25lIn0.eyJhIjoxfQ. another"),
            "of {token} another"
        );
    }
}
