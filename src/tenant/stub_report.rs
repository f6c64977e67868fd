//! `StubReport`: which stubs were not asked as expected, and what came nearest.

use std::fmt;
use std::panic::Location;

use crate::context::Context;
use crate::screen::{Lines, Role};
use crate::unhandled::{Failure, Unhandled};

/// Stubs that were not asked as often as they expect.
pub struct StubReport {
    unmet: Vec<Unmet>,
    plain: Option<String>,
    unhandled: Unhandled,
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

impl StubReport {
    pub(super) fn new(unmet: Vec<Unmet>, plain: Option<String>) -> Self {
        Self {
            unmet,
            plain,
            unhandled: Unhandled::default(),
        }
    }

    /// The same, as what the test gets from a call of its own.
    pub(super) fn of_call(mut self, context: &Context, place: &Location<'_>) -> Self {
        let words = self.lines().to_string();
        self.unhandled = context.unhandled(Failure::new(words, Some(place)));
        self
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
