//! Is this text JSON at all, and if not, what is the likely reason?

use std::fmt;

use serde_json::Value;

use super::violation;

/// Marks that only a template engine understands, as they stand at the place where the JSON breaks.
const TEMPLATE_MARKS: [&str; 9] = ["{{", "{%", "{#", "<%", "<#", "${", "#{", "[[", "@"];

/// What is wrong with a text that is no descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// Nothing but white space.
    Empty,
    /// A page for people: a login form, an error page, a 404.
    HtmlPage,
    /// A template that nobody rendered: `{{..}}`, `{% .. %}`, `<% .. %>`, `${..}`, `@..`.
    UnrenderedTemplate,
    /// A comma before a closing bracket.
    TrailingComma,
    /// `//`, `/* */` or `#`.
    Comment,
    /// A byte order mark before the first brace.
    ByteOrderMark,
    /// Something after the closing brace.
    TextAfterEnd,
    /// More than 127 brackets open at once.
    TooDeep,
    /// Good JSON, but not an object.
    NotAnObject,
    /// Any other syntax error.
    Syntax,
}

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
    detail: String,
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

    /// The host's text for this refusal; the part in brackets is our parser's.
    #[must_use]
    pub fn message(&self) -> String {
        match self.kind {
            Malformed::NotAnObject => violation::schema_report([("", self.detail.as_str())]),
            _ => format!(
                "Invalid Atlassian Connect descriptor: JSON is not well-formed ({}). \
                 Please contact the app vendor for details.",
                self.detail
            ),
        }
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
        }
    }

    pub(crate) fn from_json(text: &str, error: &serde_json::Error) -> Self {
        let offset = byte_offset(text, error.line(), error.column());
        let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let column = text[line_start..offset].chars().count() + 1;
        let kind = diagnose(text, offset, error);
        DescriptorError::new(kind, (error.line().max(1), column), &error.to_string())
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
    if start.starts_with('\u{feff}') {
        return Malformed::ByteOrderMark;
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

impl Malformed {
    fn explained(self) -> (&'static str, &'static str) {
        match self {
            Malformed::Empty => (
                "it is empty",
                "answer the descriptor's request with the descriptor",
            ),
            Malformed::HtmlPage => (
                "it is an HTML page",
                "look at what the address really answers: a login page, a 404 or an error page",
            ),
            Malformed::UnrenderedTemplate => (
                "it is an unrendered template",
                "give the address your app serves it at, or the rendered file",
            ),
            Malformed::TrailingComma => (
                "it has a trailing comma",
                "remove the comma before the closing bracket",
            ),
            Malformed::Comment => ("it has a comment", "remove the comment, JSON has none"),
            Malformed::ByteOrderMark => (
                "it starts with a byte order mark",
                "save it as UTF-8 without one",
            ),
            Malformed::TextAfterEnd => (
                "text follows the closing brace",
                "remove what follows the closing brace",
            ),
            Malformed::TooDeep => ("it is nested too deep", "keep the nesting below 128 levels"),
            Malformed::NotAnObject => ("it is not a JSON object", "start it with a brace"),
            Malformed::Syntax => ("it is not well-formed JSON", "correct it at this place"),
        }
    }
}

impl fmt::Display for DescriptorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, advice) = self.kind.explained();
        let (line, column) = (self.line, self.column);
        write!(
            f,
            "cannot read the JSON at line {line}, column {column}: {what} ({}); {advice}",
            self.detail
        )
    }
}

impl std::error::Error for DescriptorError {}
