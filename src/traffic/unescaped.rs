//! Bytes with their escapes undone, and where in the text each of them stands.

use std::borrow::Cow;

/// How often an escape may itself be escaped: `%252E`.
const LEVELS: usize = 4;

pub(super) struct Unescaped<'a> {
    bytes: Cow<'a, [u8]>,
    /// Where each byte begins, and where the last one ends; none where nothing was escaped.
    places: Option<Vec<usize>>,
}

impl<'a> Unescaped<'a> {
    /// `escaped` says whether there may be an escape at all.
    pub(super) fn of(text: &'a [u8], escaped: bool) -> Self {
        let mut all = Self {
            bytes: Cow::Borrowed(text),
            places: None,
        };
        if !escaped {
            return all;
        }
        for _ in 0..LEVELS {
            let Some((bytes, begins)) = undone(&all.bytes) else {
                break;
            };
            let places = begins.iter().map(|place| all.source(*place)).collect();
            all.bytes = Cow::Owned(bytes);
            all.places = Some(places);
        }
        all
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where in the text the byte at this place begins.
    pub(super) fn source(&self, place: usize) -> usize {
        self.places.as_ref().map_or(place, |places| places[place])
    }
}

/// One level of escapes undone, and where each byte began; `None` if there is no escape.
fn undone(text: &[u8]) -> Option<(Vec<u8>, Vec<usize>)> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut begins = Vec::with_capacity(text.len() + 1);
    let mut at = 0;
    while at < text.len() {
        let (byte, width) = escape(&text[at..]).unwrap_or((text[at], 1));
        bytes.push(byte);
        begins.push(at);
        at += width;
    }
    begins.push(text.len());
    (bytes.len() < text.len()).then_some((bytes, begins))
}

/// The byte that an escape stands for, and how long the escape is: `%2E` of URLs, `\u002e` and
/// `\/` of JSON.
pub(super) fn escape(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'%', high, low, ..] => Some((nibble(*high)? << 4 | nibble(*low)?, 3)),
        [b'\\', b'u', b'0', b'0', high, low, ..] => Some((nibble(*high)? << 4 | nibble(*low)?, 6)),
        [b'\\', b'/', ..] => Some((b'/', 2)),
        _ => None,
    }
}

fn nibble(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_knows_where_it_stands() {
        let unescaped = Unescaped::of(b"a%252Eb\\u002e\\/%", true);
        assert_eq!(unescaped.bytes(), b"a.b./%");
        let places: Vec<usize> = (0..=6).map(|place| unescaped.source(place)).collect();
        assert_eq!(places, [0, 1, 6, 7, 13, 15, 16]);
        assert_eq!(Unescaped::of(b"a%", true).bytes(), b"a%");
        assert_eq!(Unescaped::of(b"%41", false).bytes(), b"%41");
    }
}
