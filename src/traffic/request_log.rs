//! `RequestLog`: what was recorded so far, as a value to filter, print and compare.

use super::entry::Entry;
use super::exchange::Exchange;
use super::filter::Filter;
use super::placeholders::Placeholders;
use super::token_ends::TokenEnds;

/// What a tenant recorded up to the moment it was asked for: the exchanges in both directions, what
/// the tester did, and what happened without either.
///
/// Exchanges stand in the order in which they began. One that began *and* ended while a callback
/// was unanswered is shown inside of it; one that outlived the callback stands after it. So an
/// app that answers first and calls afterwards gives the same log however the two are scheduled.
/// Requests that an app sends in parallel are ordered by arrival: where that may vary, snapshot
/// a part with [`only`](Self::only).
///
/// `Display` gives the text for a snapshot, [`mermaid`](Self::mermaid) a sequence diagram, and
/// `serde::Serialize` everything. Ports, secrets, clientKeys and times are placeholders in all
/// three.
#[derive(Clone, Default)]
pub struct RequestLog {
    entries: Vec<Entry>,
    names: Placeholders,
    token_ends: TokenEnds,
    several_apps: bool,
}

impl RequestLog {
    pub(super) fn new(entries: Vec<Entry>, names: Placeholders, token_ends: TokenEnds) -> Self {
        let mut apps = entries.iter().filter_map(|entry| entry.exchange()?.app());
        let first = apps.next();
        let several_apps = apps.any(|app| Some(app) != first);
        Self {
            entries,
            names,
            token_ends,
            several_apps,
        }
    }

    /// The exchanges that `filter` names; commands and remarks are left out.
    #[must_use]
    pub fn only(&self, filter: Filter) -> Self {
        self.keep(|entry| matches!(entry, Entry::Exchange(exchange) if filter.matches(exchange)))
    }

    /// Everything but the exchanges that `filter` names.
    #[must_use]
    pub fn without(&self, filter: Filter) -> Self {
        self.keep(|entry| !matches!(entry, Entry::Exchange(exchange) if filter.matches(exchange)))
    }

    /// The exchanges that are over: answered, failed, or never sent.
    #[must_use]
    pub fn finished(&self) -> Self {
        self.keep(|entry| entry.exchange().is_some_and(Exchange::is_finished))
    }

    /// The first `count` entries.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        let end = count.min(self.entries.len());
        self.with(self.entries[..end].to_vec())
    }

    /// The last `count` entries.
    #[must_use]
    pub fn last(&self, count: usize) -> Self {
        let start = self.entries.len().saturating_sub(count);
        self.with(self.entries[start..].to_vec())
    }

    /// What came after the first `count` entries: `log.after(before.len())`.
    #[must_use]
    pub fn after(&self, count: usize) -> Self {
        let start = count.min(self.entries.len());
        self.with(self.entries[start..].to_vec())
    }

    fn keep(&self, wanted: impl Fn(&Entry) -> bool) -> Self {
        let entries = self
            .entries
            .iter()
            .filter(|entry| wanted(entry))
            .cloned()
            .collect();
        self.with(entries)
    }

    /// Other entries of the same tenant.
    fn with(&self, entries: Vec<Entry>) -> Self {
        Self::new(entries, self.names.clone(), self.token_ends.clone())
    }

    pub(super) fn token_ends(&self) -> &TokenEnds {
        &self.token_ends
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The exchanges in order.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.entries.iter().filter_map(Entry::exchange)
    }

    /// The statuses in order; none where no reply came.
    #[must_use]
    pub fn statuses(&self) -> Vec<Option<u16>> {
        self.exchanges().map(Exchange::status).collect()
    }

    /// Inside of how many exchanges of this view it is.
    pub(super) fn depth(&self, exchange: &Exchange) -> usize {
        let mut depth = 0;
        let mut parent = exchange.parent();
        while let Some(id) = parent {
            let Some(found) = self.find(id) else { break };
            depth += 1;
            parent = found.parent();
        }
        depth
    }

    /// Exchanges stand in the order of their ids.
    fn find(&self, id: u32) -> Option<&Exchange> {
        let before = self.entries.partition_point(|entry| match entry {
            Entry::Exchange(exchange) => exchange.id() < id,
            Entry::Command { after, .. } | Entry::Remark { after, .. } => *after < id,
        });
        self.entries[before..]
            .iter()
            .find_map(Entry::exchange)
            .filter(|found| found.id() == id)
    }

    pub(super) fn redact(&self, text: &str) -> String {
        self.names.put_into(text)
    }

    /// Who is at the other end: the user that calls, `app`, or the app by its key where the log has
    /// several.
    pub(super) fn partner<'a>(&self, exchange: &'a Exchange) -> &'a str {
        let app = exchange.app().filter(|_| self.several_apps);
        exchange.user().or(app).unwrap_or("app")
    }
}
