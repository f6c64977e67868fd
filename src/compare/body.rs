//! A reply as facts: its status, the headers that matter, the shape of its body, and the texts in it.

use std::collections::BTreeMap;

use http::HeaderMap;
use serde_json::Value;

use super::anonymous::Anonymous;
use super::observed::Observed;
use super::shape::{DATA_SHAPE, shape};

/// What of a body counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Its shape, and the host's words.
    Words,
    /// Its shape alone: the rest is the site's data.
    Data,
    /// Of the modules that it lists, those of the probes, whole.
    OwnModules,
}

/// What the keys of our modules and properties begin with.
pub(super) const PREFIX: &str = "mockfluence-probe-";

/// The headers that an app may notice.
const HEADERS: [&str; 5] = [
    "allow",
    "cache-control",
    "content-type",
    "location",
    "www-authenticate",
];

/// The fields of a body that are the host's words and no data.
const WORDS: [&str; 12] = [
    "code",
    "detail",
    "error",
    "error_description",
    "errorMessage",
    "message",
    "reason",
    "status",
    "statusCode",
    "status-code",
    "subCode",
    "title",
];

/// How deep a shape goes.
const DEPTH: usize = 6;

pub(super) fn facts(
    asked: String,
    (status, headers, body): (u16, &HeaderMap, &[u8]),
    look: Look,
    anonymous: &Anonymous,
) -> Observed {
    let mut observed = Observed::of(asked).with("status", status.to_string());
    for name in HEADERS {
        let values = headers.get_all(name).iter();
        let values: Vec<String> = values
            .map(|value| header(name, &String::from_utf8_lossy(value.as_bytes()), anonymous))
            .collect();
        if !values.is_empty() {
            observed = observed.with(format!("header {name}"), values.join(", "));
        }
    }
    let text = String::from_utf8_lossy(body);
    match serde_json::from_str::<Value>(&text) {
        Ok(value) => of_json(observed, &value, look, anonymous),
        Err(_) => of_text(observed, &text, look, anonymous),
    }
}

fn header(name: &str, value: &str, anonymous: &Anonymous) -> String {
    match name {
        "content-type" => value.to_ascii_lowercase().replace(' ', ""),
        // An order of methods means nothing.
        "allow" => {
            let mut methods: Vec<&str> = value.split(',').map(str::trim).collect();
            methods.sort_unstable();
            methods.join(",")
        }
        _ => anonymous.text(value),
    }
}

fn of_json(observed: Observed, value: &Value, look: Look, anonymous: &Anonymous) -> Observed {
    if look == Look::OwnModules {
        return observed.with(
            "own modules",
            anonymous.text(&own_modules(value).to_string()),
        );
    }
    let name = match look {
        Look::Data => DATA_SHAPE,
        Look::Words | Look::OwnModules => "body shape",
    };
    let shape = anonymous.text(&shape(value, DEPTH).to_string());
    let mut observed = observed.with(name, shape);
    if look == Look::Words {
        let mut words = BTreeMap::new();
        collect(value, "", &mut words, DEPTH);
        for (name, text) in words {
            let name = format!("body {}", anonymous.text(&name));
            observed = observed.with(name, anonymous.text(&text));
        }
    }
    observed
}

/// A page is known by its title: the rest differs from request to request.
fn of_text(observed: Observed, text: &str, look: Look, anonymous: &Anonymous) -> Observed {
    let trimmed = text.trim();
    let lower = trimmed.to_ascii_lowercase();
    if trimmed.is_empty() {
        return observed.with("body shape", "nothing");
    }
    if lower.starts_with('<') {
        let from = lower.find("<title>").map(|at| at + "<title>".len());
        let title =
            from.and_then(|from| Some(&trimmed[from..from + lower[from..].find("</title>")?]));
        return observed
            .with("body shape", "a page")
            .with("body title", anonymous.text(title.unwrap_or_default()));
    }
    let observed = observed.with("body shape", "a text");
    match look {
        Look::Words => observed.with("body text", anonymous.text(trimmed)),
        Look::Data | Look::OwnModules => observed,
    }
}

fn collect(value: &Value, place: &str, into: &mut BTreeMap<String, String>, depth: usize) {
    match value {
        Value::Object(fields) if depth > 0 => {
            for (name, value) in fields {
                let place = format!("{place}/{name}");
                match value {
                    Value::String(text) if WORDS.contains(&name.as_str()) => {
                        into.insert(place, text.clone());
                    }
                    Value::Number(number) if WORDS.contains(&name.as_str()) => {
                        into.insert(place, number.to_string());
                    }
                    value => collect(value, &place, into, depth - 1),
                }
            }
        }
        Value::Array(all) if depth > 0 => {
            for (at, value) in all.iter().enumerate().take(4) {
                collect(value, &format!("{place}/{at}"), into, depth - 1);
            }
        }
        _ => {}
    }
}

/// The modules of the probes, by type.
fn own_modules(value: &Value) -> Value {
    let is_own = |module: &&Value| {
        let key = module["key"].as_str();
        key.is_some_and(|key| key.starts_with(PREFIX))
    };
    let types = value.as_object().into_iter().flatten();
    let own = types.filter_map(|(name, modules)| {
        let own: Vec<Value> = modules.as_array()?.iter().filter(is_own).cloned().collect();
        (!own.is_empty()).then(|| (name.clone(), Value::Array(own)))
    });
    Value::Object(own.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_is_in_no_fact() {
        let anonymous = Anonymous::new(&"a-secret-of-the-test".into(), Vec::new());
        let body = json!({ "results": [{ "title": "Salaries", "n": 1 }], "size": 1 }).to_string();
        let seen = facts(
            "GET".into(),
            (200, &HeaderMap::new(), body.as_bytes()),
            Look::Data,
            &anonymous,
        );
        assert!(!format!("{seen:?}").contains("Salaries"), "{seen:?}");
        assert_eq!(
            seen.facts[DATA_SHAPE],
            r#"{"results":[{"n":"number","title":"text"}],"size":"number"}"#
        );
    }

    #[test]
    fn of_modules_only_those_of_the_probes_are_kept() {
        let theirs =
            json!({ "webItems": [{ "key": "theirs" }, { "key": "mockfluence-probe-1" }], "x": [] });
        let own = json!({ "webItems": [{ "key": "mockfluence-probe-1" }] });
        assert_eq!(own_modules(&theirs), own);
    }
}
