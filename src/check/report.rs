//! `Report`: what a battery found, as a value to print, compare and assert.

use std::fmt;
use std::fmt::Write;

use super::finding::Finding;
use super::subject::Subject;
use super::verdict::Verdict;

/// What a battery found.
///
/// `Display` is for people and snapshots: what failed, the worst first, each with the lines of the
/// log that prove it; then what could not be found out. Ports, secrets, clientKeys and times are
/// placeholders.
#[derive(Clone, Debug)]
pub struct Report {
    pub(super) app: String,
    pub(super) url: String,
    pub(super) findings: Vec<Finding>,
}

/// Of so many checks a reader wants to know why one was not made; of all, he reads the JSON.
const FEW: usize = 10;

impl Report {
    pub(super) fn new(subject: &Subject, findings: Vec<Finding>) -> Self {
        Self {
            app: subject.descriptor.key().to_owned(),
            url: subject.source.told(),
            findings,
        }
    }

    /// Where the app's descriptor came from: its URL, or its file.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What every check came to, in the order of the catalogue.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What failed and is not known, the worst first.
    #[must_use]
    pub fn failed(&self) -> Vec<&Finding> {
        let mut failed: Vec<&Finding> =
            self.findings.iter().filter(|one| one.is_failed()).collect();
        failed.sort_by_key(|one| one.check.severity);
        failed
    }

    /// The finding of this name.
    #[must_use]
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|one| one.check.id == id)
    }

    /// Whether nothing failed that is not known.
    #[must_use]
    pub fn passed(&self) -> bool {
        !self.findings.iter().any(Finding::is_failed)
    }

    /// The names of what is known to fail and does not: strike it off the baseline.
    #[must_use]
    pub fn mended(&self) -> Vec<&str> {
        let mended = self
            .findings
            .iter()
            .filter(|one| one.known && matches!(one.verdict, Verdict::Passed));
        mended.map(|one| one.check.id.as_str()).collect()
    }

    /// Checks that nothing failed.
    ///
    /// # Panics
    /// Otherwise, with the whole report.
    #[track_caller]
    pub fn assert_passed(&self) {
        assert!(self.passed(), "\n{self}");
    }

    pub(super) fn count(&self, of: &str) -> usize {
        let is = |one: &&Finding| one.verdict.name() == of;
        self.findings.iter().filter(is).count()
    }

    /// How many of each, on one line.
    pub(super) fn summary(&self) -> String {
        let known = self.findings.iter().filter(|one| one.is_known()).count();
        let mut words = format!(
            "{} checks: {} failed, {} passed, {} not applicable, {} undecided",
            self.findings.len(),
            self.failed().len(),
            self.count("passed"),
            self.count("not-applicable"),
            self.count("undecided")
        );
        if known > 0 {
            words.push_str(&format!(", {known} known to fail"));
        }
        words
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "`{}`: {}", self.app, self.summary())?;
        for finding in self.failed() {
            let check = finding.check();
            writeln!(f, "\n{}  {}", check.severity, check.id)?;
            writeln!(f, "    {}", finding.verdict.reason())?;
            for line in finding.log_lines() {
                writeln!(f, "    | {line}")?;
            }
            writeln!(f, "    mend: {}", check.topic.mend)?;
            writeln!(f, "    alone: --only {}", check.id)?;
        }
        let mut others = String::new();
        let few = self.findings.len() <= FEW;
        for finding in &self.findings {
            let id = finding.check.id();
            match &finding.verdict {
                Verdict::Undecided(why) => writeln!(others, "undecided  {id}: {why}")?,
                Verdict::NotApplicable(why) if few => {
                    writeln!(others, "not applicable  {id}: {why}")?;
                }
                Verdict::Failed(why) if finding.known => writeln!(others, "known  {id}: {why}")?,
                _ => {}
            }
        }
        for id in self.mended() {
            writeln!(others, "known to fail, and does not  {id}")?;
        }
        match others.is_empty() {
            true => Ok(()),
            false => write!(f, "\n{others}"),
        }
    }
}
