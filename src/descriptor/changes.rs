//! What an upgrade changes: the places where two descriptors differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::document::Descriptor;

/// The longest value that a change tells, in characters.
const LONGEST: usize = 60;

/// One place where a descriptor differs from the one before. `Display` gives `+ scopes.WRITE`,
/// `- modules.webItems.old` or `version 1.0 -> 1.1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Where: members by name, modules by key.
    pub place: String,
    /// The value before, shortened; none if it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The value now, shortened; none if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{place} {before} -> {after}"),
            (Some(_), None) => write!(f, "- {place}"),
            (None, _) => write!(f, "+ {place}"),
        }
    }
}

impl Descriptor {
    /// What is different from an earlier descriptor, by place.
    ///
    /// ```
    /// use mockfluence::descriptor::Descriptor;
    ///
    /// let old = Descriptor::parse(r#"{"key": "a", "version": "1", "scopes": ["READ"]}"#)?;
    /// let new = Descriptor::parse(r#"{"key": "a", "version": "2", "scopes": ["READ", "WRITE"]}"#)?;
    /// let changes: Vec<String> = new.changes_since(&old).iter().map(ToString::to_string).collect();
    /// assert_eq!(changes, ["+ scopes.WRITE", "version 1 -> 2"]);
    /// # Ok::<(), mockfluence::descriptor::DescriptorError>(())
    /// ```
    #[must_use]
    pub fn changes_since(&self, earlier: &Descriptor) -> Vec<Change> {
        let mut changes = Vec::new();
        compare("", earlier.value(), self.value(), &mut changes);
        changes
    }
}

fn compare(place: &str, before: &Value, after: &Value, changes: &mut Vec<Change>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            members(place, &named(before), &named(after), changes);
        }
        (Value::Array(one), Value::Array(other)) => match (keyed(one), keyed(other)) {
            (Some(before), Some(after)) => members(place, &before, &after, changes),
            _ => changes.push(change(place, Some(before), Some(after))),
        },
        _ => changes.push(change(place, Some(before), Some(after))),
    }
}

type Members<'a> = BTreeMap<&'a str, &'a Value>;

fn members(place: &str, before: &Members<'_>, after: &Members<'_>, changes: &mut Vec<Change>) {
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    for name in names {
        let place = match place {
            "" => name.to_owned(),
            place => format!("{place}.{name}"),
        };
        match (before.get(name), after.get(name)) {
            (Some(before), Some(after)) => compare(&place, before, after, changes),
            (before, after) => {
                let list = before.or(after).and_then(|one| keyed(one.as_array()?));
                match list.filter(|list| !list.is_empty()) {
                    // A first module of its type, or a last one.
                    Some(list) if before.is_some() => {
                        members(&place, &list, &Members::new(), changes);
                    }
                    Some(list) => members(&place, &Members::new(), &list, changes),
                    None => changes.push(change(&place, before.copied(), after.copied())),
                }
            }
        }
    }
}

fn named(object: &Map<String, Value>) -> Members<'_> {
    object
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect()
}

/// A list whose elements have names of their own: modules by key, scopes by themselves.
fn keyed(list: &[Value]) -> Option<Members<'_>> {
    let named: Option<Members<'_>> = list.iter().map(|one| Some((name(one)?, one))).collect();
    named.filter(|named| named.len() == list.len())
}

fn name(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        other => other.get("key")?.as_str(),
    }
}

fn change(place: &str, before: Option<&Value>, after: Option<&Value>) -> Change {
    Change {
        place: place.to_owned(),
        before: before.map(shortened),
        after: after.map(shortened),
    }
}

fn shortened(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changes(before: Value, after: Value) -> Vec<String> {
        let [before, after] = [before, after].map(|value| Descriptor::from_value(value).unwrap());
        let changes = after.changes_since(&before);
        changes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn modules_are_told_by_key_and_scopes_by_name() {
        let before = json!({
            "key": "a", "baseUrl": "http://one", "scopes": ["READ", "ADMIN"],
            "modules": { "webItems": [{ "key": "old" }, { "key": "same", "url": "/a" }],
                "configurePage": { "key": "page", "url": "/x" } }
        });
        let after = json!({
            "key": "a", "baseUrl": "http://two", "scopes": ["WRITE", "READ"], "lifecycle": { "enabled": "/e" },
            "modules": { "webItems": [{ "key": "same", "url": "/b" }, { "key": "new" }],
                "configurePage": { "key": "page", "url": "/x" } }
        });
        assert_eq!(
            changes(before.clone(), after),
            [
                "baseUrl http://one -> http://two",
                "+ lifecycle",
                "+ modules.webItems.new",
                "- modules.webItems.old",
                "modules.webItems.same.url /a -> /b",
                "- scopes.ADMIN",
                "+ scopes.WRITE",
            ]
        );
        assert_eq!(changes(before.clone(), before), [""; 0]);
    }

    #[test]
    fn what_has_no_names_is_compared_whole() {
        let (none, one) = (
            json!({ "key": "a" }),
            json!({ "key": "a", "scopes": ["READ"] }),
        );
        assert_eq!(changes(none.clone(), one.clone()), ["+ scopes.READ"]);
        assert_eq!(changes(one, none), ["- scopes.READ"]);
        let list = |numbers: Value| json!({ "key": "a", "x": numbers });
        assert_eq!(
            changes(list(json!([1, 2])), list(json!([2, 1]))),
            ["x [1,2] -> [2,1]"]
        );
        let doubled = list(json!([{ "key": "a" }, { "key": "a", "y": 1 }]));
        assert_eq!(changes(list(json!([])), doubled).len(), 1);
        assert_eq!(
            changes(list(json!("é".repeat(99))), list(json!(null))),
            [format!("x {}… -> null", "é".repeat(60))]
        );
    }
}
