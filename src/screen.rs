//! Failures as a person reads them: never more than a screen, and in colour on a terminal.

use std::io::IsTerminal;

use crate::door::Door;

/// The most lines of a failure.
const LINES: usize = 30;
/// The most characters of a line.
const WIDTH: usize = 400;

/// The text, what is too much of it left out of its middle.
pub(crate) fn fitted(text: &str, door: Door) -> String {
    let short = |line: &str| match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    };
    let lines: Vec<String> = text.lines().map(short).collect();
    if lines.len() <= LINES {
        return lines.join("\n");
    }
    let half = LINES / 2;
    let left_out = lines.len() - 2 * half + 1;
    let all = door.words("tenant.log()", "`mockfluence log`");
    let note = format!("  … {left_out} more lines: {all} has them all");
    let (first, last) = (&lines[..half], &lines[lines.len() - half + 1..]);
    [first, &[note], last].concat().join("\n")
}

/// What a failed `unwrap` prints: on lines of its own, in colour where standard error is a
/// terminal and `NO_COLOR` is not set.
pub(crate) fn for_terminal(text: &str) -> String {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let coloured = !plain && std::io::stderr().is_terminal();
    format!(
        "\n{}",
        if coloured {
            painted(text)
        } else {
            text.to_owned()
        }
    )
}

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const BOLD_CYAN: &str = "\u{1b}[1;36m";
const BOLD_RED: &str = "\u{1b}[1;31m";
const RESET: &str = "\u{1b}[0m";

/// The first line and what came in red, what was expected in green, the likely cause in cyan.
fn painted(text: &str) -> String {
    let lines = text.lines().enumerate().map(|(place, line)| {
        let words = line.trim_start_matches([' ', '!', '>', '<', '*']);
        let colour = match words.split(':').next().unwrap_or_default() {
            "likely" => BOLD_CYAN,
            "expected" => GREEN,
            "got" | "refused by check" | "not met" => RED,
            _ if place == 0 => BOLD_RED,
            _ if line.trim_start().starts_with(['!', '*']) => YELLOW,
            _ => return line.to_owned(),
        };
        format!("{colour}{line}{RESET}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_its_beginning_and_its_end() {
        let text: Vec<String> = (0..100).map(|line| format!("line {line}")).collect();
        let fitted = fitted(&text.join("\n"), Door::Rust);
        let lines: Vec<&str> = fitted.lines().collect();
        assert_eq!(lines.len(), LINES);
        assert_eq!((lines[0], lines[29]), ("line 0", "line 99"));
        assert_eq!(lines[15], "  … 71 more lines: tenant.log() has them all");
        assert_eq!((lines[14], lines[16]), ("line 14", "line 86"));
        assert_eq!(super::fitted("a\nb", Door::Rust), "a\nb");
        assert_eq!(
            super::fitted(&"é".repeat(WIDTH + 9), Door::Rust)
                .chars()
                .count(),
            WIDTH + 1
        );
    }

    #[test]
    fn the_colours_are_of_the_parts() {
        let painted =
            painted("it failed\n  ! expected: a\n  ! got: b\nlikely: c\n  ! noted\nplain");
        let lines: Vec<&str> = painted.lines().collect();
        assert!(lines[0].starts_with(BOLD_RED) && lines[0].ends_with(RESET));
        assert!(lines[1].starts_with(GREEN) && lines[2].starts_with(RED));
        assert!(lines[3].starts_with(BOLD_CYAN) && lines[4].starts_with(YELLOW));
        assert_eq!(lines[5], "plain");
    }
}
