//! What the library reads: descriptors, dynamic modules, tokens, hashes, filters, settings, faults.

use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use mockfluence::descriptor::{Descriptor, Modules, Rules, validate_dynamic};
use mockfluence::jwt::{CanonicalRequest, HostPath, decode, verify};
use mockfluence::{Fault, Filter, Settings, User};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::engine::{files, fuzz};

fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

fn descriptors() -> Vec<Vec<u8>> {
    let folders = ["valid", "invalid", "warned"];
    let folders = folders.map(|folder| files(&format!("fixtures/descriptors/{folder}")));
    folders.into_iter().flatten().collect()
}

#[test]
fn descriptor() {
    let before = Descriptor::parse(&text(&descriptors()[0])).unwrap();
    fuzz("descriptor", &descriptors(), 200, |input| {
        let Ok(descriptor) = Descriptor::parse(&text(input)) else {
            return;
        };
        for rules in [Rules::default(), Rules::strict(), Rules::lenient()] {
            let found = descriptor.validate(&rules);
            let told: usize = found.iter().map(|one| one.to_string().len()).sum();
            // What is told has a bound, beside what it quotes.
            assert!(told < 2_000_000 + 20 * input.len(), "{told} bytes are told");
            let _ = rules.host_answer(&found);
        }
        let _ = (
            descriptor.changes_since(&before),
            before.changes_since(&descriptor),
        );
        let _ = (
            descriptor.scopes(),
            descriptor.translations(),
            descriptor.region_base_urls(),
        );
    });
}

#[test]
fn dynamic_modules() {
    let app = Descriptor::parse(&text(&descriptors()[0])).unwrap();
    fuzz(
        "dynamic-modules",
        &files("tests/fuzz/corpus/dynamic-modules"),
        200,
        |input| {
            let Ok(modules) = Modules::parse(&text(input)) else {
                return;
            };
            let _ = validate_dynamic(&modules, &app, &Rules::default());
            let again = Modules::parse(&modules.to_json()).expect("what was written is read");
            assert_eq!(again.keys(), modules.keys());
            let _ = modules.i18n_keys();
        },
    );
}

#[test]
fn token() {
    fuzz("token", &files("tests/fuzz/corpus/token"), 500, |input| {
        let token = text(input);
        if let Ok(decoded) = decode(&token) {
            let _ = format!("{decoded:?}");
        }
        let request = CanonicalRequest::from_app("GET", "/wiki/rest/api/user", "/wiki");
        let late = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
        for at in [SystemTime::UNIX_EPOCH, SystemTime::now(), late] {
            let _ = format!("{:?}", verify(&token, "secret", Some(&request), at));
        }
    });
}

#[test]
fn qsh() {
    fuzz("qsh", &files("tests/fuzz/corpus/qsh"), 500, |input| {
        let target = text(input);
        let (method, rest) = target.split_once(' ').unwrap_or(("GET", &target));
        let (target, form) = rest.split_once('\n').unwrap_or((rest, ""));
        for canonical in [
            CanonicalRequest::from_app_form(method, target, "/wiki", form),
            CanonicalRequest::to_app_form(method, target, "/base", HostPath::Raw, form),
            CanonicalRequest::to_app_form(method, target, "", HostPath::Decoded, form),
        ] {
            assert_eq!(canonical.qsh().len(), 64);
            // Percent-encoded once, at most three bytes for each, and of U+FFFD nine.
            assert!(canonical.as_str().len() <= 12 * input.len() + 16);
        }
    });
}

/// What was read is written as it is read.
fn comes_back<T: DeserializeOwned + Serialize + PartialEq + Debug>(input: &[u8]) -> Option<T> {
    let read: T = serde_json::from_slice(input).ok()?;
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(again, read, "{written}");
    Some(read)
}

#[test]
fn filter() {
    fuzz("filter", &files("tests/fuzz/corpus/filter"), 500, |input| {
        let _ = comes_back::<Filter>(input).map(|filter| filter.to_string());
    });
}

#[test]
fn settings() {
    fuzz(
        "settings",
        &files("tests/fuzz/corpus/settings"),
        500,
        |input| {
            let _ = comes_back::<Settings>(input);
        },
    );
}

#[test]
fn fault() {
    fuzz("fault", &files("tests/fuzz/corpus/fault"), 500, |input| {
        let _ = comes_back::<Fault>(input).map(|fault| fault.to_string());
    });
}

#[test]
fn user() {
    fuzz("user", &files("tests/fuzz/corpus/user"), 500, |input| {
        let _ = comes_back::<User>(input);
    });
}
