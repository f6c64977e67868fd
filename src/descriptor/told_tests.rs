//! No document is told of without end, and what is left out is counted.

use serde_json::{Value, json};

use super::thousands;
use crate::descriptor::{Descriptor, Modules, Rules, Tolerance, Violation, validate_dynamic};

#[test]
fn numbers_can_be_read() {
    assert_eq!(thousands(7), "7");
    assert_eq!(thousands(1_249_900), "1,249,900");
    assert_eq!(thousands(100_000), "100,000");
}

fn good() -> Value {
    json!({
        "key": "my-app", "baseUrl": "https://app.example",
        "authentication": { "type": "jwt" }, "lifecycle": { "installed": "/installed" },
    })
}

fn found(name: &str, value: Value) -> Vec<Violation> {
    let mut descriptor = good();
    descriptor[name] = value;
    Descriptor::from_value(descriptor)
        .unwrap()
        .validate(&Rules::default().unknown_properties(Tolerance::Warning))
}

/// Each way to be wrong without end, `count` times.
fn endless(count: usize) -> Vec<(&'static str, &'static str, Value)> {
    let many = |one: Value| Value::from(vec![one; count]);
    let named = |prefix: &str| {
        let all = (0..count).map(|number| (format!("{prefix}{number}"), json!([{}])));
        Value::Object(all.collect())
    };
    let item = |more: Value| {
        let mut item = json!({ "key": "k", "name": { "value": "x" }, "url": "/", "location": "l" });
        item.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        item
    };
    vec![
        ("a scope", "scopes", many(json!("x"))),
        ("no scope", "scopes", many(json!(1))),
        (
            "an empty module",
            "modules",
            json!({ "webItems": many(json!({})) }),
        ),
        (
            "no module",
            "modules",
            json!({ "webItems": many(json!(1)) }),
        ),
        ("an unknown type", "modules", named("thing")),
        (
            "unknown properties",
            "modules",
            json!({ "webItems": [item(named("x"))] }),
        ),
        (
            "one unknown property",
            "modules",
            json!({ "webItems": many(item(json!({ "x": 1 }))) }),
        ),
        (
            "an unknown event",
            "modules",
            json!({ "webhooks": many(json!({ "event": "x", "url": "/" })) }),
        ),
        (
            "conditions",
            "modules",
            json!({ "generalPages": [item(json!({ "conditions": many(json!({ "condition": "x" })) }))] }),
        ),
        (
            "dangling keys",
            "modules",
            json!({ "keyboardShortcuts": many(json!({ "target": { "key": "x" } })) }),
        ),
    ]
}

/// What is told has a bound, whatever the document: in entries and in bytes.
#[test]
fn no_document_is_told_of_without_end() {
    const COUNT: usize = 5000;
    for (what, name, value) in endless(COUNT) {
        let found = found(name, value);
        assert!(found.len() < 2 * super::IN_ALL, "{what}: {}", found.len());
        let bytes: usize = found.iter().map(|one| one.to_string().len()).sum();
        assert!(bytes < 1024 * 1024, "{what}: {bytes}");
        let more = found.iter().filter(|one| one.message.starts_with("and "));
        assert!(more.count() > 0, "{what}: {found:#?}");
    }
}

#[test]
fn how_many_are_not_told_is_told() {
    let found = found("scopes", json!(vec!["x"; 5000]));
    let scopes: Vec<&Violation> = found
        .iter()
        .filter(|one| one.pointer.starts_with("/scopes/"))
        .collect();
    let (last, first) = scopes.split_last().unwrap();
    assert_eq!(
        (first.len(), &*last.message, &*last.pointer),
        (100, "and 4,900 more", "/scopes/*")
    );
    assert_eq!(last.is_refusal(), first[0].is_refusal());
}

#[test]
fn a_registration_is_told_of_within_bounds() {
    let app = Descriptor::from_value(good()).unwrap();
    let modules = format!("{{\"webItems\":[{}]}}", vec!["{}"; 5000].join(","));
    let found = validate_dynamic(&Modules::parse(&modules).unwrap(), &app, &Rules::default());
    assert!(found.len() < 300, "{}", found.len());
    assert!(
        found.iter().any(|one| one.message == "and 4,900 more"),
        "{found:#?}"
    );
}
