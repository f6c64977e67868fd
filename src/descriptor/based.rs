//! A descriptor at another base URL than its own: what is tested here, and not what is in production.

use serde_json::Value;
use serde_json::value::RawValue;

use super::document::Descriptor;
use super::ordered;
use super::url::is_absolute;
use super::well_formed::DescriptorError;

impl Descriptor {
    /// The same descriptor as if it were served at `base_url`: in place of `baseUrl` and of the
    /// base URL of every region, and wherever a text begins with the descriptor's own base URL.
    /// All else stays as it was written.
    ///
    /// # Errors
    /// None that a descriptor that could be read does not have already.
    pub(crate) fn at(&self, base_url: &str) -> Result<Descriptor, DescriptorError> {
        let own = self.base_url().trim_end_matches('/');
        let moved = Moved {
            from: Some(own).filter(|own| is_absolute(own)),
            to: base_url.trim_end_matches('/'),
        };
        let whole = Value::from(base_url).to_string();
        let mut members = Vec::new();
        for (name, raw) in ordered::entries(self.text())? {
            let value = match name.as_str() {
                "baseUrl" => whole.clone(),
                "regionBaseUrls" => regions(raw, &whole)?,
                _ => moved.value(raw)?,
            };
            members.push((name, value));
        }
        if !members.iter().any(|(name, _)| name == "baseUrl") {
            members.push(("baseUrl".to_owned(), whole));
        }
        Descriptor::parse(&object(members))
    }
}

/// Every region at this base URL; what is no object of texts is left for the schema to judge.
fn regions(raw: &RawValue, whole: &str) -> Result<String, DescriptorError> {
    if !raw.get().starts_with('{') {
        return Ok(raw.get().to_owned());
    }
    let regions = ordered::entries(raw.get())?.into_iter();
    let regions = regions.map(|(name, url)| {
        let is_text = url.get().starts_with('"');
        let url = if is_text { whole } else { url.get() };
        (name, url.to_owned())
    });
    Ok(object(regions.collect()))
}

/// A base URL, and the one in its place.
struct Moved<'a> {
    from: Option<&'a str>,
    to: &'a str,
}

impl Moved<'_> {
    /// The value, as deep as a descriptor may be, with the texts that begin with the old base URL.
    fn value(&self, raw: &RawValue) -> Result<String, DescriptorError> {
        let text = raw.get();
        match text.bytes().next() {
            Some(b'{') => {
                let mut members = Vec::new();
                for (name, value) in ordered::entries(text)? {
                    members.push((name, self.value(value)?));
                }
                Ok(object(members))
            }
            Some(b'[') => {
                let values: Vec<&RawValue> = serde_json::from_str(text)
                    .map_err(|error| DescriptorError::from_json(text, &error))?;
                let values: Result<Vec<_>, _> =
                    values.into_iter().map(|one| self.value(one)).collect();
                Ok(format!("[{}]", values?.join(",")))
            }
            Some(b'"') => Ok(self.text(text).unwrap_or_else(|| text.to_owned())),
            _ => Ok(text.to_owned()),
        }
    }

    fn text(&self, raw: &str) -> Option<String> {
        let text: String = serde_json::from_str(raw).ok()?;
        let behind = text.strip_prefix(self.from?)?;
        let is_below = behind.is_empty() || behind.starts_with(['/', '?', '#']);
        is_below.then(|| Value::from(format!("{}{behind}", self.to)).to_string())
    }
}

fn object(members: Vec<(String, String)>) -> String {
    let members = members.into_iter();
    let members = members.map(|(name, value)| format!("{}:{value}", Value::from(name)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(text: &str, base_url: &str) -> Value {
        let moved = Descriptor::parse(text).unwrap().at(base_url).unwrap();
        moved.value().clone()
    }

    #[test]
    fn all_that_is_below_the_base_url_moves_and_nothing_else() {
        let text = r#"{"key": "a", "baseUrl": "https:\/\/x.test/", "n": [1.50, null, "https://x.test?q=1"],
            "regionBaseUrls": {"EU": "https://eu.test", "US": 7},
            "links": {"a": "https://x.test", "b": "https://x.test.evil/", "c": "see https://x.test/"}}"#;
        let links =
            json!({ "a": "http://l:1/b", "b": "https://x.test.evil/", "c": "see https://x.test/" });
        let moved = json!({
            "key": "a", "baseUrl": "http://l:1/b", "n": [1.50, null, "http://l:1/b?q=1"],
            "regionBaseUrls": { "EU": "http://l:1/b", "US": 7 }, "links": links,
        });
        assert_eq!(at(text, "http://l:1/b"), moved);
    }

    #[test]
    fn a_base_url_that_is_none_or_missing_is_put_there() {
        for text in [
            r#"{"x": "{{localBaseUrl}}/y", "baseUrl": "{{localBaseUrl}}"}"#,
            r#"{"x": "{{localBaseUrl}}/y", "baseUrl": 7}"#,
            r#"{"x": "{{localBaseUrl}}/y"}"#,
        ] {
            let moved = json!({ "x": "{{localBaseUrl}}/y", "baseUrl": "http://l" });
            assert_eq!(at(text, "http://l"), moved, "{text}");
        }
    }
}
