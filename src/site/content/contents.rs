//! All spaces and content of a site, in one structure keyed by ids, and the indexes that find it.
//!
//! Whatever changes content goes through [`Contents::put`], [`Contents::change`] and
//! [`Contents::take`]: they keep the indexes. Reading is by `Contents::get`, or by a list, and a
//! list is an iterator in the host's order that costs as much as is taken from it.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::{Kind, State};
use super::stored::{Above, Labels, Stored};
use crate::site::subject::{LARGEST, Label, Space};

/// Ids begin where nobody takes them for anything else.
const FIRST_ID: u64 = 30_000_000;

/// Between two siblings, so that others find a place there.
pub(super) const GAP: i64 = 1024;

/// The spaces of a site, and the content in them.
#[derive(Clone, Debug)]
pub(crate) struct Contents {
    /// By their keys.
    pub(super) spaces: BTreeMap<String, Box<Space>>,
    /// The keys of spaces, by their ids.
    pub(super) space_keys: BTreeMap<u64, String>,
    /// The pages that are the homepages of spaces, by the ids of the spaces.
    pub(super) homepages: BTreeMap<u64, u64>,
    pub(super) items: BTreeMap<u64, Box<Stored>>,
    /// The last id that was given out.
    pub(super) last_id: u64,
    pub(super) of_kind: BTreeSet<(Kind, State, u64)>,
    /// The first is the id of a space.
    pub(super) in_space: BTreeSet<(u64, Kind, State, u64)>,
    /// By position.
    pub(super) below: BTreeSet<(Above, Kind, i64, u64)>,
    /// By folded title; the second is the id of a space.
    pub(super) titles: BTreeSet<(String, u64, u64)>,
    pub(super) labelled: BTreeSet<(Label, u64)>,
    pub(super) labels: Labels,
}

/// One space is there from the start.
impl Default for Contents {
    fn default() -> Self {
        let mut contents = Self {
            spaces: BTreeMap::new(),
            space_keys: BTreeMap::new(),
            homepages: BTreeMap::new(),
            items: BTreeMap::new(),
            last_id: 0,
            of_kind: BTreeSet::new(),
            in_space: BTreeSet::new(),
            below: BTreeSet::new(),
            titles: BTreeSet::new(),
            labelled: BTreeSet::new(),
            labels: Labels::new(),
        };
        contents.put_space(Space::first());
        contents
    }
}

/// Upper and lower case are one in a title, and so is space around it.
pub(super) fn folded(title: &str) -> String {
    title.trim().to_lowercase()
}

/// Changes.
impl Contents {
    /// Puts content there, or in place of the one of its id; after its siblings, where it has no
    /// position yet.
    pub(in crate::site) fn put(&mut self, mut stored: Stored) {
        let id = stored.id();
        if let Some(known) = self.take(id)
            && known.above() == stored.above()
            && known.kind == stored.kind
        {
            stored.position = stored.position.or(known.position);
        }
        self.last_id = self.last_id.max(id);
        if stored.position.is_none() {
            stored.position = Some(self.after_all(stored.above(), stored.kind));
        }
        self.list(&stored);
        self.items.insert(id, Box::new(stored));
    }

    /// Changes content. What has another place afterwards stands after its new siblings, unless
    /// the change gave it a position, too. `None` if there is no such content.
    pub(in crate::site) fn change<T>(
        &mut self,
        id: u64,
        change: impl FnOnce(&mut Stored) -> T,
    ) -> Option<T> {
        let mut stored = self.take(id)?;
        let (above, position) = (stored.above(), stored.position);
        let result = change(&mut stored);
        if stored.above() != above && stored.position == position {
            stored.position = None;
        }
        self.put(stored);
        Some(result)
    }

    /// Takes content out. What hangs on it stays: see `Contents::below_all`.
    pub(in crate::site) fn take(&mut self, id: u64) -> Option<Stored> {
        let stored = *self.items.remove(&id)?;
        let Stored {
            page, kind, state, ..
        } = &stored;
        let position = stored.position.unwrap_or_default();
        self.of_kind.remove(&(*kind, *state, id));
        self.in_space.remove(&(page.space.id, *kind, *state, id));
        self.below.remove(&(stored.above(), *kind, position, id));
        self.titles
            .remove(&(folded(&page.title), page.space.id, id));
        for label in &page.labels {
            self.labelled.remove(&(label.clone(), id));
        }
        Some(stored)
    }

    fn list(&mut self, stored: &Stored) {
        let Stored {
            page, kind, state, ..
        } = stored;
        let (id, position) = (page.id, stored.position.unwrap_or_default());
        self.of_kind.insert((*kind, *state, id));
        self.in_space.insert((page.space.id, *kind, *state, id));
        self.below.insert((stored.above(), *kind, position, id));
        self.titles.insert((folded(&page.title), page.space.id, id));
        for label in &page.labels {
            self.labelled.insert((label.clone(), id));
            if !self.labels.contains_key(label) {
                let id = self.next_id();
                self.labels.insert(label.clone(), id);
            }
        }
    }

    /// What nothing has any more is no label of the site.
    pub(super) fn forget_label(&mut self, label: &Label) {
        self.labels.remove(label);
    }

    /// An id that nothing has.
    pub(in crate::site) fn next_id(&mut self) -> u64 {
        let next = self.last_id.max(FIRST_ID).saturating_add(1);
        // A test may have given the last number there is.
        let is_free = |id: &u64| !self.items.contains_key(id);
        self.last_id = match next <= LARGEST {
            true => next,
            false => (FIRST_ID..LARGEST).find(is_free).unwrap_or(LARGEST),
        };
        self.last_id
    }

    /// The position after all siblings.
    fn after_all(&self, above: Above, kind: Kind) -> i64 {
        let last = self.siblings(above, kind).next_back();
        last.map_or(GAP, |(position, _)| position.saturating_add(GAP))
    }

    /// Makes a page the homepage of the space of this id.
    pub(in crate::site) fn set_homepage(&mut self, space: u64, page: u64) {
        self.homepages.insert(space, page);
    }

    /// Takes a space out, and all that is in it.
    pub(in crate::site) fn take_space(&mut self, key: &str) -> Option<Space> {
        let space = self.spaces.remove(key)?;
        self.space_keys.remove(&space.id);
        self.homepages.remove(&space.id);
        let first = (space.id, Kind::Page, State::Current, 0);
        let within = self.in_space.range(first..);
        let within: Vec<u64> = within
            .take_while(|one| one.0 == space.id)
            .map(|one| one.3)
            .collect();
        for id in within {
            self.take(id);
        }
        Some(*space)
    }

    /// Adds a space, or puts it in place of the one of its key; what is in it comes along.
    pub(in crate::site) fn put_space(&mut self, space: Space) {
        let known = self.space(&space.key);
        if known == Some(&space) {
            return;
        }
        if let Some(known) = known.map(|known| known.id) {
            let within = (known, Kind::Page, State::Current, 0)
                ..(known.saturating_add(1), Kind::Page, State::Current, 0);
            let within: Vec<u64> = self.in_space.range(within).map(|key| key.3).collect();
            for id in within {
                let Some(mut stored) = self.take(id) else {
                    continue;
                };
                stored.page.space = space.clone();
                self.put(stored);
            }
            self.space_keys.remove(&known);
            if let Some(homepage) = self.homepages.remove(&known) {
                self.homepages.insert(space.id, homepage);
            }
        }
        self.space_keys.insert(space.id, space.key.clone());
        self.spaces.insert(space.key.clone(), Box::new(space));
    }
}
