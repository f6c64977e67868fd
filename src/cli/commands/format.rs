//! How an answer is printed: for people, or as JSON.

use clap::ValueEnum;
use mockfluence::binary_support::one_line;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::failure::Failure;
use crate::cli::output;

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people.
    #[default]
    Text,
    /// As the control API answers.
    Json,
}

#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct How {
    /// How the answer is printed
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Format::Text, hide_default_value = true)]
    pub(in crate::cli) format: Format,
}

/// Prints a reply in the form that was asked for.
pub(in crate::cli) fn say(
    format: Format,
    reply: &impl Serialize,
    words: String,
) -> Result<(), Failure> {
    let words = match format {
        Format::Json => serde_json::to_string(reply).map_err(|error| error.to_string())?,
        Format::Text if words.is_empty() => return Ok(()),
        Format::Text => words.trim_end().to_owned(),
    };
    Ok(output::print_line(&words)?)
}

/// What holds lines by its nature: the body that an app answered, a report.
const OF_LINES: [&str; 2] = ["body", "report"];

/// The same reply for words, its texts on one line each: what a server or an app is called makes no
/// line of its own.
pub(super) fn in_lines<T: Serialize + DeserializeOwned>(reply: &T) -> Result<T, Failure> {
    let mut value = serde_json::to_value(reply).map_err(|error| error.to_string())?;
    tame(&mut value);
    Ok(serde_json::from_value(value).map_err(|error| error.to_string())?)
}

fn tame(value: &mut Value) {
    match value {
        Value::String(text) => *text = one_line(text),
        Value::Array(values) => values.iter_mut().for_each(tame),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !OF_LINES.contains(&name.as_str()))
            .for_each(|(_, value)| tame(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_of_a_reply_is_on_one_line_but_for_what_has_lines() {
        let reply =
            serde_json::json!({ "apps": [{ "key": "a\nb\u{1b}", "n": 1.5 }], "body": "a\nb" });
        let told =
            serde_json::json!({ "apps": [{ "key": "a\\nb\\u{1b}", "n": 1.5 }], "body": "a\nb" });
        assert_eq!(in_lines(&reply).ok(), Some(told));
    }
}
