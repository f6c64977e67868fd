//! What the recorder has recorded, and what it needs to go on.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use super::apps::Apps;
use super::cleaner::Cleaner;
use super::entries::Entries;
use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::kept::Kept;
use super::placeholders::Placeholders;
use super::repeated::Repeated;
use super::token_ends::TokenEnds;

#[derive(Debug, Default)]
pub(super) struct Recorded {
    pub(super) entries: Entries,
    pub(super) count: u32,
    pub(super) apps: Apps,
    pub(super) cleaner: Cleaner,
    pub(super) names: Placeholders,
    pub(super) token_ends: TokenEnds,
    pub(super) repeated: Repeated,
    /// Places of the exchanges that are not finished: few, however long the log is.
    pub(super) open: Vec<Open>,
    /// The place of each exchange, by its number.
    pub(super) places: Vec<usize>,
    pub(super) kept: Kept,
}

#[derive(Debug)]
pub(super) struct Open {
    pub(super) place: usize,
    pub(super) since: Instant,
}

impl Recorded {
    /// An exchange was of this app, and is of that one now.
    pub(super) fn of_app(&mut self, before: Option<&Arc<str>>, now: Option<&Arc<str>>) {
        if before != now && self.apps.moved(before, now) {
            self.entries.change_all();
        }
    }

    pub(super) fn find(&self, id: u32) -> Option<&Exchange> {
        self.entries.get(self.place(id)?)?.exchange()
    }

    pub(super) fn place(&self, id: u32) -> Option<usize> {
        let number = usize::try_from(id).ok()?.checked_sub(1)?;
        self.places.get(number).copied()
    }

    /// The callback an app's request may be part of: the last one not answered yet.
    pub(super) fn open_callback(&self, direction: Direction) -> Option<u32> {
        let open = self
            .open
            .iter()
            .rev()
            .filter_map(|open| self.entries.get(open.place)?.exchange());
        open.filter(|exchange| exchange.direction != direction)
            .map(|exchange| exchange.id)
            .next()
    }

    /// An entry keeps so many bytes more; the oldest are shortened beyond the limit.
    pub(super) fn keep(&mut self, place: usize, bytes: usize, limit: usize) {
        self.kept.add(place, bytes);
        self.kept.hold(limit, place, &mut self.entries);
    }

    /// How long an open exchange has taken so far, in microseconds.
    pub(super) fn took(&self, id: u32) -> u64 {
        let mut open = self.open.iter().rev();
        let open = open.find(|open| {
            let entry = self.entries.get(open.place);
            entry
                .and_then(Entry::exchange)
                .is_some_and(|exchange| exchange.id == id)
        });
        let took = open.map_or(0, |open| open.since.elapsed().as_micros());
        u64::try_from(took).unwrap_or(u64::MAX)
    }

    /// Only what ended inside a callback is part of it; what outlives it was merely close in time.
    pub(super) fn close(&mut self, id: u32) {
        let Self { entries, open, .. } = self;
        open.retain(|open| {
            let entry = entries.get(open.place);
            entry
                .and_then(Entry::exchange)
                .is_some_and(|exchange| exchange.id != id)
        });
        let inside = |entry: &Entry, id| entry.exchange().is_some_and(|it| it.parent == Some(id));
        for Open { place, .. } in open {
            if entries.get(*place).is_none_or(|entry| !inside(entry, id)) {
                continue;
            }
            let Some(Entry::Exchange(exchange)) = entries.get_mut(*place) else {
                continue;
            };
            Arc::make_mut(exchange).parent = None;
            // What is inside of it is shown elsewhere with it.
            let mut moved = BTreeSet::from([exchange.id]);
            for later in *place + 1..entries.len() {
                let found = entries.get(later).and_then(Entry::exchange);
                if let Some(found) = found
                    && found.parent.is_some_and(|parent| moved.contains(&parent))
                {
                    moved.insert(found.id);
                    entries.get_mut(later);
                }
            }
        }
    }
}
