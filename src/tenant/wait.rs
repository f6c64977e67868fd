//! Waiting for exchanges, with a deadline.

use std::panic::Location;
use std::time::Duration;

use crate::context::Context;
use crate::door::Door;
use crate::screen::{Lines, Role};
use crate::traffic::{Filter, RequestLog};

/// How long `wait_for` waits.
pub(super) const WAIT: Duration = Duration::from_secs(5);

/// Not enough of the awaited exchanges came in time. `Display` says how many did, and shows the
/// end of the log.
pub struct WaitTimeout {
    limit: Duration,
    wanted: usize,
    filter: Box<Filter>,
    place: &'static Location<'static>,
    log: Box<RequestLog>,
}

impl WaitTimeout {
    /// How long was waited.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// How many exchanges were awaited.
    #[must_use]
    pub fn wanted(&self) -> usize {
        self.wanted
    }

    /// Which exchanges were awaited.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many of them came.
    #[must_use]
    pub fn came(&self) -> usize {
        self.log.only((*self.filter).clone()).finished().len()
    }

    /// The whole log at the deadline.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        &self.log
    }
}

impl WaitTimeout {
    /// The exchange that differs least from what was awaited, and in what.
    fn nearest(&self) -> Option<String> {
        let differing = self.log.exchanges().filter_map(|exchange| {
            let differences = self.filter.differences(exchange)?;
            (!differences.is_empty()).then_some((exchange, differences))
        });
        let (exchange, differences) = differing.min_by_key(|(_, all)| all.len())?;
        let line = self.log.headline(exchange);
        Some(format!("{line} (not {})", differences.join(", not ")))
    }
}

pub(super) async fn wait_for(
    context: &Context,
    limit: Duration,
    wanted: usize,
    filter: Filter,
    place: &'static Location<'static>,
) -> Result<RequestLog, WaitTimeout> {
    let mut changes = context.log.changes();
    let enough = async {
        loop {
            changes.mark_unchanged();
            let found = finished(context, &filter);
            if found.len() >= wanted || changes.changed().await.is_err() {
                return found;
            }
        }
    };
    match tokio::time::timeout(limit, enough).await {
        Ok(found) => Ok(found),
        Err(_) => {
            let log = Box::new(context.log.log());
            Err(WaitTimeout {
                limit,
                wanted,
                filter: Box::new(filter),
                place,
                log,
            })
        }
    }
}

fn finished(context: &Context, filter: &Filter) -> RequestLog {
    context.log.log().only(filter.clone()).finished()
}

impl WaitTimeout {
    fn lines(&self) -> Lines {
        let mut lines = Lines::default();
        let (limit, wanted, place) = (self.limit, self.wanted, self.place);
        let waited = format!(
            "waited {limit:?} for {wanted} of: {} (at {place})",
            self.filter
        );
        lines.push(Role::Heading, format!("{waited}; {} came", self.came()));
        if let Some(nearest) = self.nearest() {
            lines.push(Role::Plain, format!("nearest: {nearest}"));
        }
        lines.push(Role::Plain, "the last of the log:");
        if self.log.is_empty() {
            let advice =
                "nothing, in either direction: was an app installed, and the install awaited?";
            lines.push(Role::Plain, format!("  {advice}"));
        }
        lines.indented("  ", self.log.last(6).lines());
        lines.fitted(Door::Rust)
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
