//! `Verdict`: what a check comes to, and the ways in which its steps end early.

use std::fmt;

use serde::Serialize;

use crate::traffic::RequestLog;

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", content = "reason", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// The app does what it should.
    Passed,
    /// It does not, for this reason.
    Failed(String),
    /// The app has nothing that could be asked so, for this reason.
    NotApplicable(String),
    /// It could not be found out; the text says what would decide it.
    Undecided(String),
}

impl Verdict {
    /// Its name, as in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::Failed(_) => "failed",
            Verdict::NotApplicable(_) => "not-applicable",
            Verdict::Undecided(_) => "undecided",
        }
    }

    /// Why; empty for what passed.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Verdict::Passed => "",
            Verdict::Failed(why) | Verdict::NotApplicable(why) | Verdict::Undecided(why) => why,
        }
    }

    /// Whether the app does not do what it should.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        matches!(self, Verdict::Failed(_))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Passed => f.write_str("passed"),
            Verdict::Failed(why) => write!(f, "FAILED: {why}"),
            Verdict::NotApplicable(why) => write!(f, "not applicable: {why}"),
            Verdict::Undecided(why) => write!(f, "undecided: {why}"),
        }
    }
}

/// Why the steps of a check end before their end, which is to pass.
#[derive(Debug)]
pub(super) enum Stop {
    Failed {
        why: String,
        /// The lines of the log that show it.
        proof: Box<RequestLog>,
    },
    NotApplicable(String),
    Undecided(String),
}

/// What the steps of a check come to.
pub(super) type Outcome = Result<(), Stop>;

impl Stop {
    pub(super) fn failed(why: impl Into<String>, proof: RequestLog) -> Self {
        Stop::Failed {
            why: why.into(),
            proof: Box::new(proof),
        }
    }

    pub(super) fn not_applicable(why: impl Into<String>) -> Self {
        Stop::NotApplicable(why.into())
    }

    pub(super) fn undecided(why: impl Into<String>) -> Self {
        Stop::Undecided(why.into())
    }
}
