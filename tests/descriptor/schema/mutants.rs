//! Documents changed in every way at every place.

use serde_json::{Value, json};

/// Shared objects are mutated in one place only.
pub(crate) fn are_elsewhere(name: &str, place: &str) -> bool {
    let shared = [
        "/conditions/",
        "/icon/",
        "/tooltip/",
        "/name/",
        "/description/",
    ];
    let boxes = ["/lookAndFeel/content/header", "/lookAndFeel/content/body"];
    let within = |parts: &[&str]| parts.iter().any(|part| place.contains(part));
    within(&shared) && !name.starts_with("webItems")
        || within(&boxes)
        || within(&["/parameters/", "/propertyPanel/"]) && name.starts_with("static")
}

/// Every place below the root.
pub(crate) fn places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.replace('/', "~1"), value))
            .collect(),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        found.push(format!("/{name}"));
        found.extend(
            places(child)
                .into_iter()
                .map(|below| format!("/{name}{below}")),
        );
    }
    found
}

/// The document with the value at this place changed in every way, and with it gone.
pub(crate) fn at(document: &Value, place: &str) -> Vec<Value> {
    let original = document.pointer(place).expect("the place exists");
    let mut found = Vec::new();
    for value in changed(original) {
        let mut mutant = document.clone();
        *mutant.pointer_mut(place).expect("the place exists") = value;
        found.push(mutant);
    }
    let (above, name) = place.rsplit_once('/').expect("a place below the root");
    let mut without = document.clone();
    if let Some(Value::Object(members)) = without.pointer_mut(above) {
        members.remove(&name.replace("~1", "/"));
        found.push(without);
    }
    found
}

fn changed(original: &Value) -> Vec<Value> {
    let mut found = vec![
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!(2.0),
        json!("x"),
        json!([]),
        json!({}),
    ];
    found.push(json!([original]));
    match original {
        Value::String(text) => {
            let longer = [11, 101, 256, 1001, 1501, 10_001].map(|length| json!("a".repeat(length)));
            found.extend(longer);
            found.extend([
                json!(text.to_uppercase()),
                json!(text.to_lowercase()),
                json!(title(text)),
            ]);
            found.extend(
                [
                    "", "a b", "A_B", "a.b", "#12", "0", "10px", "none", "é", "-1",
                ]
                .map(|text| json!(text)),
            );
            found.push(json!(format!("{text} ")));
        }
        Value::Array(values) => {
            let first = values.first().cloned().unwrap_or(json!("x"));
            if !first.pointer("/name").is_some_and(Value::is_object) {
                found.push(json!(vec![first.clone(); 201]));
            }
            found.push(first);
        }
        Value::Object(members) => {
            let mut more = members.clone();
            more.insert("unknown".to_owned(), json!({"a": [1]}));
            found.push(Value::Object(more));
        }
        _ => {}
    }
    found
}

fn title(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
