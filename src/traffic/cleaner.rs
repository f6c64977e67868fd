//! `Cleaner`: takes secrets and tokens out of a text before it is kept, however they are written.

use std::borrow::Cow;
use std::ops::Range;

use super::jwt_form;
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

/// No constant, which an unoptimised build would copy for each byte.
static CLASSES: [u8; 256] = {
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
        let mut words = jwt_form::Words::default();
        let mut at = 0;
        let mut floor = 0;
        while at < bytes.len() {
            let form = match token_forms::may_begin(bytes[at]) {
                true => token_forms::at(bytes, at, &mut words),
                false => None,
            };
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
    marked || classes & class::DIGIT != 0 && token_forms::is_hex(&text.as_bytes()[run])
}
