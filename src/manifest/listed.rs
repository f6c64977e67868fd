//! Lists in a manifest, which may be anything.

use serde_json::Value;

/// The objects of a list, whatever else is in it.
pub(super) fn listed(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
