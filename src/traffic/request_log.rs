//! `RequestLog`: what was recorded so far, as a value to filter, print and compare.

use std::ops::Range;
use std::sync::OnceLock;

use super::entries::Entries;
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
    /// Shared with the recorder and with every other view, of which this is the part.
    all: Entries,
    part: Range<usize>,
    names: Placeholders,
    token_ends: TokenEnds,
    /// Whether lines have to say whose they are, once that was asked.
    several_apps: OnceLock<bool>,
}

impl RequestLog {
    pub(super) fn new(all: Entries, names: Placeholders, token_ends: TokenEnds) -> Self {
        Self {
            part: 0..all.len(),
            all,
            names,
            token_ends,
            several_apps: OnceLock::new(),
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
        self.part(0..count.min(self.len()))
    }

    /// The last `count` entries.
    #[must_use]
    pub fn last(&self, count: usize) -> Self {
        self.part(self.len().saturating_sub(count)..self.len())
    }

    /// What came after the first `count` entries: `log.after(before.len())`.
    #[must_use]
    pub fn after(&self, count: usize) -> Self {
        self.part(count.min(self.len())..self.len())
    }

    fn part(&self, part: Range<usize>) -> Self {
        let begin = self.part.start;
        Self {
            part: begin + part.start..begin + part.end,
            several_apps: OnceLock::new(),
            ..self.clone()
        }
    }

    fn keep(&self, wanted: impl Fn(&Entry) -> bool) -> Self {
        let kept = self.entries().filter(|entry| wanted(entry)).cloned();
        Self::new(kept.collect(), self.names.clone(), self.token_ends.clone())
    }

    pub(super) fn token_ends(&self) -> &TokenEnds {
        &self.token_ends
    }

    /// When something changed last.
    pub(super) fn revision(&self) -> u64 {
        self.all.revision()
    }

    /// Of a whole log, when and where it has changed after a revision, what did last at the end.
    pub(super) fn changed_after(&self, revision: u64) -> Vec<(u64, usize)> {
        self.all.changed_after(revision)
    }

    pub(super) fn entry(&self, place: usize) -> Option<&Entry> {
        self.all.get(self.part.start + place)
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.part.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.part.is_empty()
    }

    /// The entries in order.
    #[must_use]
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator + Clone {
        self.all.within(self.part.clone())
    }

    /// The exchanges in order.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.entries().filter_map(Entry::exchange)
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
        let (mut begin, mut end) = (self.part.start, self.part.end);
        while begin < end {
            let middle = begin.midpoint(end);
            match self.all.get(middle)? {
                Entry::Exchange(exchange) if exchange.id() == id => return Some(exchange),
                Entry::Exchange(exchange) if exchange.id() > id => end = middle,
                Entry::Command { after, .. } | Entry::Remark { after, .. } if *after >= id => {
                    end = middle;
                }
                _ => begin = middle + 1,
            }
        }
        None
    }

    pub(super) fn redact(&self, text: &str) -> String {
        self.names.put_into(text)
    }

    /// Who is at the other end: the user that calls, `app`, or the app by its key where the log has
    /// several.
    pub(super) fn partner<'a>(&self, exchange: &'a Exchange) -> &'a str {
        let app = exchange.app().filter(|_| self.has_several_apps());
        exchange.user().or(app).unwrap_or("app")
    }

    fn has_several_apps(&self) -> bool {
        *self.several_apps.get_or_init(|| {
            let mut apps = self.exchanges().filter_map(Exchange::app);
            let first = apps.next();
            apps.any(|app| Some(app) != first)
        })
    }
}
