//! `Cleaner`: takes secrets and tokens out of a text before it is kept, however they are written.

use std::borrow::Cow;
use std::ops::Range;

use super::known_secrets::{KnownSecrets, STRIDE};
use super::masks::Masks;
use super::token_forms;
use super::unescaped::Unescaped;

/// The one way into the log. It finds what has the form of a token or secret, whosever it is, and
/// every part of those that it was told of; both also where bytes are written as `%2E` or `\u002e`.
/// What a test has named is taken out before.
#[derive(Debug, Default)]
pub(crate) struct Cleaner {
    pub(super) known: KnownSecrets,
    pub(super) masks: Masks,
}

/// No token is shorter.
const SHORTEST: usize = 6;

/// What a byte can be in a credential.
mod class {
    /// It can be a part of one.
    pub(super) const IN: u8 = 1;
    /// A capital letter: no credential is without, and of the parts of one that are long enough one
    /// in five hundred.
    pub(super) const CAPITAL: u8 = 2;
    /// Another byte may be written with it.
    pub(super) const ESCAPE: u8 = 4;
    pub(super) const DIGIT: u8 = 8;
}

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation, reason = "it is below 256")]
        let c = byte as u8;
        classes[byte] = match c {
            b'A'..=b'Z' => class::IN | class::CAPITAL,
            b'0'..=b'9' => class::IN | class::DIGIT,
            b'%' | b'\\' => class::IN | class::ESCAPE,
            b'a'..=b'z' | b'-' | b'_' | b'.' | b'+' | b'/' | b'=' => class::IN,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

impl Cleaner {
    /// The text with a word in place of each token and secret, and of what a test has named.
    pub(crate) fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.masks.over(text) {
            Cow::Borrowed(text) => self.without_credentials(text),
            Cow::Owned(masked) => Cow::Owned(self.without_credentials(&masked).into_owned()),
        }
    }

    /// Linear in its length.
    fn without_credentials<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let bytes = text.as_bytes();
        let mut clean = String::new();
        let mut copied = 0;
        let mut start = 0;
        let mut place = 0;
        let mut classes = 0;
        // Every text comes through here, mostly unoptimised: no call for a byte.
        while place <= bytes.len() {
            let class = match place < bytes.len() {
                true => CLASSES[bytes[place] as usize],
                false => 0,
            };
            if class != 0 {
                classes |= class;
                place += 1;
                continue;
            }
            if may_hide(text, start..place, classes) {
                let run = &bytes[start..place];
                let escaped = classes & class::ESCAPE != 0;
                self.find(run, escaped, |from, to, word| {
                    clean.push_str(&text[copied..start + from]);
                    clean.push_str(word);
                    copied = start + to;
                });
            }
            place += 1;
            start = place;
            classes = 0;
        }
        match copied {
            0 => Cow::Borrowed(text),
            _ => {
                clean.push_str(&text[copied..]);
                Cow::Owned(clean)
            }
        }
    }

    /// Calls back for each credential in a run of bytes that can be one, in their order.
    fn find(&self, run: &[u8], escaped: bool, mut found: impl FnMut(usize, usize, &str)) {
        let unescaped = Unescaped::of(run, escaped);
        let bytes = unescaped.bytes();
        let mut at = 0;
        let mut floor = 0;
        while at < bytes.len() {
            let form = token_forms::at(bytes, at);
            let known = match form.is_some() || at % STRIDE == 0 {
                true => self.known.part_over(bytes, at, floor),
                false => None,
            };
            let Some((range, word)) = known.or(form.map(|(form, range)| (range, form.into())))
            else {
                at += 1;
                continue;
            };
            let (from, to) = (unescaped.source(range.start), unescaped.source(range.end));
            found(from, to, &word);
            floor = range.end;
            at = range.end;
        }
    }
}

