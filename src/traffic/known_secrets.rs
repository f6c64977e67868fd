//! `KnownSecrets`: what the tenant has given out, found in a text also where only a part of it stands.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// From how many characters on a part of a secret is one.
pub(super) const PART: usize = 12;

/// How long the pieces are by which a secret is found.
const PIECE: usize = 8;

/// At which places of a text pieces are looked up. Whatever part of a secret stands there, one
/// piece of it begins at such a place.
pub(super) const STRIDE: usize = PART - PIECE;

/// Secrets and access tokens, each with its label, and where in them each piece is.
#[derive(Default)]
pub(crate) struct KnownSecrets {
    all: Vec<(Box<str>, String)>,
    pieces: HashMap<u64, (usize, usize), BuildHasherDefault<Spread>>,
    labels: HashMap<Box<str>, usize>,
    /// How long the longest is.
    longest: usize,
    secrets: usize,
    access_tokens: usize,
    forge_tokens: usize,
    #[cfg(feature = "attachments")]
    media_tokens: usize,
}

/// How many there are, and not which.
impl std::fmt::Debug for KnownSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KnownSecrets")
            .field("secrets", &self.secrets)
            .field("access_tokens", &self.access_tokens)
            .finish_non_exhaustive()
    }
}

impl KnownSecrets {
    /// `sharedSecret#n`, n counted in the order in which the tenant issued them.
    pub(crate) fn add_secret(&mut self, secret: &str) {
        let label = format!("sharedSecret#{}", self.secrets + 1);
        self.secrets += usize::from(self.add(secret, label));
    }

    /// `accessToken#n`, in the order in which they were given out.
    pub(crate) fn add_access_token(&mut self, token: &str) {
        let label = format!("accessToken#{}", self.access_tokens + 1);
        self.access_tokens += usize::from(self.add(token, label));
    }

    /// An access token of Forge's, `systemToken#n` or `userToken#n`, in the order in which they were given
    /// out.
    pub(crate) fn add_forge_token(&mut self, token: &str, kind: &str) {
        let label = format!("{kind}#{}", self.forge_tokens + 1);
        self.forge_tokens += usize::from(self.add(token, label));
    }

    /// The session of an account in a browser.
    pub(crate) fn add_session(&mut self, token: &str, account: &str) {
        self.add(token, format!("session of {account}"));
    }

    /// The token in the link to a file, `mediaToken#n`.
    #[cfg(feature = "attachments")]
    pub(crate) fn add_media_token(&mut self, token: &str) {
        let label = format!("mediaToken#{}", self.media_tokens + 1);
        self.media_tokens += usize::from(self.add(token, label));
    }

    /// The label of one that was given out, or words for one that was not.
    pub(crate) fn label(&self, secret: &str) -> String {
        match self.labels.get(secret) {
            Some(place) => self.all[*place].1.clone(),
            None => "an unknown secret".to_owned(),
        }
    }

    fn add(&mut self, text: &str, label: String) -> bool {
        if self.labels.contains_key(text) {
            return false;
        }
        let place = self.all.len();
        self.labels.insert(text.into(), place);
        self.longest = self.longest.max(text.len());
        for (offset, piece) in text.as_bytes().windows(PIECE).enumerate() {
            let piece = number(piece);
            self.pieces.entry(piece).or_insert((place, offset));
        }
        self.all.push((text.into(), label));
        true
    }

    /// A secret or a part of one that goes over this place of a text but not below `floor`, and
    /// the word for it.
    pub(super) fn part_over(
        &self,
        text: &[u8],
        at: usize,
        floor: usize,
    ) -> Option<(Range<usize>, Cow<'static, str>)> {
        if self.all.is_empty() {
            return None;
        }
        let piece = number(text.get(at..at + PIECE)?);
        let (place, offset) = *self.pieces.get(&piece)?;
        let (secret, label) = &self.all[place];
        let secret = secret.as_bytes();
        let same = |(one, other): &(&u8, &u8)| one == other;
        let before = text[floor..at]
            .iter()
            .rev()
            .zip(secret[..offset].iter().rev());
        let before = before.take_while(same).count();
        let after = text[at..].iter().zip(&secret[offset..]);
        let range = at - before..at + after.take_while(same).count();
        match range.len() {
            length if length == secret.len() => Some((range, label.clone().into())),
            // Tokens begin alike: it may be another one, and whole.
            PART.. => Some(self.whole_around(text, &range, floor).unwrap_or_else(|| {
                let part = format!("{{part of {label}}}");
                (range, part.into())
            })),
            _ => None,
        }
    }

    /// The secret that stands there whole, between characters that are in none.
    fn whole_around(
        &self,
        text: &[u8],
        part: &Range<usize>,
        floor: usize,
    ) -> Option<(Range<usize>, Cow<'static, str>)> {
        let in_word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        let left = text[floor..part.start].iter().rev().take(self.longest);
        let right = text[part.end..].iter().take(self.longest);
        let start = part.start - left.take_while(in_word).count();
        let end = part.end + right.take_while(in_word).count();
        let word = str::from_utf8(&text[start..end]).ok()?;
        let place = *self.labels.get(word)?;
        Some((start..end, self.all[place].1.clone().into()))
    }
}

fn number(piece: &[u8]) -> u64 {
    piece.try_into().map_or(0, u64::from_le_bytes)
}

/// The pieces are random already; this only brings all their bits to where a table looks.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte) ^ self.0.rotate_left(8));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
