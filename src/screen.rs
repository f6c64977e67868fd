//! Failures as a person reads them: never more than a screen, and in colour on a terminal.

use std::io::IsTerminal;

use crate::door::Door;
use crate::foreign::Foreign;

/// The most lines of a failure.
const LINES: usize = 30;
/// The most characters of a line.
const WIDTH: usize = 400;

/// What a line is, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// What went wrong.
    Heading,
    Expected,
    /// What came, and which check or condition it failed.
    Got,
    Likely,
    Noted,
    Plain,
}

impl Role {
    fn colour(self) -> Option<&'static str> {
        match self {
            Role::Heading => Some("\u{1b}[1;31m"),
            Role::Expected => Some("\u{1b}[32m"),
            Role::Got => Some("\u{1b}[31m"),
            Role::Likely => Some("\u{1b}[1;36m"),
            Role::Noted => Some("\u{1b}[33m"),
            Role::Plain => None,
        }
    }
}

const RESET: &str = "\u{1b}[0m";

/// A text by lines, each with its role. `Display` gives it without colour.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines(Vec<(Role, String)>);

impl Lines {
    /// One more line, or as many as the text has; what is in them moves no cursor.
    pub(crate) fn push(&mut self, role: Role, text: impl AsRef<str>) {
        let lines = text.as_ref().lines();
        self.0
            .extend(lines.map(|line| (role, Foreign(line).line())));
    }

    /// More lines, each moved to the right.
    pub(crate) fn indented(&mut self, by: &str, more: Lines) {
        let more = more.0.into_iter();
        self.0
            .extend(more.map(|(role, line)| (role, format!("{by}{line}"))));
    }

    /// What is too much of it left out of its middle.
    pub(crate) fn fitted(mut self, door: Door) -> Self {
        for (_, line) in &mut self.0 {
            if let Some((end, _)) = line.char_indices().nth(WIDTH) {
                line.truncate(end);
                line.push('…');
            }
        }
        if self.0.len() > LINES {
            let half = LINES / 2;
            let left_out = self.0.len() - 2 * half + 1;
            let all = door.words("tenant.log()", "`mockfluence log`");
            let note = format!("  … {left_out} more lines: {all} has them all");
            let end = self.0.len() - half + 1;
            self.0.splice(half..end, [(Role::Plain, note)]);
        }
        self
    }

    /// What a failed `unwrap` prints: on lines of its own, in colour where standard error is a
    /// terminal and `NO_COLOR` is not set.
    pub(crate) fn for_terminal(&self) -> String {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let coloured = !plain && std::io::stderr().is_terminal();
        match coloured {
            true => format!("\n{}", self.painted()),
            false => format!("\n{self}"),
        }
    }

    fn painted(&self) -> String {
        let lines = self.0.iter().map(|(role, line)| match role.colour() {
            Some(colour) => format!("{colour}{line}{RESET}"),
            None => line.clone(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl std::fmt::Display for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<&str> = self.0.iter().map(|(_, line)| line.as_str()).collect();
        f.write_str(&lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Lines {
        let mut lines = Lines::default();
        lines.push(Role::Plain, text);
        lines
    }

    #[test]
    fn a_long_text_keeps_its_beginning_and_its_end() {
        let text: Vec<String> = (0..100).map(|line| format!("line {line}")).collect();
        let fitted = plain(&text.join("\n")).fitted(Door::Rust).to_string();
        let lines: Vec<&str> = fitted.lines().collect();
        assert_eq!(lines.len(), LINES);
        assert_eq!((lines[0], lines[29]), ("line 0", "line 99"));
        assert_eq!(lines[15], "  … 71 more lines: tenant.log() has them all");
        assert_eq!((lines[14], lines[16]), ("line 14", "line 86"));
        assert_eq!(plain("a\nb").fitted(Door::Rust).to_string(), "a\nb");
        let wide = plain(&"é".repeat(WIDTH + 9)).fitted(Door::Rust).to_string();
        assert_eq!(wide.chars().count(), WIDTH + 1);
    }

    #[test]
    fn the_colours_are_of_the_parts_and_not_of_their_words() {
        let mut lines = plain("got: what an app says");
        lines.push(Role::Heading, "it failed");
        let mut more = Lines::default();
        more.push(Role::Expected, "! expected: a");
        more.push(Role::Got, "! got: b");
        more.push(Role::Likely, "likely: c\nor d");
        more.push(Role::Noted, "! noted");
        lines.indented("  ", more);
        let painted = lines.painted();
        let painted: Vec<&str> = painted.lines().collect();
        assert_eq!(painted[0], "got: what an app says");
        assert_eq!(painted[1], "\u{1b}[1;31mit failed\u{1b}[0m");
        assert_eq!(painted[2], "\u{1b}[32m  ! expected: a\u{1b}[0m");
        assert_eq!(painted[3], "\u{1b}[31m  ! got: b\u{1b}[0m");
        assert_eq!(painted[4], "\u{1b}[1;36m  likely: c\u{1b}[0m");
        assert_eq!(painted[5], "\u{1b}[1;36m  or d\u{1b}[0m");
        assert_eq!(painted[6], "\u{1b}[33m  ! noted\u{1b}[0m");
    }
}
