//! The judge's work grows in line with its input: counted in visits, not in seconds.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Judge, MODULE_TYPES, ROOT};
use crate::descriptor::rules::Rules;

/// How many values there are, the value itself and every name counted.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(|value| 1 + size(value)).sum::<usize>(),
        _ => 1,
    }
}

/// Conditions are tried in two forms, controls in four; no value is visited oftener than this.
const VISITS: usize = 8;

fn work_is_linear(value: &Value) {
    let rules = Rules::default();
    for object in MODULE_TYPES.iter().map(|known| known.body).chain([&ROOT]) {
        let mut judge = Judge::new(&rules);
        judge.object(value, object, "");
        assert!(
            judge.visited <= VISITS * size(value),
            "{} visits of {} values",
            judge.visited,
            size(value)
        );
    }
}

#[test]
fn nested_conditions_take_linear_work() {
    for wrong in [json!({"condition": "a"}), json!({"type": "xor"}), json!(5)] {
        let mut nested = wrong;
        for depth in 0..60 {
            work_is_linear(&json!({"conditions": [nested.clone()]}));
            let more = json!({"condition": depth, "conditions": [depth], "type": "and"});
            nested = json!({"conditions": [nested, more], "condition": depth});
        }
    }
}

#[test]
fn many_controls_take_linear_work() {
    let toggles: Vec<Value> = (0..500)
        .map(|key| json!({"key": key, "type": "togglebutton"}))
        .collect();
    let group = json!({"type": "togglegroup", "macroParameter": "a", "controls": toggles});
    let panel = json!({"url": "/", "controls": vec![group; 4]});
    work_is_linear(&json!({"propertyPanel": panel}));
}

/// JSON that uses the schema's own names, so that it gets past the first level.
fn familiar_json() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "conditions",
        "condition",
        "type",
        "controls",
        "propertyPanel",
        "target",
        "options",
        "params",
        "key",
        "lookAndFeel",
        "content",
        "uiSupport",
        "parameters",
        "renderModes",
        "translations",
        "paths",
        "links",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(12, 200, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(names.clone(), inner, 0..6).prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_takes_linear_work(value in familiar_json()) {
        work_is_linear(&value);
    }
}
