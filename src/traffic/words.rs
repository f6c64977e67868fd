//! `Words`: a text by the words that can be a host, an origin or a clientKey, escapes undone.

use super::unescaped::escape;

/// Where a path ends that begins here and ends with a segment; the place itself for none.
pub(super) fn after(text: &[u8], mut at: usize, path: &str) -> Option<usize> {
    for wanted in path.bytes() {
        let (byte, width) = byte_at(text, at)?;
        if byte != wanted {
            return None;
        }
        at += width;
    }
    let next = byte_at(text, at).filter(|_| !path.is_empty());
    next.is_none_or(|(byte, _)| !is_in_word(byte)).then_some(at)
}

fn byte_at(text: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = &text[at..];
    escape(rest).or_else(|| Some((*rest.first()?, 1)))
}

/// What a host, a port or a clientKey is made of.
fn is_in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte)
}

/// Such characters in a row, with escapes undone.
pub(super) struct Word {
    pub(super) text: String,
    /// Where each character begins, and where the last one ends.
    places: Vec<usize>,
    /// `http` or `https`, where `://` and the word come after it, and where it begins.
    pub(super) scheme: Option<(usize, &'static str)>,
}

impl Word {
    pub(super) fn from(&self, place: usize) -> usize {
        self.places[place]
    }

    /// How long it is without what ends a sentence.
    pub(super) fn trimmed(&self) -> usize {
        self.text.trim_end_matches(['.', ':']).len()
    }

    /// The scheme that it ends with, if it ends with one and a colon.
    fn as_scheme(&self) -> Option<(usize, &'static str)> {
        let before = self.text.strip_suffix(':')?;
        let known = ["https", "http"];
        let scheme = known.into_iter().find(|scheme| before.ends_with(scheme))?;
        let begin = before.len() - scheme.len();
        let alone = !before[..begin].ends_with(|c: char| c.is_ascii_alphanumeric());
        alone.then(|| (self.from(begin), scheme))
    }
}

pub(super) struct Words<'a> {
    text: &'a [u8],
    at: usize,
    /// A scheme that was read, and how many slashes since.
    scheme: Option<(usize, &'static str)>,
    slashes: usize,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a [u8]) -> Self {
        Self {
            text,
            at: 0,
            scheme: None,
            slashes: 0,
        }
    }

    pub(super) fn go_on_at(&mut self, at: usize) {
        self.at = at;
        self.scheme = None;
    }

    pub(super) fn next(&mut self) -> Option<Word> {
        loop {
            let (byte, width) = byte_at(self.text, self.at)?;
            if is_in_word(byte) {
                break;
            }
            self.slashes += 1;
            if byte != b'/' || self.slashes > 2 {
                self.scheme = None;
            }
            self.at += width;
        }
        let mut word = Word {
            text: String::new(),
            places: Vec::new(),
            scheme: self.scheme.take().filter(|_| self.slashes == 2),
        };
        while let Some((byte, width)) = byte_at(self.text, self.at)
            && is_in_word(byte)
        {
            word.text.push(char::from(byte));
            word.places.push(self.at);
            self.at += width;
        }
        word.places.push(self.at);
        self.scheme = word.as_scheme();
        self.slashes = 0;
        Some(word)
    }
}
