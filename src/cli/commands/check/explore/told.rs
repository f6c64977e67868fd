//! What was found, for somebody at a command line.

use mockfluence::binary_support::one_line;
use mockfluence::explore::Found;

/// As a story, with the line that plays it again, and what came over the wire.
pub(super) fn told(found: &Found) -> String {
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
