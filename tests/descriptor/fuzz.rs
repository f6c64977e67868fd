//! Whatever is read and judged, nothing panics, and what was read is given back.

use std::sync::LazyLock;

use mockfluence::descriptor::{Descriptor, Modules, Rules, validate_dynamic};
use proptest::prelude::*;
use serde_json::Value;

/// A descriptor with every module type and every property.
static EVERYTHING: LazyLock<Value> = LazyLock::new(|| {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/descriptors/valid/every-module-type.json"
    );
    let text = std::fs::read_to_string(file).expect("the fixture");
    serde_json::from_str(&text).expect("the fixture is JSON")
});

static PLACES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut open = vec![(String::new(), &*EVERYTHING)];
    let mut found = Vec::new();
    while let Some((place, value)) = open.pop() {
        let children: Vec<(String, &Value)> = match value {
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.clone(), value))
                .collect(),
            Value::Array(values) => values
                .iter()
                .enumerate()
                .map(|(at, value)| (at.to_string(), value))
                .collect(),
            _ => Vec::new(),
        };
        open.extend(
            children
                .into_iter()
                .map(|(name, child)| (format!("{place}/{name}"), child)),
        );
        found.push(place);
    }
    found
});

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-zA-Z0-9:/{}%.#() -]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..8)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

fn judge_everywhere(text: &str) {
    for rules in [Rules::default(), Rules::strict(), Rules::lenient()] {
        if let Ok(descriptor) = Descriptor::parse(text) {
            let found = descriptor.validate(&rules);
            let _ = (
                rules.host_answer(&found),
                found.iter().map(ToString::to_string).collect::<String>(),
            );
            let _ = (
                descriptor.scopes(),
                descriptor.translations(),
                descriptor.region_base_urls(),
            );
        }
        if let Ok(modules) = Modules::parse(text) {
            let app = Descriptor::parse("{}").expect("an object");
            drop(validate_dynamic(&modules, &app, &rules));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        judge_everywhere(&text);
    }

    #[test]
    fn any_broken_json_is_read_or_refused(text in r#"[\{\}\[\]",:/*#%<@$a0\n é-]{0,40}"#) {
        if let Err(error) = Descriptor::parse(&text) {
            prop_assert!(error.line() >= 1 && error.column() >= 1);
            prop_assert!(error.line() <= text.lines().count() + 1);
        }
        judge_everywhere(&text);
    }

    #[test]
    fn any_json_is_judged(value in any_json()) {
        judge_everywhere(&value.to_string());
    }

    #[test]
    fn any_value_anywhere_is_judged(value in any_json(), place in 0..PLACES.len()) {
        let mut changed = EVERYTHING.clone();
        if let Some(here) = changed.pointer_mut(&PLACES[place]) {
            *here = value;
        }
        judge_everywhere(&changed.to_string());
    }

    #[test]
    fn a_descriptor_cut_off_anywhere_is_refused(at in 1..2000usize) {
        let text = EVERYTHING.to_string();
        let cut: String = text.chars().take(at.min(text.chars().count() - 1)).collect();
        prop_assert!(Descriptor::parse(&cut).is_err());
    }

    #[test]
    fn modules_are_given_back_as_they_came(value in any_json()) {
        let text = serde_json::json!({"webItems": [value, 1], "x": {"y": value}}).to_string();
        prop_assert_eq!(Modules::parse(&text).unwrap().to_json(), text);
    }
}
