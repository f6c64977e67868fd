//! How bodies are kept, and how they are shown: the part that matters, on one line.

use serde_json::Value;

use super::cleaner::Cleaner;
use crate::descriptor::ordered;
use crate::foreign::lossy;

/// The longest body the log keeps whole, in bytes.
pub(super) const KEPT: usize = 64 * 1024;
/// The longest body a log line shows, in characters.
const SHOWN: usize = 300;

/// How far beyond that it is read, so that nothing is cut in two before it is known for a secret.
const MARGIN: usize = 16 * 1024;

impl Cleaner {
    /// A body as the log keeps it: text without secrets, and where it is cut, a word on what is
    /// missing.
    pub(super) fn kept(&self, bytes: &[u8]) -> String {
        let Some(rest) = bytes.len().checked_sub(KEPT).filter(|rest| *rest > 0) else {
            let text = lossy(bytes);
            return self.clean(&text).into_owned();
        };
        let read = lossy(&bytes[..KEPT + rest.min(MARGIN)]);
        let mut text = self.clean(&read).into_owned();
        let end = (0..=KEPT).rev().find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or(0));
        text.push_str(&format!("… [{rest} more bytes not kept]"));
        text
    }
}

/// A body on one line: modules as type and keys, a lifecycle payload as its field names, other
/// JSON compact, all else as it is.
pub(super) fn summary(body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    let line = match serde_json::from_str::<Value>(body) {
        Ok(Value::Object(object)) if object.contains_key("eventType") => payload(body, &object),
        Ok(Value::Object(object)) if object.contains_key("baseUrl") => descriptor(&object),
        Ok(Value::Object(object)) if is_modules(&object) => modules(body),
        Ok(value) => value.to_string(),
        Err(_) => body.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    shorten(line)
}

type JsonObject = serde_json::Map<String, Value>;

fn shorten(line: String) -> String {
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}… [{} bytes]", &line[..end], line.len()),
        None => line,
    }
}

/// Of `installed`, all field names in the order sent, with the values that a reader compares; of
/// the other events, whose payload says nothing new, only those.
fn payload(body: &str, object: &JsonObject) -> String {
    let telling = [
        "eventType",
        "clientKey",
        "sharedSecret",
        "baseUrl",
        "installationId",
    ];
    let installed = object.get("eventType").and_then(Value::as_str) == Some("installed");
    // `serde_json::Map` sorts its keys, so the order is read from the text.
    let in_order = ordered::entries(body).unwrap_or_default().into_iter();
    let fields = in_order.filter_map(
        |(name, _)| match object.get(&name).and_then(Value::as_str) {
            Some(value) if telling.contains(&name.as_str()) => Some(format!("{name}: {value}")),
            _ => installed.then_some(name),
        },
    );
    format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
}

fn descriptor(object: &JsonObject) -> String {
    let text = |name: &str| {
        object
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or("-")
            .to_owned()
    };
    let modules = object
        .get("modules")
        .and_then(Value::as_object)
        .map_or_else(String::new, keys);
    let version = match object.get("version") {
        Some(_) => format!(", version: {}", text("version")),
        None => String::new(),
    };
    format!(
        "{{ key: {}{version}, modules: {{{modules}}} }}",
        text("key")
    )
}

fn is_modules(object: &JsonObject) -> bool {
    !object.is_empty()
        && object.values().all(|list| {
            list.as_array()
                .is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
        })
}

fn modules(body: &str) -> String {
    let parsed = crate::descriptor::Modules::parse(body).unwrap_or_default();
    let mut types: Vec<(String, Vec<String>)> = Vec::new();
    for (kind, module) in parsed.iter() {
        let key = module.key().unwrap_or("(no key)").to_owned();
        match types.last_mut().filter(|(last, _)| last == kind) {
            Some((_, keys)) => keys.push(key),
            None => types.push((kind.to_owned(), vec![key])),
        }
    }
    let lists: Vec<String> = types
        .iter()
        .map(|(kind, keys)| format!("{kind}: [{}]", keys.join(", ")))
        .collect();
    format!("{{ {} }}", lists.join(", "))
}

fn keys(modules: &JsonObject) -> String {
    let key = |module: &Value| {
        module
            .get("key")
            .and_then(Value::as_str)
            .unwrap_or("(no key)")
            .to_owned()
    };
    let lists: Vec<String> = modules
        .iter()
        .map(|(kind, entry)| match entry.as_array() {
            Some(list) => format!(
                "{kind}: [{}]",
                list.iter().map(key).collect::<Vec<_>>().join(", ")
            ),
            None => format!("{kind}: {}", key(entry)),
        })
        .collect();
    if lists.is_empty() {
        String::new()
    } else {
        format!(" {} ", lists.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Identity;

    #[test]
    fn bodies_are_shown_by_what_matters() {
        assert_eq!(
            summary(r#"{"webItems":[{"key":"b"},{"x":1}]}"#),
            "{ webItems: [b, (no key)] }"
        );
        assert_eq!(
            summary(r#"{"key":"k","sharedSecret":"s#1","clientKey":"c","eventType":"installed"}"#),
            "{ key, sharedSecret: s#1, clientKey: c, eventType: installed }"
        );
        assert_eq!(
            summary(r#"{"key":"k","baseUrl":"u","modules":{"webItems":[{"key":"a"}]}}"#),
            "{ key: k, modules: { webItems: [a] } }"
        );
        assert_eq!(summary("<p>\n  no</p>"), "<p> no</p>");
        assert_eq!(
            summary(&"é".repeat(400)),
            format!("{}… [800 bytes]", "é".repeat(300))
        );
    }

    #[test]
    fn a_long_body_says_what_is_missing() {
        let text = Cleaner::default().kept(&vec![b'a'; KEPT + 7]);
        assert!(text.ends_with("… [7 more bytes not kept]"));
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhIn0.signature";
        let secret = Identity::new("other".into(), 0).shared_secret("app", 1);
        for secret in [token, &secret] {
            for missing in 1..secret.len() {
                let start = " ".repeat(KEPT - missing);
                let text = Cleaner::default().kept(format!("{start}{secret} end").as_bytes());
                assert!(!text.contains(&secret[..12]), "{missing}: {}", text.trim());
            }
        }
    }
}
