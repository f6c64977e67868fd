//! A reply as facts: its status, the headers that matter, the shape of its body, and the texts in it.

use std::collections::BTreeMap;

use http::HeaderMap;
use serde_json::Value;

use super::anonymous::Anonymous;
use super::forms::{listed, path};
use super::look::{Look, PREFIX};
use super::observed::Observed;
use super::shape::{DATA_SHAPE, shape};

/// The headers that an app may notice.
pub(super) const HEADERS: [&str; 5] = [
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

/// The titles of pages that hosts are known to have.
const TITLES: [&str; 2] = [
    "Atlassian Cloud Notifications - Page Unavailable",
    "ERROR: The request could not be satisfied",
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
        Ok(value) => {
            // What stands in an error are the host's words.
            if (200..300).contains(&status) {
                anonymous.learn(&value);
            }
            of_json(observed, &value, look, anonymous)
        }
        Err(_) => of_text(observed, &text, look, anonymous),
    }
}

fn header(name: &str, value: &str, anonymous: &Anonymous) -> String {
    let shown = anonymous.text(value);
    match name {
        "content-type" => content_type(&value.to_ascii_lowercase()),
        // An order of methods means nothing.
        "allow" => {
            let shown = listed(value);
            let mut methods: Vec<&str> = shown.split(',').map(str::trim).collect();
            methods.sort_unstable();
            methods.join(",")
        }
        "location" if shown.starts_with('/') => path(&shown),
        "location" => shown,
        _ => listed(&shown),
    }
}

/// Type and charset; of others that there are some.
fn content_type(value: &str) -> String {
    let mut parts = value.split(';').map(str::trim);
    let fits = |c: char| c.is_ascii_alphanumeric() || "/.+-".contains(c);
    let kind = parts.next().unwrap_or_default();
    let kind = if kind.chars().all(fits) {
        kind
    } else {
        "{type}"
    };
    let others = parts.map(|part| match part.strip_prefix("charset=") {
        Some(charset) if charset.chars().all(fits) => part,
        _ => "{parameter}",
    });
    let parts: Vec<&str> = std::iter::once(kind).chain(others).collect();
    parts.join(";")
}

fn of_json(observed: Observed, value: &Value, look: Look, anonymous: &Anonymous) -> Observed {
    if look == Look::OwnModules {
        let own = given_back(&own_modules(value), anonymous);
        return observed.with("own modules", own.to_string());
    }
    let field = |name: &str| anonymous.field(name);
    let name = match look {
        Look::Data => DATA_SHAPE,
        Look::Words | Look::OwnModules => "body shape",
    };
    let mut observed = observed.with(name, shape(value, DEPTH, &field).to_string());
    if look == Look::Words {
        let mut words = BTreeMap::new();
        collect(value, "", &mut words, DEPTH);
        for (place, text) in words {
            let place: Vec<String> = place.split('/').map(field).collect();
            let name = format!("body {}", place.join("/"));
            observed = observed.with(name, anonymous.text(&text));
        }
    }
    observed
}

/// A page is known by its title: the rest differs from request to request. Of a title that no host is known
/// to have, nobody knows whose name is in it.
fn of_text(observed: Observed, text: &str, look: Look, anonymous: &Anonymous) -> Observed {
    let trimmed = text.trim();
    let lower = trimmed.to_ascii_lowercase();
    if trimmed.is_empty() {
        return observed.with("body shape", "nothing");
    }
    if lower.starts_with('<') {
        let title = match title(trimmed, &lower) {
            None => "none",
            Some(title) => TITLES
                .into_iter()
                .find(|known| *known == title)
                .unwrap_or("{another title}"),
        };
        return observed
            .with("body shape", "a page")
            .with("body title", title);
    }
    let observed = observed.with("body shape", "a text");
    match look {
        Look::Words => observed.with("body text", anonymous.text(trimmed)),
        Look::Data | Look::OwnModules => observed,
    }
}

fn title<'a>(page: &'a str, lower: &str) -> Option<&'a str> {
    let from = lower.find("<title")?;
    let from = from + lower.get(from..)?.find('>')? + 1;
    let end = from + lower.get(from..)?.find("</title")?;
    page.get(from..end).map(str::trim)
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

/// What a probe has sent, as the site gives it back.
fn given_back(value: &Value, anonymous: &Anonymous) -> Value {
    match value {
        Value::String(text) => anonymous.given_back(text).into(),
        Value::Array(all) => all.iter().map(|one| given_back(one, anonymous)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields =
                fields.map(|(name, value)| (anonymous.field(name), given_back(value, anonymous)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

/// The modules of the probes, by type.
pub(super) fn own_modules(value: &Value) -> Value {
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
