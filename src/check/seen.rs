//! What the first look at an app has shown: what can be asked of it.

use std::collections::{BTreeMap, BTreeSet};

use super::moved::{Way, WaySeen};
use super::opening::Opening;
use crate::traffic::{Direction, Exchange, Filter, RequestLog, from_app, to_app};

/// What an app has and does, as one plain life showed.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The paths at which its callbacks arrive, by event.
    pub(super) callbacks: BTreeMap<String, String>,
    /// How many calls to the tenant follow an install.
    pub(super) calls_after_install: usize,
    /// How many calls to the tenant follow `enabled` of an app that was there before.
    pub(super) calls_after_enabled: usize,
    /// Its dynamic modules then.
    pub(super) dynamic_modules: Vec<String>,
    /// Modules that open by a token in the URL, each with a good reply.
    pub(super) pages: Vec<Opening>,
    /// Modules that the host fetches, with a token in the header, each with a good reply.
    pub(super) fetched: Vec<Opening>,
    /// Modules that gave no good reply, with what they gave.
    pub(super) unopened: BTreeMap<Opening, String>,
    /// The events that it listens to, each with a good reply.
    pub(super) events: BTreeSet<String>,
    /// Whether pages or webhooks made it call the tenant.
    pub(super) calls_on: BTreeSet<Trigger>,
    /// In which ways Forge calls it once it has moved, and what it answers then.
    pub(super) ways: BTreeMap<Way, WaySeen>,
    /// Whether it asked the key host that the battery knows.
    pub(super) asked_for_keys: bool,
}

/// What makes an app call its tenant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trigger {
    /// `installed`, with a new secret.
    Installed,
    Enabled,
    Page(Opening),
    Event(String),
    /// Once it has moved.
    Forge(Way),
}

impl Trigger {
    /// What the app asks of its tenant then.
    pub(super) fn calls(&self) -> Filter {
        match self {
            Trigger::Forge(_) => from_app().path("/ex/confluence/*"),
            _ => calls(),
        }
    }
}

/// What the app asks of its tenant, without what is one server for all sites: keys.
pub(super) fn calls() -> Filter {
    from_app().path("/wiki/*")
}

/// The callback of this event at this path.
pub(super) fn callback(path: &str, event: &str) -> Filter {
    to_app().post(path).body_at("/eventType", event)
}

/// Without the requests to servers that are one for all sites: to which log such a request goes
/// depends on what else is under way.
pub(super) fn own_lines(log: &RequestLog) -> RequestLog {
    log.without(from_app().when(is_shared))
}

fn is_shared(exchange: &Exchange) -> bool {
    exchange.direction() == Direction::FromApp && !exchange.path().contains("/wiki/")
}
