//! What was found, for somebody at a command line.

use mockfluence::binary_support::one_line;
use mockfluence::explore::{Exploration, Found};
use serde_json::json;

use crate::cli::commands::failure::Failure;

/// As a story, with the line that plays it again, and what came over the wire.
fn told(found: &Found) -> String {
    let quoted = found.line().replace('\'', r"'\''");
    let story: String = found
        .story()
        .iter()
        .map(|line| format!("  {}\n", one_line(line)))
        .collect();
    let (rule, words, log) = (found.rule(), one_line(found.words()), found.log());
    format!(
        "rule `{rule}` is broken: {words}\n\n{story}\nto play it again, the same line with:\n  --replay '{quoted}'\n\n\
         the log of the first tenant:\n{log}"
    )
}

/// For people.
pub(super) fn words(explored: &Exploration) -> String {
    explored.found().map_or_else(|| explored.to_string(), told)
}

/// As JSON.
pub(super) fn written(seed: u64, explored: &Exploration) -> Result<String, Failure> {
    let found = explored.found().map(|found| {
        json!({
            "rule": found.rule().name(), "words": found.words(), "story": found.story(),
            "replay": found.line(), "log": found.log(),
        })
    });
    let json = json!({
        "seed": seed, "lives": explored.lives(), "plainRuns": explored.plain_runs(),
        "coverage": explored.coverage().to_string(), "found": found,
    });
    let text = serde_json::to_string_pretty(&json).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}
