//! `Hidden`: finds secrets and tokens in a text, whole or in part, in whatever encoding.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::short_secrets;

/// From how many characters on a part of a secret is too much.
const PART: usize = 12;

/// What is to be hidden; its parts in each encoding once a text comes that may have one.
#[derive(Default)]
pub(super) struct Hidden(Mutex<Parts>);

#[derive(Default)]
struct Parts {
    known: HashSet<[u8; PART]>,
    /// Those that have no part of that length.
    short: Vec<String>,
    new: Vec<String>,
}

impl Hidden {
    /// A secret, or the parts of a token that are one.
    pub(super) fn add(&self, secret: &str) {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match secret.len() {
            0 => {}
            1..PART if parts.short.iter().any(|known| known == secret) => {}
            1..PART => parts.short.push(secret.to_owned()),
            _ => parts.new.push(secret.to_owned()),
        }
    }

    /// A token, whose header is no secret.
    pub(super) fn add_token(&self, token: &str) {
        self.add(token.split_once('.').map_or(token, |(_, rest)| rest));
    }

    /// Whether a text has a part of one in it, as it stands or with its escapes undone.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if parts.short.is_empty() && !may_have(text) {
            return false;
        }
        for secret in std::mem::take(&mut parts.new) {
            for text in encodings(&secret) {
                let windows = text.as_bytes().windows(PART);
                let windows = windows.filter_map(|part| <[u8; PART]>::try_from(part).ok());
                parts.known.extend(windows);
            }
        }
        let has = |text: &str| {
            let mut windows = text.as_bytes().windows(PART);
            windows.any(|part| {
                <[u8; PART]>::try_from(part).is_ok_and(|part| parts.known.contains(&part))
            }) || !parts.short.is_empty() && short_secrets::is_in(text, &parts.short)
        };
        let once = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
        let twice = percent_encoding::percent_decode_str(&once).decode_utf8_lossy();
        [text, &once, &twice].into_iter().any(has) || has(&unescaped(text))
    }
}

/// Tokens that go by: the last few hundred of them, as nobody gives back older ones.
#[derive(Default)]
pub(super) struct Passing(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: Hidden,
    old: Hidden,
    count: usize,
}

/// How many tokens there are in a generation.
const GENERATION: usize = 200;

impl Passing {
    /// One more token.
    pub(super) fn add(&self, token: &str) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.count == GENERATION {
            tokens.old = std::mem::take(&mut tokens.young);
            tokens.count = 0;
        }
        tokens.count += 1;
        tokens.young.add_token(token);
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        let tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.young.is_in(text) || tokens.old.is_in(text)
    }
}

/// Whether a text has a word that is long enough.
fn may_have(text: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || "\"'<>,()[]{}".contains(c);
    text.split(ends).any(|word| word.len() >= PART)
}

/// A text without the escapes of JSON, wherever in it they are.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let of_code = part.strip_prefix('u').and_then(|rest| {
            let code = u32::from_str_radix(rest.get(..4)?, 16).ok()?;
            Some((char::from_u32(code)?, rest.get(4..)?))
        });
        match of_code {
            Some((c, rest)) => {
                plain.push(c);
                plain.push_str(rest);
            }
            None => plain.push_str(part),
        }
    }
    plain
}

fn encodings(secret: &str) -> Vec<String> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut all = vec![secret.to_owned(), hex.to_uppercase(), hex];
    for shift in ["", "x", "xx"] {
        let text = format!("{shift}{secret}");
        for encoded in [STANDARD.encode(&text), URL_SAFE.encode(&text)] {
            // What encodes the shift or pads the end is no part of the secret.
            let end = encoded.len().saturating_sub(4);
            all.push(encoded.get(4..end).unwrap_or_default().to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_in_every_encoding() {
        let secret = "s3cretOfThisApp-0123456789";
        let hidden = Hidden::default();
        hidden.add(secret);
        let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let json: String = secret
            .bytes()
            .map(|byte| format!("\\u{byte:04x}"))
            .collect();
        for text in [
            secret.to_owned(),
            secret[3..3 + PART].to_owned(),
            percent.replace('%', "%25"),
            percent,
            json.clone(),
            format!("{json}\n\\\"a\\\" and a line more"),
            STANDARD.encode(format!("user:{secret}")),
            secret.bytes().map(|byte| format!("{byte:02x}")).collect(),
        ] {
            assert!(hidden.is_in(&format!("x {text} y")), "{text}");
        }
        assert!(!hidden.is_in(&secret[..PART - 1]));
        assert!(!hidden.is_in("an ordinary text of some length, 100%"));
    }
}
