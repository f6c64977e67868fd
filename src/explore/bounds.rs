//! `Bounds`: how long and how often, for one life.

use std::time::Duration;

/// How long things may take, by the time of the life's runtime.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Nothing for so long is quiet.
    pub(super) quiet: Duration,
    /// How long a step may be busy until it is.
    pub(super) rest: Duration,
    /// How long something is waited for that may never come: an exchange to be held, the end of what may itself
    /// wait for what is held.
    pub(super) moment: Duration,
    /// The delay of a delayed exchange.
    pub(super) delay: Duration,
    /// How often an app may call in one step.
    pub(super) calls: usize,
}

impl Bounds {
    /// By real time; an app that waits longer before it tries again needs a longer quiet.
    pub(super) fn of_quiet(quiet: Duration) -> Self {
        Self {
            quiet,
            rest: quiet.saturating_mul(20).max(Duration::from_secs(5)),
            // Less than a tenant holds an exchange, or waits for a callback.
            moment: quiet.min(Duration::from_secs(2)),
            delay: (quiet / 2).min(Duration::from_secs(2)),
            calls: 40,
        }
    }
}
