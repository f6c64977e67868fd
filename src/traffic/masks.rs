//! Texts that a test wants out of sight, in every spelling in which they travel.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// What `encodeURIComponent` leaves as it is.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// The texts by number, from 1, in each of their spellings; the longest first, so that no text is
/// replaced inside of a longer one.
#[derive(Default)]
pub(super) struct Masks {
    spellings: Vec<(String, Option<usize>)>,
    texts: Vec<String>,
}

/// How many there are, and not which.
impl std::fmt::Debug for Masks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Masks")
            .field("texts", &self.texts.len())
            .finish_non_exhaustive()
    }
}

impl Masks {
    /// One more text; gives its number, which it may have already.
    pub(super) fn add(&mut self, text: &str) -> usize {
        if let Some(place) = self.texts.iter().position(|known| known == text) {
            return place.saturating_add(1);
        }
        self.texts.push(text.to_owned());
        let number = self.texts.len();
        let spellings = spellings(text).into_iter();
        let spellings = spellings.map(|spelling| (spelling, Some(number)));
        // What stands for a text already is left.
        for spelling in spellings.chain([(LABEL.to_owned(), None)]) {
            if !self.spellings.iter().any(|(known, _)| *known == spelling.0) {
                self.spellings.push(spelling);
            }
        }
        self.spellings
            .sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len()));
        number
    }

    /// The text with all that is masked replaced, in one pass over it.
    pub(super) fn over<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.spellings.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut begins = [false; 256];
        for (spelling, _) in &self.spellings {
            begins[usize::from(spelling.as_bytes()[0])] = true;
        }
        let mut masked = String::new();
        let (mut copied, mut at) = (0, 0);
        while let Some(byte) = text.as_bytes().get(at) {
            let here = begins[usize::from(*byte)]
                .then(|| self.spellings.iter())
                .and_then(|mut all| all.find(|(one, _)| text[at..].starts_with(one.as_str())));
            match here {
                Some((spelling, number)) => {
                    masked.push_str(&text[copied..at]);
                    match number {
                        Some(number) => masked.push_str(&label(*number)),
                        None => masked.push_str(LABEL),
                    }
                    at += spelling.len();
                    copied = at;
                }
                None => at += 1,
            }
        }
        match copied {
            0 => Cow::Borrowed(text),
            _ => Cow::Owned(masked + &text[copied..]),
        }
    }
}

const LABEL: &str = "masked#";

/// What stands for the masked text of this number.
pub(super) fn label(number: usize) -> String {
    format!("{LABEL}{number}")
}

/// As it is; within JSON, once and twice, as a property may hold JSON in a text; within a URL and a form.
fn spellings(text: &str) -> Vec<String> {
    let in_json = quoted(text);
    let component = utf8_percent_encode(text, COMPONENT).to_string();
    let whole = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    vec![
        quoted(&in_json),
        in_json.replace('/', r"\/"),
        in_json,
        lower_escapes(&component),
        lower_escapes(&whole),
        component.replace("%20", "+"),
        component,
        whole,
        text.to_owned(),
    ]
}

fn quoted(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// `%2F` as `%2f`, as some clients write it.
fn lower_escapes(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at(2);
        text.push('%');
        text.push_str(&escape.to_lowercase());
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_masked_in_every_spelling() {
        let mut masks = Masks::default();
        assert_eq!(masks.add("a/b \"ü"), 1);
        assert_eq!(masks.add("a"), 2);
        assert_eq!(masks.add("a/b \"ü"), 1);
        for spelling in [
            "a/b \"ü",
            r#"a/b \"ü"#,
            r#"a\/b \"ü"#,
            r#"a/b \\\"ü"#,
            "a%2Fb%20%22%C3%BC",
            "a%2fb%20%22%c3%bc",
            "a%2Fb+%22%C3%BC",
        ] {
            let text = format!("x {spelling} y");
            assert_eq!(masks.over(&text), "x masked#1 y", "{spelling}");
        }
        assert_eq!(masks.over("none of it"), "none of it");
        assert_eq!(masks.over("xa"), "xmasked#2");
        assert_eq!(masks.over("masked#1 a"), "masked#1 masked#2");
    }
}
