//! The cookbook's table of module properties has every property of the schema, and no other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const PAGE: &str = include_str!("../../src/cookbook/module_properties.md");

/// Property, module types, what it does.
fn rows() -> Vec<(String, String, String)> {
    let lines = PAGE.lines().filter(|line| line.starts_with("| `"));
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{line}");
        let plain = |text: &str| text.replace('`', "");
        (plain(cells[0]), plain(cells[1]), cells[2].to_owned())
    });
    rows.collect()
}

fn resolved<'a>(schema: &'a Value, shape: &'a Value) -> &'a Value {
    match shape["$ref"].as_str() {
        Some(reference) => schema.pointer(reference.trim_start_matches('#')).unwrap(),
        None => shape,
    }
}

/// Each property, with what is nested in it, and the module types that have it.
fn properties() -> BTreeMap<String, BTreeSet<String>> {
    let schema: Value = serde_json::from_str(&mockfluence::descriptor::json_schema()).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let members = |shape: &Value| shape["properties"].as_object().cloned().unwrap_or_default();
    for (kind, shape) in members(&schema["properties"]["modules"]) {
        let body = shape.get("items").unwrap_or(&shape);
        for (name, property) in members(resolved(&schema, body)) {
            for inner in members(resolved(&schema, &property)).keys() {
                let whole = format!("{name}.{inner}");
                found.entry(whole).or_default().insert(kind.clone());
            }
            found.entry(name).or_default().insert(kind.clone());
        }
    }
    found
}

#[test]
fn every_property_of_every_module_type_has_a_row_and_every_row_a_property() {
    let properties = properties();
    assert!(properties.len() > 100, "{}", properties.len());
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (property, types, _) in rows() {
        let known = properties.get(&property);
        let known = known.unwrap_or_else(|| panic!("`{property}` is no property of the schema"));
        let types = match types.as_str() {
            "all" => known.clone(),
            some => some.split(", ").map(str::to_owned).collect(),
        };
        for kind in types {
            assert!(known.contains(&kind), "{kind} has no `{property}`");
            let is_new = told
                .entry(property.clone())
                .or_default()
                .insert(kind.clone());
            assert!(is_new, "`{property}` of {kind} is there twice");
        }
    }
    for (property, types) in &properties {
        let above = property.split('.').next().unwrap();
        let whole = told.get(property).or_else(|| told.get(above));
        let is_told = whole.is_some_and(|told| types.is_subset(told));
        assert!(is_told, "`{property}` has no row for all of {types:?}");
    }
}

#[test]
fn every_row_says_whether_the_tenant_acts() {
    for (property, _, here) in rows() {
        let words = ["acted on: ", "browser: ", "not modelled: "];
        let word = words.iter().find(|word| here.starts_with(**word));
        assert!(
            word.is_some_and(|word| here.len() > word.len()),
            "{property}: {here}"
        );
    }
}
