//! `StubReport`: which stubs were not asked as expected, and what came nearest.

use std::fmt;

use crate::screen::for_terminal;

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

impl fmt::Display for StubReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for unmet in &self.unmet {
            unmet.fmt(f)?;
        }
        match &self.plain {
            Some(plain) => writeln!(f, "of the mounted mocks, in wiremock's words:\n{plain}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the stub of {}:", self.place)?;
        let requests = if self.expected == "1" {
            "request"
        } else {
            "requests"
        };
        writeln!(
            f,
            "  expected {} {requests}, and {} came",
            self.expected, self.came
        )?;
        match &self.nearest {
            Some((request, conditions)) => {
                writeln!(f, "  nearest: {request}")?;
                for (met, name) in conditions {
                    writeln!(f, "    {} {name}", if *met { "met    " } else { "not met" })?;
                }
            }
            None => {
                for name in &self.conditions {
                    writeln!(f, "    {name}")?;
                }
                writeln!(f, "  no other request came to the stubs")?;
            }
        }
        for refused in &self.refused {
            writeln!(f, "  refused before it came to a stub: {refused}")?;
        }
        Ok(())
    }
}

impl std::error::Error for StubReport {}

/// What a failed `unwrap` prints: the same as `Display`, on lines of its own.
impl std::fmt::Debug for StubReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&for_terminal(&self.to_string()))
    }
}
