//! From violations to one answer: the host's for the tenant, a readable one for an app's own unit test.

use std::fmt;

use super::document::Descriptor;
use super::rules::Rules;
use super::violation::{SCHEMA, Violation};
use super::well_formed::DescriptorError;

/// The host's text of 2016 says "add-on" where Confluence Cloud says "app" today.
const SCHEMA_TEXT: &str = "The app descriptor failed to validate against the schema.";

/// What the host answers: one code, one text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The host's code.
    pub sub_code: String,
    /// The host's text; when the schema says no, it lists every place.
    pub message: String,
}

/// The answer of a host in developer mode to these violations: `None` when there are only warnings.
///
/// The host stops at its first failing step, so the first refusal decides; a schema failure lists all of them.
///
/// ```
/// use mockfluence::descriptor::{Descriptor, Rules, refusal};
///
/// let descriptor = Descriptor::parse(r#"{"key": "my-app", "baseUrl": "http://localhost"}"#).unwrap();
/// let refused = refusal(&descriptor.validate(&Rules::default())).unwrap();
/// assert!(refused.message.contains("object has missing required properties"));
/// ```
pub fn refusal(violations: &[Violation]) -> Option<Refusal> {
    Rules::default().refusal(violations)
}

impl Rules {
    /// The host's answer to these violations: `None` when there are only warnings.
    ///
    /// As [`refusal`], but with [`developer_report`](Rules::developer_report) off a schema failure has the text of a
    /// host in production, which names no place.
    ///
    /// ```
    /// use mockfluence::descriptor::{Descriptor, Rules};
    ///
    /// let mut rules = Rules::default();
    /// rules.developer_report = false;
    /// let refused = rules.refusal(&Descriptor::parse("{}").unwrap().validate(&rules)).unwrap();
    /// assert!(refused.message.ends_with("intended for use with Confluence and then contact the app vendor."));
    /// ```
    pub fn refusal(&self, violations: &[Violation]) -> Option<Refusal> {
        let first = violations.iter().find(|violation| violation.is_refusal())?;
        let by_schema =
            |violation: &&Violation| violation.is_refusal() && violation.sub_code == SCHEMA;
        let message = if first.sub_code != SCHEMA {
            first.message.clone()
        } else if self.developer_report {
            let places = violations.iter().filter(by_schema);
            schema_report(
                places.map(|violation| {
                    (host_pointer(&violation.pointer), violation.message.as_str())
                }),
            )
        } else {
            format!(
                "{SCHEMA_TEXT} Please confirm this app is intended for use with Confluence and then contact the \
                 app vendor."
            )
        };
        Some(Refusal {
            sub_code: first.sub_code.clone(),
            message,
        })
    }
}

/// The host judges each module type by itself, so its pointers start at the type.
fn host_pointer(pointer: &str) -> &str {
    let below = pointer
        .strip_prefix("/modules")
        .filter(|below| below.starts_with('/'));
    below.unwrap_or(pointer)
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

/// Why a text is no descriptor that Confluence takes; `Display` lists everything, one place a line.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Report {
    /// It cannot be read.
    Unreadable(DescriptorError),
    /// It is refused, with all violations; warnings are among them.
    Refused(Vec<Violation>),
}

impl Descriptor {
    /// Reads and judges a descriptor: the one line for an app's own unit test.
    ///
    /// # Errors
    /// It cannot be read, or is refused by the default [`Rules`]. Warnings alone are no error.
    ///
    /// ```
    /// use mockfluence::descriptor::Descriptor;
    ///
    /// let report = Descriptor::check(r#"{"key": "my app", "baseUrl": "https://app.example"}"#).unwrap_err();
    /// assert_eq!(report.to_string().lines().next(), Some("Confluence refuses this descriptor:"));
    /// assert!(report.to_string().contains("/key: ECMA 262 regex"));
    /// ```
    pub fn check(text: &str) -> Result<Descriptor, Report> {
        let descriptor = Descriptor::parse(text).map_err(Report::Unreadable)?;
        let found = descriptor.validate(&Rules::default());
        if found.iter().any(Violation::is_refusal) {
            Err(Report::Refused(found))
        } else {
            Ok(descriptor)
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Report::Unreadable(error) => error.fmt(f),
            Report::Refused(violations) => {
                f.write_str("Confluence refuses this descriptor:")?;
                violations
                    .iter()
                    .try_for_each(|violation| write!(f, "\n{violation}"))
            }
        }
    }
}

impl std::error::Error for Report {}
