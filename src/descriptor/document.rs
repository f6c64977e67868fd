//! The descriptor: its exact text, and what it says, whether or not it is valid.

use serde_json::Value;

use super::module::Modules;
use super::ordered;
use super::outside::without_mark;
use super::scope;
use super::well_formed::{self, DescriptorError};

/// How the app wants to be authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Authentication {
    /// Tokens both ways, with the secret that `installed` brings. The default.
    Jwt,
    /// No tokens.
    None,
}

/// An `atlassian-connect.json`. Any JSON object can be read as one; whether the host would take it is for
/// [`validate`](Self::validate) to say.
///
/// ```
/// use mockfluence::descriptor::{Descriptor, Rules};
///
/// let descriptor = Descriptor::parse(r#"{
///     "key": "my-app",
///     "baseUrl": "http://localhost:3000",
///     "authentication": {"type": "jwt"},
///     "lifecycle": {"installed": "/installed"}
/// }"#)?;
/// assert!(descriptor.validate(&Rules::default()).is_empty());
/// # Ok::<(), mockfluence::descriptor::DescriptorError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Descriptor {
    text: Box<str>,
    value: Value,
    modules: Modules,
}

impl Descriptor {
    /// Reads a descriptor.
    ///
    /// # Errors
    /// The text is not JSON, is nested too deep, or is not an object; the error knows line, column and likely reason.
    ///
    /// ```
    /// use mockfluence::descriptor::{Descriptor, Malformed};
    ///
    /// assert_eq!(Descriptor::parse(r#"{"key": "my-app"}"#).unwrap().key(), "my-app");
    /// assert_eq!(Descriptor::parse("{{key}}").unwrap_err().kind(), Malformed::UnrenderedTemplate);
    /// ```
    pub fn parse(text: &str) -> Result<Descriptor, DescriptorError> {
        let text = without_mark(text);
        let value = well_formed::object(text)?;
        let members = ordered::entries(text)?;
        let modules = members
            .iter()
            .find(|(name, _)| name == "modules")
            .map(|(_, raw)| raw.get());
        let modules = match modules {
            Some(raw) if value["modules"].is_object() => {
                Modules::pair(raw, value["modules"].clone())?
            }
            _ => Modules::default(),
        };
        Ok(Descriptor {
            text: text.into(),
            value,
            modules,
        })
    }

    /// A descriptor from a value, as `serde_json::json!` makes it.
    ///
    /// # Errors
    /// The value is not an object, or is nested too deep.
    ///
    /// ```
    /// use mockfluence::descriptor::Descriptor;
    ///
    /// let descriptor = Descriptor::from_value(serde_json::json!({"key": "my-app"})).unwrap();
    /// assert_eq!(descriptor.key(), "my-app");
    /// ```
    pub fn from_value(value: Value) -> Result<Descriptor, DescriptorError> {
        if nested_deeper_than(&value, 127) {
            return Err(DescriptorError::too_deep());
        }
        Descriptor::parse(&value.to_string())
    }

    /// The app key, or an empty string.
    #[must_use]
    pub fn key(&self) -> &str {
        self.string("key").unwrap_or_default()
    }

    /// The base URL as written, or an empty string.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.string("baseUrl").unwrap_or_default()
    }

    /// The app's name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.string("name")
    }

    /// The app's version as the host shows it: `1.0` where none is named.
    #[must_use]
    pub fn version(&self) -> &str {
        self.string("version").unwrap_or("1.0")
    }

    /// `none` in any case, and otherwise `jwt`, which is also what a missing type means.
    #[must_use]
    pub fn authentication(&self) -> Authentication {
        match self.value["authentication"]["type"].as_str() {
            Some(written) if written.eq_ignore_ascii_case("none") => Authentication::None,
            _ => Authentication::Jwt,
        }
    }

    /// The callback for `installed`, `uninstalled`, `enabled`, `disabled` or `dare-migration`, as written.
    #[must_use]
    pub fn lifecycle(&self, event: &str) -> Option<&str> {
        self.value["lifecycle"][event].as_str()
    }

    /// The requested scopes in upper case, in order.
    pub fn scopes(&self) -> Vec<String> {
        let scopes = self.value["scopes"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        scopes
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_ascii_uppercase)
            .collect()
    }

    /// Does the app hold this scope, or one that implies it? Everybody holds `NONE`. Mirrors `ScopeName` of the 2016 host.
    ///
    /// ```
    /// use mockfluence::descriptor::Descriptor;
    ///
    /// let descriptor = Descriptor::parse(r#"{"scopes": ["write"]}"#).unwrap();
    /// assert!(descriptor.has_scope("READ") && !descriptor.has_scope("DELETE"));
    /// ```
    #[must_use]
    pub fn has_scope(&self, scope: &str) -> bool {
        let wanted = scope.to_ascii_uppercase();
        wanted == "NONE"
            || self
                .scopes()
                .iter()
                .any(|held| scope::implies(held, &wanted))
    }

    /// The static modules.
    #[must_use]
    pub fn modules(&self) -> &Modules {
        &self.modules
    }

    /// The translation files: locale and URL, as written.
    #[must_use]
    pub fn translations(&self) -> Vec<(String, String)> {
        string_map(&self.value["translations"]["paths"])
    }

    /// The base URLs of the data residency regions: realm and URL, as written.
    #[must_use]
    pub fn region_base_urls(&self) -> Vec<(String, String)> {
        string_map(&self.value["regionBaseUrls"])
    }

    /// The switch of an API migration: `gdpr`, `signed-install`, `context-qsh`.
    #[must_use]
    pub fn api_migration(&self, name: &str) -> Option<bool> {
        self.value["apiMigrations"][name].as_bool()
    }

    /// The descriptor exactly as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The descriptor as a parsed value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    fn string(&self, name: &str) -> Option<&str> {
        self.value[name].as_str()
    }
}

fn string_map(value: &Value) -> Vec<(String, String)> {
    let pairs = value.as_object().into_iter().flatten();
    pairs
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// Walks with a list of its own, because a recursive walk is what a deep value would break.
fn nested_deeper_than(value: &Value, limit: usize) -> bool {
    let mut open = vec![(value, 1)];
    while let Some((value, depth)) = open.pop() {
        let children: Vec<&Value> = match value {
            Value::Array(values) => values.iter().collect(),
            Value::Object(members) => members.values().collect(),
            _ => continue,
        };
        if depth > limit {
            return true;
        }
        open.extend(children.into_iter().map(|child| (child, depth + 1)));
    }
    false
}