/// Whether a run of bytes of these classes can have a credential in it.
fn may_hide(text: &str, run: Range<usize>, classes: u8) -> bool {
    if run.len() < SHORTEST {
        return false;
    }
    let marked = classes & (class::CAPITAL | class::ESCAPE) != 0;
    marked || classes & class::DIGIT != 0 && token_forms::is_hex(&text[run])
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    use super::super::known_secrets::PART;
    use super::*;
    use crate::identity::{Identity, hex};

    fn cleaner() -> (Cleaner, String, String) {
        let identity = Identity::new("acme".into(), 0);
        let (secret, token) = (identity.shared_secret("app", 1), identity.access_token(0));
        let mut cleaner = Cleaner::default();
        cleaner.known.add_secret(&secret);
        cleaner.known.add_access_token(&token);
        (cleaner, secret, token)
    }

    #[test]
    fn a_token_is_found_wherever_it_stands_and_however_its_bytes_are_written() {
        let (cleaner, ..) = cleaner();
        for (text, clean) in [
            (
                "?%6Awt=eyJh.eyJi.c-_&x={\"t\":\"eyJh.b\"} é eyJ eyJx",
                "?%6Awt={token}&x={\"t\":\"{token}\"} é eyJ eyJx",
            ),
            ("a=eyJhbGci%2EeyJpc3Mi%2esig%2D&b", "a={token}&b"),
            ("a=%65%79JhbGci%252EeyJpc3Mi%25252esig", "a={token}"),
            (
                r#"{"a":"eyJhbGci\u002eeyJpc3Mi\u002Esig"}"#,
                r#"{"a":"{token}"}"#,
            ),
            // Other JSON than the usual: `{ "alg`, `{\n"alg`.
            ("x ewoiYWxnIjoxfQ.e30.sig y", "x {token} y"),
            ("x eyAiYWxnIjoxfQ.e30.sig y", "x {token} y"),
        ] {
            assert_eq!(cleaner.clean(text), clean);
        }
    }

    #[test]
    fn a_secret_is_found_whole_in_part_and_encoded() {
        let (cleaner, secret, token) = cleaner();
        let encoded: String = secret.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let shown = |text: &str| cleaner.clean(&format!("x {text} y")).into_owned();
        assert_eq!(shown(&secret), "x sharedSecret#1 y");
        assert_eq!(shown(&encoded), "x sharedSecret#1 y");
        assert_eq!(shown(&token), "x accessToken#1 y");
        assert_eq!(
            shown(&format!("{secret}{secret}")),
            "x sharedSecret#1sharedSecret#1 y"
        );
        for start in 0..=secret.len() - PART {
            let part = &secret[start..start + PART];
            let clean = shown(part);
            assert!(
                clean == "x {part of sharedSecret#1} y" || !part.contains(char::is_uppercase),
                "{part}"
            );
            let part = format!("left/{}.right", &secret[start..]);
            assert!(!shown(&part).contains(&secret[start..]), "{part}");
        }
        for shift in ["", "x", "xy"] {
            let text = format!("{shift}{secret}:later");
            for text in [
                STANDARD.encode(&text),
                URL_SAFE_NO_PAD.encode(&text),
                hex(text.as_bytes()),
            ] {
                let clean = shown(&text);
                assert!(
                    clean.contains("{sharedSecret}") && clean.len() < 40,
                    "{clean}"
                );
            }
        }
    }

    #[test]
    fn another_tenants_secrets_are_known_by_their_form() {
        let (cleaner, ..) = cleaner();
        let other = Identity::new("other".into(), 7);
        let text = format!(
            "{} {}",
            other.shared_secret("app", 1),
            other.access_token(3)
        );
        assert_eq!(cleaner.clean(&text), "{sharedSecret} {accessToken}");
        assert_eq!(cleaner.clean(&text[..40]), "{sharedSecret}");
    }

    #[test]
    fn what_is_none_stays_as_it_is() {
        let (cleaner, ..) = cleaner();
        for text in [
            "/wiki/rest/atlassian-connect/1/app/module/dynamic",
            "GET /Some/Path.With.Dots?AndParameters=ThatAreLong100%25",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
            "the ATCO of mf-something-that-is-lower-case-and-long-enough-to-be-one",
            "exam.ple.com eyJhbGciOiJIUzI1NiJ9",
            r#"{"path":"C:\\Users\\Somebody","end":"\\u00"}"#,
            "%",
            "é%zz%4",
        ] {
            assert!(matches!(cleaner.clean(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
