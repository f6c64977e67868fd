//! Waiting for exchanges, with a deadline.

use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use crate::context::Context;
use crate::door::Door;
use crate::screen::{Lines, Role};
use crate::traffic::{Exchange, Filter, RequestLog};
use crate::unhandled::{Failure, Unhandled};

/// How long `wait_for` waits.
pub(super) const WAIT: Duration = Duration::from_secs(5);

/// How often a condition is looked at when nothing is logged.
const PACE: Duration = Duration::from_millis(10);

/// What was awaited did not come in time. `Display` says what came instead, and shows the end of
/// the log.
pub struct WaitTimeout {
    limit: Duration,
    awaited: Awaited,
    place: &'static Location<'static>,
    door: Door,
    log: Box<RequestLog>,
    unhandled: Unhandled,
}

/// What a test waits for.
#[derive(Clone)]
pub(super) enum Awaited {
    /// So many finished exchanges.
    Exchanges { wanted: usize, filter: Filter },
    /// That something has a value.
    Value {
        what: String,
        expected: String,
        present: String,
    },
    /// That a closure of the test is true.
    Condition,
    /// That nothing goes either way for so long.
    Quiet(Duration),
}

impl WaitTimeout {
    /// How long was waited.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// What was awaited, for how long, and what came, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let limit = self.limit;
        match &self.awaited {
            Awaited::Exchanges { wanted, filter } => {
                let came = self.log.only(filter.clone()).finished().len();
                format!("waited {limit:?} for {wanted} of: {filter}; {came} came")
            }
            Awaited::Value {
                what,
                expected,
                present,
            } => format!("waited {limit:?} for {what}: expected {expected}, present {present}"),
            Awaited::Condition => format!("waited {limit:?} for a condition to come true"),
            Awaited::Quiet(quiet) => format!("waited {limit:?} for {quiet:?} of quiet"),
        }
    }

    /// The whole log at the deadline.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        &self.log
    }

    fn lines(&self) -> Lines {
        self.unhandled.told();
        let mut lines = Lines::default();
        let place = format!(" (at {})", self.place);
        let place = self.door.words(&place, "");
        lines.push(Role::Heading, format!("{}{place}", self.summary()));
        match &self.awaited {
            Awaited::Exchanges { filter, .. } => self.log.tell_instead(filter, &mut lines),
            Awaited::Value { .. } | Awaited::Condition | Awaited::Quiet(_) => {
                self.log.tell_end(&mut lines);
            }
        }
        lines.fitted(self.door)
    }
}

/// One wait of a test: for how long at most, and where it stands.
pub(super) struct Wait {
    pub(super) context: Arc<Context>,
    pub(super) limit: Duration,
    pub(super) place: &'static Location<'static>,
}

impl Wait {
    fn over(&self, awaited: Awaited) -> WaitTimeout {
        let mut error = WaitTimeout {
            limit: self.limit,
            awaited,
            place: self.place,
            door: self.context.door,
            log: Box::new(self.context.log.log()),
            unhandled: Unhandled::default(),
        };
        let failure = Failure::new(error.summary(), Some(self.place));
        error.unhandled = self.context.unhandled(failure);
        error
    }

    /// Looks again whenever something is logged, until it is so.
    pub(super) async fn exchanges(
        self,
        wanted: usize,
        filter: Filter,
    ) -> Result<RequestLog, WaitTimeout> {
        let mut changes = self.context.log.changes();
        let enough = async {
            loop {
                changes.mark_unchanged();
                let found = self.context.log.log().only(filter.clone()).finished();
                if found.len() >= wanted || changes.changed().await.is_err() {
                    return found;
                }
            }
        };
        let found = tokio::time::timeout(self.limit, enough).await;
        found.map_err(|_| self.over(Awaited::Exchanges { wanted, filter }))
    }

    /// Looks again whenever something is logged, and besides from time to time, until the closure
    /// no longer says what is awaited.
    pub(super) async fn state(
        self,
        mut missing: impl FnMut() -> Option<Awaited>,
    ) -> Result<(), WaitTimeout> {
        let mut changes = self.context.log.changes();
        let started = tokio::time::Instant::now();
        loop {
            changes.mark_unchanged();
            let Some(awaited) = missing() else {
                return Ok(());
            };
            if started.elapsed() >= self.limit {
                return Err(self.over(awaited));
            }
            let _ = tokio::time::timeout(PACE, changes.changed()).await;
        }
    }

    /// Until nothing is under way, and nothing has come for so long.
    pub(super) async fn quiet(self, quiet: Duration) -> Result<RequestLog, WaitTimeout> {
        let mut changes = self.context.log.changes();
        let still = async {
            loop {
                changes.mark_unchanged();
                let is_news = tokio::time::timeout(quiet, changes.changed()).await;
                let log = self.context.log.log();
                if is_news.is_err() && log.exchanges().all(Exchange::is_finished) {
                    return log;
                }
            }
        };
        let log = tokio::time::timeout(self.limit, still).await;
        log.map_err(|_| self.over(Awaited::Quiet(quiet)))
    }
}

impl std::fmt::Display for WaitTimeout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.lines().fmt(f)
    }
}

impl std::error::Error for WaitTimeout {}

/// What a failed `unwrap` prints: the same as `Display`, on lines of its own.
impl std::fmt::Debug for WaitTimeout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines().for_terminal())
    }
}
