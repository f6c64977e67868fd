//! What the log takes out of a text, and what it leaves.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::cleaner::Cleaner;
use super::known_secrets::PART;
use super::{jwt_form, token_forms};
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
fn a_token_is_found_in_hexadecimal_and_in_base64_too() {
    let (cleaner, ..) = cleaner();
    let token = format!(
        "eyJhbGciOiJSUzI1NiIsImtpZCI6ImZvcmdlIn0.eyJqdGkiOiJ4In0.{}",
        "sig-_9".repeat(40)
    );
    for shift in ["", "x", "xy", "xyz", "a token: "] {
        let text = format!("{shift}{token}");
        for whole in [
            STANDARD.encode(&text),
            URL_SAFE_NO_PAD.encode(&text),
            hex(text.as_bytes()),
            hex(text.as_bytes()).to_uppercase(),
        ] {
            for written in [&whole[..], &whole[..whole.len() / 2]] {
                let clean = cleaner.clean(written);
                assert!(
                    clean.ends_with("{token}") && clean.len() < 40,
                    "{shift}: {clean}"
                );
            }
        }
    }
}

/// Whatever looks like the beginning of a token, at every place of a long text.
#[test]
fn nothing_that_only_begins_like_a_token_costs_more_than_its_length() {
    let (cleaner, ..) = cleaner();
    for piece in ["ey", "65794a", "ZXlK", "xGV5S", "BleUo", "eyJ"] {
        let text = piece.repeat(120_000 / piece.len());
        let begun = std::time::Instant::now();
        assert!(matches!(cleaner.clean(&text), Cow::Borrowed(_)), "{piece}");
        // Half a second of an unoptimised build; squared it would be minutes.
        assert!(begun.elapsed().as_secs() < 10, "{piece}");
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

#[test]
fn something_begins_with_each_byte_that_may_begin_and_with_no_other() {
    let secret = Identity::new("acme".into(), 0).shared_secret("app", 1);
    let access = Identity::new("acme".into(), 0).access_token(0);
    let plain = [secret, access, "eyJhbGci.eyJpc3Mi.sig".to_owned()];
    let mut begin = BTreeSet::new();
    for text in plain.iter().flat_map(|text| {
        // Each in hexadecimal, and in base64 at the three places of a group.
        let moved = ["", "x", "xx"].map(|before| STANDARD.encode(format!("{before}{text}")));
        let once = [text.clone(), hex(text.as_bytes())];
        once.into_iter().chain(moved)
    }) {
        for at in 0..text.len().min(8) {
            for byte in 0..=255 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = byte;
                if token_forms::at(&bytes, at, &mut jwt_form::Words::default()).is_some() {
                    begin.insert(char::from(byte));
                }
            }
        }
    }
    let may = (0..=255).filter(|byte| token_forms::may_begin(*byte));
    assert_eq!(begin, may.map(char::from).collect());
}
