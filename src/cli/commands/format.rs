//! How an answer is printed: for people, or as JSON.

use clap::ValueEnum;

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
    reply: &impl serde::Serialize,
    words: String,
) -> Result<(), Failure> {
    let words = match format {
        Format::Json => serde_json::to_string(reply).map_err(|error| error.to_string())?,
        Format::Text if words.is_empty() => return Ok(()),
        Format::Text => words.trim_end().to_owned(),
    };
    Ok(output::print_line(&words)?)
}
