//! Is this text JSON at all, and if not, what is the likely reason?

use std::fmt;

use serde_json::Value;

use super::malformed::Malformed;
use super::violation;
use crate::foreign::Foreign;

/// Marks that only a template engine understands, as they stand at the place where the JSON breaks.
const TEMPLATE_MARKS: [&str; 9] = ["{{", "{%", "{#", "<%", "<#", "${", "#{", "[[", "@"];

/// Why a text could not be read as a descriptor, or as the body of a dynamic registration.
///
/// The host's text is [`message`](Self::message); `Display` says what to do.
///
/// ```
/// use mockfluence::descriptor::{Descriptor, Malformed};
///
/// let refused = Descriptor::parse("{\n  \"key\": \"my-app\",\n}").unwrap_err();
/// assert_eq!(refused.kind(), Malformed::TrailingComma);
/// assert_eq!((refused.line(), refused.column()), (3, 1));
/// assert_eq!(refused.sub_code(), "connect.invalid.descriptor.malformed.json");
/// ```
///
/// Mirrors `connect.invalid.descriptor.malformed.json` of the 2016 host, with "app" for "add-on".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptorError {
    kind: Malformed,
    line: usize,
    column: usize,
    /// The reader's own words, which are for us and never the host's.
    detail: String,
    /// Whether the text ended too early.
    cut: bool,
}

impl DescriptorError {
    /// The host's code for this refusal.
    #[must_use]
    pub fn sub_code(&self) -> &'static str {
        match self.kind {
            Malformed::NotAnObject => violation::SCHEMA,
            _ => "connect.invalid.descriptor.malformed.json",
        }
    }

    /// The host's text for this refusal; the part in brackets is its parser's, and assumed here.
    #[must_use]
    pub fn message(&self) -> String {
        let what = match self.kind {
            Malformed::NotAnObject => {
                return violation::schema_report([("", self.detail.as_str())]);
            }
            Malformed::TooDeep => "Nested too deep",
            _ if self.cut => "Unexpected end of input",
            _ => "Unexpected character",
        };
        format!(
            "Invalid Atlassian Connect descriptor: JSON is not well-formed ({what} at line {}, \
             column {}). Please contact the app vendor for details.",
            self.line, self.column
        )
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> Malformed {
        self.kind
    }

    /// The line where reading stopped, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The character in that line, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    fn new(kind: Malformed, (line, column): (usize, usize), detail: &str) -> Self {
        let detail = detail.to_owned();
        DescriptorError {
            kind,
            line,
            column,
            detail,
            cut: false,
        }
    }

    pub(crate) fn from_json(text: &str, error: &serde_json::Error) -> Self {
        let offset = byte_offset(text, error.line(), error.column());
        let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let column = text[line_start..offset].chars().count() + 1;
        let kind = diagnose(text, offset, error);
        let place = (error.line().max(1), column);
        DescriptorError {
            cut: error.is_eof(),
            ..DescriptorError::new(kind, place, &error.to_string())
        }
    }

    pub(crate) fn too_deep() -> Self {
        DescriptorError::new(Malformed::TooDeep, (1, 1), "recursion limit exceeded")
    }

    pub(crate) fn not_an_object(value: &Value) -> Self {
        let detail = violation::wrong_type(value, &["object"]);
        DescriptorError::new(Malformed::NotAnObject, (1, 1), &detail)
    }
}

/// Reads JSON, or says where and why it breaks.
fn read(text: &str) -> Result<Value, DescriptorError> {
    serde_json::from_str(text).map_err(|error| DescriptorError::from_json(text, &error))
}

/// Reads a text that must be a JSON object.
pub(crate) fn object(text: &str) -> Result<Value, DescriptorError> {
    let value = read(text)?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(DescriptorError::not_an_object(&value))
    }
}

fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let wanted = (start + column.saturating_sub(1)).min(text.len());
    (0..=wanted)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

fn diagnose(text: &str, offset: usize, error: &serde_json::Error) -> Malformed {
    let start = text.trim_start();
    if start.is_empty() {
        return Malformed::Empty;
    }
    // The parser stops on the second brace of `{{`, so the mark may have begun a little earlier.
    let from = (offset.saturating_sub(2)..=offset).find(|&at| text.is_char_boundary(at));
    let near: String = text[from.unwrap_or(offset)..].chars().take(5).collect();
    let near = near.trim_start_matches([' ', ',', ':', '\n']);
    let said = error.to_string();
    if said.starts_with("recursion limit") {
        return Malformed::TooDeep;
    }
    if said.starts_with("trailing comma") {
        return Malformed::TrailingComma;
    }
    if TEMPLATE_MARKS
        .iter()
        .any(|mark| near.starts_with(mark) || at(text, offset, mark))
    {
        return Malformed::UnrenderedTemplate;
    }
    if start.starts_with('<') {
        return Malformed::HtmlPage;
    }
    if ["//", "/*", "#"].iter().any(|mark| at(text, offset, mark)) {
        return Malformed::Comment;
    }
    if said.starts_with("trailing characters") {
        Malformed::TextAfterEnd
    } else {
        Malformed::Syntax
    }
}

fn at(text: &str, offset: usize, mark: &str) -> bool {
    text[offset..].starts_with(mark)
}

impl fmt::Display for DescriptorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, advice) = self.kind.explained();
        let (line, column) = (self.line, self.column);
        write!(
            f,
            "cannot read the JSON at line {line}, column {column}: {what} ({}); {advice}",
            Foreign(&self.detail).line()
        )
    }
}

impl std::error::Error for DescriptorError {}
