//! What the schema library says about a string that does not match, and what to do.

use serde_json::Value;

use super::pattern::Pattern;

/// A string in quotes, with what would break the line escaped.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The schema library's text for a string that does not match.
pub(super) fn mismatch(pattern: Pattern, found: &str) -> String {
    match pattern {
        Pattern::Uri => format!("string {} is not a valid URI", quoted(found)),
        _ => format!(
            "ECMA 262 regex \"{}\" does not match input string {}",
            pattern.regex(),
            quoted(found)
        ),
    }
}

/// What to do about it.
pub(super) fn remedy(pattern: Pattern, found: &str) -> String {
    if ["{{", "{%", "<%", "${", "#{", "{"]
        .iter()
        .any(|mark| found.contains(mark))
    {
        return "this looks like an unrendered template: give the address your app serves it at"
            .to_owned();
    }
    let allowed = match pattern {
        Pattern::AppKey => "letters, digits, dots, dashes and underscores",
        Pattern::ModuleKey => "letters, digits and dashes",
        Pattern::StyleClass => {
            "letters, digits, dashes and underscores, a letter or underscore first"
        }
        Pattern::Shortcut => "one to three lower case letters",
        Pattern::Identifier => "lower case letters, digits, dots, dashes and underscores",
        Pattern::Uri => "only characters of a URI, others percent-encoded",
        Pattern::Colour => "a CSS colour: #hex, rgb(), rgba(), hsl() or hsla()",
        Pattern::Length => "one CSS length",
        Pattern::LengthList => "one to four CSS lengths",
        Pattern::Declaration => "a CSS value without ; | and }",
        Pattern::BackgroundSize => "a CSS background size",
        Pattern::BlockGutter => "none, default or one CSS length",
        Pattern::SideGutter => "none, default, small, medium or large",
    };
    format!("use {allowed}")
}
