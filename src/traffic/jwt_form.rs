//! The form of a JSON Web Token, as it is, and written in hexadecimal or in base64 once more.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// How many bytes of a header are looked at: those of the tokens that come here have a hundred.
const HEADER: usize = 256;

/// How far it goes, if these are the digits of one: with all the digits that follow.
pub(super) fn hex(text: &[u8]) -> Option<usize> {
    let digits = |bytes: &[u8]| {
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_hexdigit());
        digits.count()
    };
    let head = &text[..text.len().min(2 * HEADER)];
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = head[..digits(head)].chunks_exact(2);
    let bytes = pairs.filter_map(|pair| u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok());
    begins(&bytes.collect::<Vec<u8>>()).then(|| digits(text))
}

/// The same for base64 of either alphabet, whose first byte of the token is this one of a group: with all of it that
/// follows.
pub(super) fn base64(text: &[u8], at: usize, byte: usize) -> Option<usize> {
    let in_base64 = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_+/=".contains(byte);
    // The pattern begins with the second character of the group, and with the last.
    let group = at.checked_sub([0, 1, 3][byte])?;
    let head = &text[group..text.len().min(group + HEADER / 3 * 4)];
    let length = head
        .iter()
        .take_while(|byte| **byte != b'=')
        .take_while(in_base64);
    let length = length.count() / 4 * 4;
    let urlsafe = head[..length].iter().map(|byte| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    });
    let decoded = ENGINE.decode(urlsafe.collect::<Vec<u8>>()).ok()?;
    let rest = &text[at..];
    begins(decoded.get(byte..)?).then(|| rest.iter().take_while(in_base64).count())
}

/// Whether these are a header, a dot and more.
fn begins(bytes: &[u8]) -> bool {
    let header = word(bytes);
    bytes.get(header) == Some(&b'.') && is_object(&bytes[..header])
}

/// How far the word goes that a place is in: looked for once, whatever begins in it.
#[derive(Default)]
pub(super) struct Words {
    end: usize,
}

impl Words {
    fn end(&mut self, bytes: &[u8], at: usize) -> usize {
        if at >= self.end {
            self.end = at + word(&bytes[at..]);
        }
        self.end
    }
}

/// How far letters and digits of base64url go.
pub(super) fn word(bytes: &[u8]) -> usize {
    let in_word = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    bytes.iter().take_while(in_word).count()
}

/// How far it goes: a JSON object in base64url, a dot, and what comes after it.
pub(super) fn plain(bytes: &[u8], at: usize, words: &mut Words) -> Option<usize> {
    let header = words.end(bytes, at) - at;
    let bytes = &bytes[at..];
    if bytes.get(header) != Some(&b'.') || !is_object(&bytes[..header]) {
        return None;
    }
    let mut length = header;
    while bytes.get(length) == Some(&b'.') {
        length += 1 + word(&bytes[length + 1..]);
    }
    Some(length)
}

/// Whether it is the beginning of a JSON object with a key.
fn is_object(base64: &[u8]) -> bool {
    if base64.starts_with(b"eyJ") {
        return true;
    }
    let start = &base64[..base64.len().min(64) / 4 * 4];
    let decoded = ENGINE.decode(start).unwrap_or_default();
    let after = decoded.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    after.is_some_and(|after| after.first() == Some(&b'"'))
}

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
