//! Which updates an admin has to approve: the documented list of major version upgrades, as far as a manifest shows it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::Manifest;
use super::listed::listed;

impl Manifest {
    /// What makes this an update of `before` that an admin has to approve, in words; nothing where it is a minor one,
    /// of which nobody is told. Remotes count as they were deployed, not as a test overrides them.
    ///
    /// ```
    /// use mockfluence::manifest::Manifest;
    ///
    /// let before = Manifest::from_yaml("permissions: { scopes: [read:confluence-user] }").unwrap();
    /// let after = Manifest::from_yaml("permissions: { scopes: [read:confluence-groups] }").unwrap();
    /// assert_eq!(after.major_changes(&before), ["a scope is added", "a scope is removed"]);
    /// assert!(before.major_changes(&before).is_empty());
    /// ```
    #[must_use]
    pub fn major_changes(&self, before: &Manifest) -> Vec<&'static str> {
        let (new, old) = (self.deployed(), before.deployed());
        let scopes = |of: &Value| texts(&of["permissions"]["scopes"]);
        let content = |of: &Value| texts(&of["permissions"]["content"]);
        let external = |of: &Value| texts(&of["permissions"]["external"]);
        let providers = |of: &Value| of["providers"].clone();
        let licensed = |of: &Value| of["app"]["licensing"]["enabled"] == true;
        let added = |of: fn(&Value) -> BTreeSet<String>| !of(&new).is_subset(&of(&old));
        let changes = [
            (added(scopes), "a scope is added"),
            (!scopes(&old).is_subset(&scopes(&new)), "a scope is removed"),
            (added(content), "a content permission is added"),
            (added(external), "an external permission is added"),
            (licensed(&new) && !licensed(&old), "licensing is enabled"),
            (providers(&new) != providers(&old), "the providers change"),
        ];
        let changes = changes.into_iter().filter(|(is_so, _)| *is_so);
        let changes = changes.map(|(_, what)| what);
        changes.chain(remote_changes(&new, &old)).collect()
    }
}

/// All texts at any depth, and the names of members that hold a `true` or stand for themselves.
fn texts(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![(String::new(), value)];
    while let Some((place, value)) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().map(|value| (place.clone(), value))),
            Value::Object(members) => open.extend(
                members
                    .iter()
                    .map(|(name, value)| (format!("{place}/{name}"), value)),
            ),
            Value::Null => {}
            // A scope is one, whether it stands in a list or has members of its own.
            Value::String(text) => drop(found.insert(format!("{place}/{text}"))),
            value => drop(found.insert(format!("{place}={value}"))),
        }
        if value.as_object().is_some_and(serde_json::Map::is_empty) {
            found.insert(place);
        }
    }
    found
}

fn remote_changes(new: &Value, old: &Value) -> Vec<&'static str> {
    let by_key = |of: &Value| -> BTreeMap<String, Value> {
        let remotes = listed(&of["remotes"]);
        remotes
            .filter_map(|one| Some((one["key"].as_str()?.to_owned(), one.clone())))
            .collect()
    };
    let (new, old) = (by_key(new), by_key(old));
    let mut found = Vec::new();
    for (key, remote) in &new {
        let Some(known) = old.get(key) else {
            if !remote["baseUrl"].is_null() {
                found.push("a remote is added");
            }
            continue;
        };
        let (urls, before) = (urls(remote), urls(known));
        let customers = !remote["configurable"].is_null();
        if urls.is_empty() {
            // A remote that customers configure can lose its address: it is switched off.
            if !before.is_empty() && !customers {
                found.push("the base URL of a remote is removed");
            }
        } else if urls.iter().any(|url| !before.contains(url)) {
            found.push("the base URL of a remote changes");
        } else if before.iter().any(|url| !urls.contains(url)) {
            found.push("the base URL of a region is removed");
        }
        let in_scope = |of: &Value| of["storage"]["inScopeEUD"] == true;
        if in_scope(remote) && !in_scope(known) {
            found.push("a remote stores end-user data");
        }
        if customers && known["configurable"].is_null() {
            found.push("customers configure a remote");
        }
    }
    found.dedup();
    found
}

/// Region and base URL; a URL that stands alone is the default one.
fn urls(remote: &Value) -> Vec<(String, String)> {
    let base_url = &remote["baseUrl"];
    let alone = base_url.as_str();
    let alone = alone.map(|url| ("default".to_owned(), url.to_owned()));
    let regions = base_url.as_object().into_iter().flatten();
    let regions =
        regions.filter_map(|(region, url)| Some((region.clone(), url.as_str()?.to_owned())));
    alone.into_iter().chain(regions).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    fn manifest(changed: Value) -> Manifest {
        let mut manifest = json!({
            "app": { "id": "ari:cloud:ecosystem::app/x" },
            "permissions": { "scopes": ["read:a", "read:b"], "external": { "fetch": { "backend": [{ "remote": "r" }] } } },
            "remotes": [{ "key": "r", "baseUrl": { "default": "https://r.test", "EU": "https://eu.test" } }],
        });
        for (name, value) in changed.as_object().unwrap() {
            manifest[name] = value.clone();
        }
        Manifest::from_json(manifest).unwrap()
    }

    #[rstest]
    #[case::nothing(json!({}), &[])]
    #[case::modules(json!({ "modules": { "trigger": [] } }), &[])]
    #[case::order(json!({ "permissions": { "scopes": ["read:b", "read:a"], "external": { "fetch": { "backend": [{ "remote": "r" }] } } } }), &[])]
    #[case::egress_removed(json!({ "permissions": { "scopes": ["read:a", "read:b"] } }), &[])]
    #[case::scope_removed(json!({ "permissions": { "scopes": ["read:a"] } }), &["a scope is removed"])]
    #[case::egress(json!({ "permissions": { "scopes": ["read:a", "read:b"], "external": { "images": ["x.test"] } } }),
        &["an external permission is added"])]
    #[case::content(json!({ "permissions": { "scopes": ["read:a", "read:b"], "content": { "styles": ["unsafe-inline"] } } }),
        &["a content permission is added"])]
    #[case::paid(json!({ "app": { "licensing": { "enabled": true } } }), &["licensing is enabled"])]
    #[case::remote_gone(json!({ "remotes": [] }), &[])]
    #[case::region_gone(json!({ "remotes": [{ "key": "r", "baseUrl": "https://r.test" }] }), &["the base URL of a region is removed"])]
    #[case::moved(json!({ "remotes": [{ "key": "r", "baseUrl": { "default": "https://s.test", "EU": "https://eu.test" } }] }),
        &["the base URL of a remote changes"])]
    #[case::other_remote(json!({ "remotes": [{ "key": "s", "baseUrl": "https://r.test" }] }), &["a remote is added"])]
    #[case::off(json!({ "remotes": [{ "key": "r", "configurable": {} }] }), &["customers configure a remote"])]
    #[case::stores(json!({ "remotes": [{ "key": "r", "baseUrl": { "default": "https://r.test", "EU": "https://eu.test" },
        "storage": { "inScopeEUD": true } }] }), &["a remote stores end-user data"])]
    fn the_documented_list(#[case] changed: Value, #[case] expected: &[&str]) {
        let before = manifest(json!({}));
        assert_eq!(manifest(changed).major_changes(&before), expected);
        let elsewhere = manifest(json!({})).with_remote("r", "http://localhost:1");
        assert!(elsewhere.major_changes(&before).is_empty());
    }
}
