//! `StubReport`: which stubs were not asked as expected, and what came nearest.

use std::fmt;

use crate::screen::{Lines, Role};

/// Stubs that were not asked as often as they expect.
pub struct StubReport {
    unmet: Vec<Unmet>,
    plain: Option<String>,
}

/// One stub's complaint.
#[derive(Debug)]
pub(super) struct Unmet {
    /// The line that mounts it, or its title.
    pub(super) place: String,
    pub(super) expected: String,
    pub(super) came: u32,
    pub(super) conditions: Vec<String>,
    /// The nearest other request, and which condition it meets.
    pub(super) nearest: Option<(String, Vec<(bool, String)>)>,
    pub(super) refused: Vec<String>,
}

/// How often a stub has to be asked: a number, or a range such as `2..` or `1..=3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    least: u32,
    most: Option<u32>,
}

impl Expected {
    pub(super) fn contains(self, count: u32) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }
}

impl From<u32> for Expected {
    fn from(count: u32) -> Self {
        Self {
            least: count,
            most: Some(count),
        }
    }
}

impl From<std::ops::RangeFrom<u32>> for Expected {
    fn from(range: std::ops::RangeFrom<u32>) -> Self {
        Self {
            least: range.start,
            most: None,
        }
    }
}

impl From<std::ops::RangeInclusive<u32>> for Expected {
    fn from(range: std::ops::RangeInclusive<u32>) -> Self {
        Self {
            least: *range.start(),
            most: Some(*range.end()),
        }
    }
}

impl From<std::ops::Range<u32>> for Expected {
    fn from(range: std::ops::Range<u32>) -> Self {
        Self {
            least: range.start,
            most: Some(range.end.saturating_sub(1)),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.most {
            Some(most) if most == self.least => write!(f, "{most}"),
            Some(most) => write!(f, "{} to {most}", self.least),
            None => write!(f, "at least {}", self.least),
        }
    }
}

impl StubReport {
    pub(super) fn new(unmet: Vec<Unmet>, plain: Option<String>) -> Self {
        Self { unmet, plain }
    }
}

impl StubReport {
    fn lines(&self) -> Lines {
        let mut lines = Lines::default();
        for unmet in &self.unmet {
            unmet.tell(&mut lines);
        }
        if let Some(plain) = &self.plain {
            lines.push(Role::Heading, "of the mounted mocks, in wiremock's words:");
            lines.push(Role::Plain, plain);
        }
        lines
    }
}

impl Unmet {
    fn tell(&self, lines: &mut Lines) {
        lines.push(Role::Heading, format!("the stub of {}:", self.place));
        let requests = match self.expected.as_str() {
            "1" => "request",
            _ => "requests",
        };
        let (expected, came) = (&self.expected, self.came);
        let counts = format!("  expected {expected} {requests}, and {came} came");
        lines.push(Role::Plain, counts);
        match &self.nearest {
            Some((request, conditions)) => {
                lines.push(Role::Plain, format!("  nearest: {request}"));
                for (met, name) in conditions {
                    match met {
                        true => lines.push(Role::Plain, format!("    met     {name}")),
                        false => lines.push(Role::Got, format!("    not met {name}")),
                    }
                }
            }
            None => {
                for name in &self.conditions {
                    lines.push(Role::Plain, format!("    {name}"));
                }
                lines.push(Role::Plain, "  no other request came to the stubs");
            }
        }
        for refused in &self.refused {
            let line = format!("  refused before it came to a stub: {refused}");
            lines.push(Role::Got, line);
        }
    }
}

impl fmt::Display for StubReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.lines())
    }
}

impl std::error::Error for StubReport {}

/// What a failed `unwrap` prints: the same as `Display`, on lines of its own.
impl std::fmt::Debug for StubReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.lines().for_terminal())
    }
}
