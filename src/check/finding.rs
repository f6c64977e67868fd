//! `Finding`: what one check came to, and the lines that prove it.

use super::definition::Check;
use super::verdict::Verdict;
use crate::traffic::RequestLog;

/// What one check came to.
#[derive(Clone, Debug)]
pub struct Finding {
    pub(super) check: Check,
    pub(super) verdict: Verdict,
    pub(super) known: bool,
    pub(super) proof: RequestLog,
    pub(super) sites: Vec<RequestLog>,
}

impl Finding {
    /// The check.
    #[must_use]
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// What it came to.
    #[must_use]
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Whether it failed, and nobody said that this is known.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.verdict.is_failed() && !self.known
    }

    /// Whether it failed, as the baseline says it does.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.verdict.is_failed() && self.known
    }

    /// The lines of the log that prove a failure; empty otherwise.
    #[must_use]
    pub fn proof(&self) -> &RequestLog {
        &self.proof
    }

    /// The whole logs of the sites on which it was made.
    #[must_use]
    pub fn sites(&self) -> &[RequestLog] {
        &self.sites
    }

    /// The proof, a line of text each.
    #[must_use]
    pub fn log_lines(&self) -> Vec<String> {
        self.proof.to_string().lines().map(str::to_owned).collect()
    }
}
