//! Finds a secret in a text: whole, twelve characters of it, and the same in every encoding.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// From how many characters on a part of a secret is too much.
const PART: usize = 12;

/// Every part of every secret, in every encoding, by its bytes.
pub(crate) struct Search(HashMap<[u8; PART], String>);

impl Search {
    pub(crate) fn of(secrets: &[(String, String)]) -> Self {
        let mut parts = HashMap::new();
        for (name, secret) in secrets {
            for (encoding, text) in encoded(secret) {
                for part in text.as_bytes().windows(PART) {
                    let what = format!("{name}, {encoding}: `{}`", String::from_utf8_lossy(part));
                    parts.entry(part.try_into().unwrap()).or_insert(what);
                }
            }
        }
        Self(parts)
    }

    /// What is in the text as it stands, and with its escapes undone.
    pub(crate) fn find(&self, text: &str) -> Option<&str> {
        let unescaped = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
        let unescaped = unescaped.replace("\\u002e", ".").replace("\\/", "/");
        [text, &unescaped].into_iter().find_map(|text| {
            let mut parts = text.as_bytes().windows(PART);
            parts.find_map(|part| self.0.get(part)).map(String::as_str)
        })
    }
}

fn encoded(secret: &str) -> Vec<(&'static str, String)> {
    let hex = |upper: bool| -> String {
        let digits = secret.bytes().map(|byte| match upper {
            true => format!("{byte:02X}"),
            false => format!("{byte:02x}"),
        });
        digits.collect()
    };
    let mut all = vec![
        ("as it is", secret.to_owned()),
        ("hexadecimal", hex(false)),
        ("HEXADECIMAL", hex(true)),
    ];
    for shift in ["", "x", "xx"] {
        let text = format!("{shift}{secret}");
        // What encodes the shift too is no part of the secret, nor is what pads it.
        let own = |text: String| text[4..text.len() - 4].to_owned();
        all.push(("base64", own(STANDARD.encode(&text))));
        all.push(("base64url", own(URL_SAFE.encode(&text))));
    }
    all
}

#[test]
fn the_search_finds_what_it_is_for() {
    let secret = "ATCO-a-secret-of-a-good-length-0123456789";
    let search = Search::of(&[("one".into(), secret.into())]);
    let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for text in [
        secret.to_owned(),
        secret[7..7 + PART].to_owned(),
        percent,
        STANDARD.encode(format!("key:{secret}")),
        secret.bytes().map(|byte| format!("{byte:02x}")).collect(),
    ] {
        assert!(
            search.find(&format!("before {text} after")).is_some(),
            "{text}"
        );
    }
    assert_eq!(search.find(&secret[..PART - 1]), None);
}
