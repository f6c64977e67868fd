//! `Exploration`: what was found, as a text, a picture and a test.

use std::fmt;
use std::time::Duration;

use super::coverage::Coverage;
use super::rule::Rule;
use crate::traffic::RequestLog;

/// What exploring an app has come to. `Display` tells the story that breaks it, if there is one; times are left
/// out, so that two runs of a seed give one text.
#[derive(Clone, Debug)]
#[must_use = "what was found is to be looked at: `assert_passed`"]
pub struct Exploration {
    pub(super) seed: u64,
    pub(super) lives: u64,
    pub(super) plain_runs: usize,
    pub(super) took: Duration,
    pub(super) undecided: Option<String>,
    pub(super) found: Option<Found>,
    pub(super) coverage: Coverage,
}

/// A story that breaks a rule.
#[derive(Clone)]
pub struct Found {
    pub(super) rule: Rule,
    pub(super) words: String,
    pub(super) line: String,
    pub(super) told: Vec<String>,
    pub(super) steps: usize,
    pub(super) troubles: usize,
    pub(super) from: Option<Origin>,
    pub(super) log: RequestLog,
}

/// Where a story was found, and what it was before it was made shorter.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) life: u64,
    pub(super) steps: usize,
    pub(super) troubles: usize,
}

impl Exploration {
    /// How many lives were played.
    #[must_use]
    pub fn lives(&self) -> u64 {
        self.lives
    }

    /// How many runs without faults there were beside them, for their lives to be compared with.
    #[must_use]
    pub fn plain_runs(&self) -> usize {
        self.plain_runs
    }

    /// How long it took.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.took
    }

    /// Why nothing can be said: the app cannot be installed, or two plain runs of it end differently.
    #[must_use]
    pub fn undecided(&self) -> Option<&str> {
        self.undecided.as_deref()
    }

    /// The story that breaks a rule: of the life with the lowest number, made as short as possible.
    #[must_use]
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// What was tried.
    #[must_use]
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Checks that nothing was found, and that something could be.
    ///
    /// # Panics
    /// Otherwise, with the story.
    #[track_caller]
    pub fn assert_passed(&self) {
        assert!(self.found.is_none() && self.undecided.is_none(), "{self}");
    }
}

impl Found {
    /// The rule that it breaks.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How it breaks it.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The story, a line for each step.
    #[must_use]
    pub fn story(&self) -> &[String] {
        &self.told
    }

    /// The story on one line, for [`Explorer::replay`](super::Explorer::replay).
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// How many steps it has.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// How many faults and moments without quiet it has.
    #[must_use]
    pub fn troubles(&self) -> usize {
        self.troubles
    }

    /// The life that it is from; none for a story that was replayed.
    #[must_use]
    pub fn life(&self) -> Option<u64> {
        self.from.as_ref().map(|from| from.life)
    }

    /// What went over the wire: as a picture by its [`mermaid`](RequestLog::mermaid),
    /// [`markdown`](RequestLog::markdown) or [`html`](RequestLog::html).
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        &self.log
    }

    /// A test to paste beside the one that explores; `explorer()` is what that one runs.
    #[must_use]
    pub fn test(&self) -> String {
        let hashes = "#".repeat(longest_run(&self.line) + 1);
        let name = self.rule.name().replace('-', "_");
        format!(
            "#[test]\nfn it_breaks_{name}_no_more() {{\n    let story = r{hashes}\"{}\"{hashes};\n    \
             explorer().replay(story).assert_passed();\n}}\n",
            self.line
        )
    }
}

/// How many `#` follow a quotation mark at most.
fn longest_run(text: &str) -> usize {
    let runs = text.split('"').skip(1);
    let run = |rest: &str| rest.chars().take_while(|one| *one == '#').count();
    runs.map(run).max().unwrap_or_default()
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "rule `{}` is broken: {}", self.rule, self.words)?;
        writeln!(f)?;
        for line in &self.told {
            writeln!(f, "  {line}")?;
        }
        if let Some(from) = &self.from {
            let (life, steps, troubles) = (from.life, from.steps, from.troubles);
            writeln!(
                f,
                "\nfrom life {life}, which had {steps} steps and {troubles} troubles. To play it again:"
            )?;
        }
        writeln!(f, "\n{}", self.test())?;
        write!(f, "the log of the first tenant:\n{}", self.log)
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found")
            .field("rule", &self.rule)
            .field("words", &self.words)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Exploration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(why) = &self.undecided {
            return writeln!(f, "nothing can be said: {why}");
        }
        let (seed, lives, coverage) = (self.seed, self.lives, &self.coverage);
        match &self.found {
            Some(found) => write!(f, "seed {seed}: {found}"),
            None => writeln!(f, "seed {seed}: {lives} lives, no rule broken; {coverage}"),
        }
    }
}
