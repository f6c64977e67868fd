//! `RequestLog`: what was recorded so far, as a value to filter, print and compare.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::diagram;
use super::exchange::Exchange;
use super::filter::Filter;
use super::har;
use super::markdown;
use super::names::Names;
use super::timeline;

/// One line of the log: an exchange, or something that happened without one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Entry {
    /// A request and its reply.
    Exchange(Arc<Exchange>),
    /// What happened without a request: a site import, for instance.
    Remark {
        /// The id of the exchange that began last before it.
        after: u32,
        /// What happened.
        text: Box<str>,
    },
}

impl Entry {
    pub(super) fn exchange(&self) -> Option<&Exchange> {
        match self {
            Entry::Exchange(exchange) => Some(exchange),
            Entry::Remark { .. } => None,
        }
    }
}

/// The exchanges of a tenant up to the moment it was asked for, in both directions.
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
#[derive(Clone, Debug, Default)]
pub struct RequestLog {
    entries: Vec<Entry>,
    names: Names,
    several_apps: bool,
}

impl RequestLog {
    pub(crate) fn new(entries: Vec<Entry>, names: Names) -> Self {
        let mut apps = entries
            .iter()
            .filter_map(|entry| entry.exchange()?.app.as_deref());
        let first = apps.next();
        let several_apps = apps.any(|app| Some(app) != first);
        Self {
            entries,
            names,
            several_apps,
        }
    }

    /// The exchanges that `filter` names; remarks are left out.
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
        Self::new(self.entries[..end].to_vec(), self.names.clone())
    }

    /// The last `count` entries.
    #[must_use]
    pub fn last(&self, count: usize) -> Self {
        let start = self.entries.len().saturating_sub(count);
        Self::new(self.entries[start..].to_vec(), self.names.clone())
    }

    /// What came after the first `count` entries: `log.after(before.len())`.
    #[must_use]
    pub fn after(&self, count: usize) -> Self {
        let start = count.min(self.entries.len());
        Self::new(self.entries[start..].to_vec(), self.names.clone())
    }

    fn keep(&self, wanted: impl Fn(&Entry) -> bool) -> Self {
        let entries = self
            .entries
            .iter()
            .filter(|entry| wanted(entry))
            .cloned()
            .collect();
        Self::new(entries, self.names.clone())
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

    /// The log as a Mermaid sequence diagram.
    #[must_use]
    pub fn mermaid(&self) -> String {
        diagram::draw(self)
    }

    /// A document ready to be committed: the title, the [`mermaid`](Self::mermaid) diagram, and each
    /// exchange with its decoded token and its bodies.
    ///
    /// ```
    /// # let tenant = mockfluence::Tenant::start_blocking();
    /// let document = tenant.log().markdown("An empty flow");
    /// assert!(document.starts_with("# An empty flow\n"));
    /// ```
    #[must_use]
    pub fn markdown(&self, title: &str) -> String {
        markdown::write(self, title)
    }

    /// An HTTP archive (HAR 1.2) of both directions, for browsers' developer tools and others.
    /// What only Connect knows stands in `_connect`: direction, token, claims, notes. Unlike the
    /// other forms it has times and real ports.
    #[must_use]
    pub fn har(&self) -> serde_json::Value {
        har::archive(self)
    }

    /// One HTML page to look at in a browser: lanes for tenant and app, the lives of secrets, a
    /// filter, and all of an exchange on a click. The file stands alone and needs no network.
    #[must_use]
    pub fn html(&self, title: &str) -> String {
        timeline::page(title, self, timeline::Additions::default())
    }

    /// Whether the exchange's parent is part of this view too.
    pub(super) fn depth(&self, exchange: &Exchange) -> usize {
        let mut depth = 0;
        let mut parent = exchange.parent;
        while let Some(id) = parent {
            let Some(found) = self.find(id) else { break };
            depth += 1;
            parent = found.parent;
        }
        depth
    }

    /// Exchanges stand in the order of their ids.
    fn find(&self, id: u32) -> Option<&Exchange> {
        let before = self.entries.partition_point(|entry| match entry {
            Entry::Exchange(exchange) => exchange.id < id,
            Entry::Remark { after, .. } => *after < id,
        });
        self.entries[before..]
            .iter()
            .find_map(Entry::exchange)
            .filter(|found| found.id == id)
    }

    pub(super) fn shown(&self, text: &str) -> String {
        self.names.shown(text)
    }

    /// What the app is called here: `app`, or by key where the log has several.
    pub(super) fn app_name<'a>(&self, exchange: &'a Exchange) -> &'a str {
        exchange
            .app
            .as_deref()
            .filter(|_| self.several_apps)
            .unwrap_or("app")
    }
}

impl Serialize for RequestLog {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries.iter().map(|entry| match entry {
            Entry::Exchange(exchange) => Line::Exchange(Box::new(self.placeholders(exchange))),
            Entry::Remark { text, .. } => Line::Remark {
                remark: self.shown(text),
            },
        }))
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Line {
    Exchange(Box<Exchange>),
    Remark { remark: String },
}

impl RequestLog {
    fn placeholders(&self, exchange: &Exchange) -> Exchange {
        let shown = |text: &str| self.shown(text);
        Exchange {
            origin: shown(&exchange.origin).into(),
            target: shown(&exchange.target).into(),
            request_headers: shown(&exchange.request_headers).into(),
            token: shown(&exchange.token).into(),
            claims: exchange
                .claims
                .as_deref()
                .map(|claims| shown(claims).into()),
            request_body: shown(&exchange.request_body).into(),
            reply_headers: shown(&exchange.reply_headers).into(),
            reply_body: shown(&exchange.reply_body).into(),
            notes: exchange.notes.iter().map(|note| note.map(shown)).collect(),
            ..exchange.clone()
        }
    }
}
