//! What is wrong with a descriptor, in the host's words and in ours.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::rules::Tolerance;
use crate::foreign::Foreign;

/// The host's code when the schema says no.
pub(crate) const SCHEMA: &str = "connect.install.error.remote.descriptor.validation";

/// The host's text of 2016 says "add-on" where Confluence Cloud says "app" today.
pub(crate) const SCHEMA_TEXT: &str = "The app descriptor failed to validate against the schema.";

/// Does it stop the install?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The host refuses the descriptor, or the whole registration.
    Refused,
    /// The host accepts it, but it does nothing, or not what was meant.
    Warning,
}

impl Severity {
    /// None where nothing is said.
    pub(crate) fn of(tolerance: Tolerance) -> Option<Self> {
        match tolerance {
            Tolerance::Accepted => None,
            Tolerance::Warning => Some(Severity::Warning),
            Tolerance::Refused => Some(Severity::Refused),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Violation {
    /// Does it stop the install?
    pub severity: Severity,
    /// The host's code for this kind of refusal; of our own making for a warning.
    pub sub_code: String,
    /// The place in the judged document, as a JSON pointer.
    pub pointer: String,
    /// What the host says.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// Is the message a guess, because nobody published the host's text?
    pub assumed: bool,
}

impl Violation {
    pub(crate) fn refused(
        sub_code: &str,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Violation {
            severity: Severity::Refused,
            sub_code: sub_code.to_owned(),
            pointer: pointer.into(),
            message: message.into(),
            advice: String::new(),
            assumed: true,
        }
    }

    /// A refusal in the wording of the host's schema library.
    pub(crate) fn schema(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Violation::refused(SCHEMA, pointer, message)
    }

    /// A warning, about which the host says nothing.
    pub(crate) fn warning(
        sub_code: &str,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let severity = Severity::Warning;
        Violation {
            severity,
            ..Violation::refused(sub_code, pointer, message)
        }
    }

    /// The same, as severe as the setting says.
    pub(crate) fn under(mut self, tolerance: Tolerance) -> Option<Self> {
        self.severity = Severity::of(tolerance)?;
        Some(self)
    }

    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The message has been seen, on Confluence Cloud or in its documentation.
    pub(crate) fn seen(mut self) -> Self {
        self.assumed = false;
        self
    }

    /// Does it stop the install?
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.severity == Severity::Refused
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Refused => "refused",
            Severity::Warning => "warning",
        };
        let place = if self.pointer.is_empty() {
            "(root)"
        } else {
            &self.pointer
        };
        let line = |text| Foreign(text).line();
        let (place, message) = (line(place), line(&self.message));
        write!(f, "{severity} {place}: {message} [{}]", self.sub_code)?;
        if !self.advice.is_empty() {
            write!(f, "\n    {}", line(&self.advice))?;
        }
        Ok(())
    }
}

/// The host's text for module keys that are used twice, or that are taken already. Documented word for word.
///
/// ```
/// use mockfluence::descriptor::duplicate_keys_message;
///
/// assert_eq!(
///     duplicate_keys_message("com.example.app.key", &["module-key".to_owned()]),
///     "Installation failed. The app com.example.app.key has duplicate module keys: [module-key]. \
///      Please contact the app vendor."
/// );
/// ```
#[must_use]
pub fn duplicate_keys_message(app_key: &str, keys: &[String]) -> String {
    let keys = keys.join(", ");
    format!(
        "Installation failed. The app {app_key} has duplicate module keys: [{keys}]. Please contact the app vendor."
    )
}

/// The text a host in developer mode gives: an HTML list of `pointer: message`.
pub(crate) fn schema_report<'a>(places: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut report = format!("{SCHEMA_TEXT}<ul>");
    for (pointer, message) in places {
        report.push_str(&format!(
            "<li>{}</li>",
            escape_html(&format!("{pointer}: {message}"))
        ));
    }
    report + "</ul>"
}

fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The schema library's name for the type of a value.
pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The schema library's text for a value of the wrong type.
pub(crate) fn wrong_type(value: &Value, allowed: &[&str]) -> String {
    let found = type_name(value);
    let allowed = Value::from(allowed.to_vec());
    format!(
        "instance type ({found}) does not match any allowed primitive type (allowed: {allowed})"
    )
}

/// The schema library's text for missing properties.
pub(crate) fn missing(names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    format!(
        "object has missing required properties ({})",
        Value::from(names)
    )
}

/// A JSON pointer one step down.
pub(crate) fn pointer(above: &str, name: &str) -> String {
    format!("{above}/{}", name.replace('~', "~0").replace('/', "~1"))
}
