//! How large and how deep a manifest may be.

use serde_json::Value;

use super::error::ManifestError;

/// The deepest nesting, as of a descriptor.
pub(super) const DEEPEST: usize = 100;

/// How many values a manifest may have, those that aliases repeat included.
pub(super) const MOST: usize = 100_000;

/// The longest text, in bytes.
pub(super) const LONGEST: usize = 1024 * 1024;

pub(super) fn too_deep() -> String {
    format!("it is nested deeper than {DEEPEST}")
}

/// How deep a value is that is no deeper than a document may be.
pub(super) fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

/// Whether a value is within the bounds of a manifest. Walks with a list of its own, because a recursive walk is what a
/// deep value would break.
pub(super) fn bounded(value: &Value) -> Result<(), ManifestError> {
    let mut open = vec![(value, 0)];
    let mut values = 0;
    while let Some((value, depth)) = open.pop() {
        values += 1;
        if depth > DEEPEST {
            return Err(ManifestError::whole(too_deep()));
        }
        match value {
            Value::Array(values) => open.extend(values.iter().map(|value| (value, depth + 1))),
            Value::Object(members) => open.extend(members.values().map(|value| (value, depth + 1))),
            _ => {}
        }
    }
    match values > MOST {
        true => Err(ManifestError::whole(format!(
            "it has more than {MOST} values"
        ))),
        false => Ok(()),
    }
}
