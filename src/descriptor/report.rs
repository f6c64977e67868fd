//! From violations to one answer: the host's for the tenant, a readable one for an app's own unit test.

use std::fmt;

use super::document::Descriptor;
use super::rules::Rules;
use super::violation::{SCHEMA, SCHEMA_TEXT, Violation, schema_report};
use super::well_formed::DescriptorError;

/// What the host answers: one code, one text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HostAnswer {
    /// The host's code.
    pub sub_code: String,
    /// The host's text; when the schema says no, it lists every place.
    pub message: String,
}

impl Rules {
    /// The host's answer to these violations: `None` when there are only warnings.
    ///
    /// The host stops at its first failing step, so the first refusal decides. When that is the schema's, a host in
    /// developer mode lists all places; with [`developer_report`](Rules::developer_report) off the text is that of a
    /// host in production, which names none.
    ///
    /// ```
    /// use mockfluence::descriptor::{Descriptor, Rules};
    ///
    /// let found = Descriptor::parse(r#"{"key": "my-app"}"#)?.validate(&Rules::default());
    /// let answer = Rules::default().host_answer(&found).unwrap();
    /// assert!(answer.message.contains("object has missing required properties"));
    /// let answer = Rules::default().developer_report(false).host_answer(&found).unwrap();
    /// assert!(answer.message.ends_with("intended for use with Confluence and then contact the app vendor."));
    /// # Ok::<(), mockfluence::descriptor::DescriptorError>(())
    /// ```
    #[must_use]
    pub fn host_answer(&self, violations: &[Violation]) -> Option<HostAnswer> {
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
        Some(HostAnswer {
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

/// Why a text is no descriptor that Confluence takes; `Display` lists everything, one place a line.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Report {
    /// It cannot be read.
    Unreadable(DescriptorError),
    /// It is refused, with all violations; warnings are among them.
    Violations(Vec<Violation>),
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
            Err(Report::Violations(found))
        } else {
            Ok(descriptor)
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Report::Unreadable(error) => error.fmt(f),
            Report::Violations(violations) => {
                f.write_str("Confluence refuses this descriptor:")?;
                violations
                    .iter()
                    .try_for_each(|violation| write!(f, "\n{violation}"))
            }
        }
    }
}

impl std::error::Error for Report {}
