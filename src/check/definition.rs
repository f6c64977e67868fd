//! `Check`: one question to an app, with all that is known about it.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::severity::Severity;
use super::topic::Topic;
use super::trial::Trial;
use super::verdict::Outcome;

/// One question to an app: whether it refuses this forgery, survives that answer.
///
/// A value, not a function: [`all`](super::all) lists them, and each says what it asks, why, and
/// what would make it wrong.
#[derive(Clone)]
pub struct Check {
    pub(super) id: String,
    pub(super) asks: String,
    pub(super) severity: Severity,
    pub(super) needs: &'static str,
    pub(super) topic: &'static Topic,
    /// Whether it disturbs what all share, so that no other may go on meanwhile.
    pub(super) alone: bool,
    /// Whether a failure is asked for once more: what depends on times may go wrong on a busy machine.
    pub(super) is_timed: bool,
    /// Whether it does what an app's process may end by.
    pub(super) can_end_the_app: bool,
    /// Whether it is asked for once more.
    pub(super) again: bool,
    /// Whether it is about the app after its move, whose manifest has to be known.
    pub(super) of_the_move: bool,
    pub(super) steps: Steps,
}

/// What a check does with sites of its own.
pub(super) type Steps =
    Arc<dyn Fn(Trial) -> Pin<Box<dyn Future<Output = Outcome> + Send>> + Send + Sync>;

impl Check {
    pub(super) fn new<F: Future<Output = Outcome> + Send + 'static>(
        id: impl Into<String>,
        severity: Severity,
        topic: &'static Topic,
        asks: impl Into<String>,
        steps: impl Fn(Trial) -> F + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            asks: asks.into(),
            severity,
            needs: topic.needs,
            topic,
            alone: false,
            is_timed: false,
            can_end_the_app: false,
            again: false,
            of_the_move: false,
            steps: Arc::new(move |trial| Box::pin(steps(trial))),
        }
    }

    pub(super) fn needs(mut self, needs: &'static str) -> Self {
        self.needs = needs;
        self
    }

    pub(super) fn timed(mut self) -> Self {
        self.is_timed = true;
        self
    }

    pub(super) fn harmful(mut self) -> Self {
        self.can_end_the_app = true;
        self
    }

    pub(super) fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    pub(super) fn of_the_move(mut self) -> Self {
        self.of_the_move = true;
        self
    }

    /// Its name, such as `install.forged.audience`. What is forged has `forged` in it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it asks of the app.
    #[must_use]
    pub fn asks(&self) -> &str {
        &self.asks
    }

    /// How bad it is where it fails.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What an app must have for it, such as a webhook; empty where any app will do.
    #[must_use]
    pub fn needs_of_app(&self) -> &'static str {
        self.needs
    }

    /// Why it is asked, who was hit by it, how to mend it, and how we know.
    #[must_use]
    pub fn topic(&self) -> &'static Topic {
        self.topic
    }

    /// The command that asks this alone.
    #[must_use]
    pub fn command(&self, url: &str) -> String {
        let manifest = match self.of_the_move {
            true => " --manifest manifest.yml",
            false => "",
        };
        format!("mockfluence check {url}{manifest} --only {}", self.id)
    }

    /// The lines of Rust that ask this alone.
    #[must_use]
    pub fn snippet(&self, url: &str) -> String {
        format!(
            "mockfluence::check({url:?}){}.only([{:?}]).await?.assert_passed();",
            if self.of_the_move {
                ".manifest(manifest)"
            } else {
                ""
            },
            self.id
        )
    }
}

/// By id and severity.
impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check")
            .field("id", &self.id)
            .field("severity", &self.severity)
            .finish_non_exhaustive()
    }
}
