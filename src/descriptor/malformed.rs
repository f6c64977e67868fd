//! What can be wrong with a text before it is a descriptor, and what to do about it.

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
    /// Something after the closing brace.
    TextAfterEnd,
    /// More than 127 brackets open at once.
    TooDeep,
    /// Good JSON, but not an object.
    NotAnObject,
    /// Any other syntax error.
    Syntax,
}

impl Malformed {
    pub(super) fn explained(self) -> (&'static str, &'static str) {
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
