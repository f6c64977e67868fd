//! Shapes of JSON: which fields are there and of which kind, and nothing of what is in them.

use serde_json::Value;

/// The name of the fact whose shapes need only fit.
pub(super) const DATA_SHAPE: &str = "data shape";

/// Whether two shapes of data fit: a list or an object that is empty says nothing of what it holds.
pub(super) fn shapes_fit(one: &str, other: &str) -> bool {
    let read = |text| serde_json::from_str::<Value>(text);
    match (read(one), read(other)) {
        (Ok(one), Ok(other)) => fit(&one, &other),
        _ => one == other,
    }
}

fn fit(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.iter().zip(other).all(|(one, other)| fit(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(name, value)| other.get(name).is_some_and(|other| fit(value, other));
            one.is_empty() || other.is_empty() || one.len() == other.len() && one.iter().all(same)
        }
        (one, other) => one == other,
    }
}

/// Lists have the shape of their first element; fields are named as `field` has it.
pub(super) fn shape(value: &Value, depth: usize, field: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "bool".into(),
        Value::Number(_) => "number".into(),
        Value::String(_) => "text".into(),
        Value::Array(_) | Value::Object(_) if depth == 0 => "…".into(),
        Value::Array(all) => all
            .iter()
            .take(1)
            .map(|one| shape(one, depth - 1, field))
            .collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(name, value)| (field(name), shape(value, depth - 1, field)));
            Value::Object(fields.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_fits_what_is_not() {
        assert!(
            shapes_fit(r#"{"a":[]}"#, r#"{"a":[{"b":"text"}]}"#) && shapes_fit("{}", r#"{"a":[]}"#)
        );
        assert!(
            !shapes_fit(r#"{"a":[]}"#, r#"{"b":[]}"#)
                && !shapes_fit(r#"{"a":"text"}"#, r#"{"a":"number"}"#)
        );
    }
}
