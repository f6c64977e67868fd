//! How content is found: by its id, and by lists that cost what is taken from them.

use std::ops::Bound;

use super::contents::{Contents, folded};
use super::kind::{Kind, State};
use super::stored::{Above, Stored};
use crate::site::paging::{Place, Sortable};
use crate::site::subject::{Label, Space};

/// So deep content is looked for above content. No site has such a tree, and whatever leads in a circle
/// comes to an end.
const DEEPEST: usize = 10_000;

/// What is there: in the order of the host, and as lazily as an iterator can be.
impl Contents {
    pub(in crate::site) fn get(&self, id: u64) -> Option<&Stored> {
        self.items.get(&id).map(Box::as_ref)
    }

    /// By an id as a path or a query has it.
    pub(in crate::site) fn named(&self, id: &str) -> Option<&Stored> {
        self.get(id.parse().ok()?)
    }

    /// Whether anybody has put something there yet.
    pub(in crate::site) fn is_untouched(&self) -> bool {
        self.last_id == 0
    }

    /// All of a type and in a state, by their ids, from the first one after the id given.
    pub(in crate::site) fn of_kind(
        &self,
        kind: Kind,
        state: State,
        after: u64,
    ) -> impl DoubleEndedIterator<Item = &Stored> {
        let range = after_id((kind, state, after), (kind, state, u64::MAX));
        self.all(self.of_kind.range(range).map(|key| key.2))
    }

    /// The same in one space.
    pub(in crate::site) fn in_space(
        &self,
        space: u64,
        kind: Kind,
        state: State,
        after: u64,
    ) -> impl DoubleEndedIterator<Item = &Stored> {
        let range = after_id((space, kind, state, after), (space, kind, state, u64::MAX));
        self.all(self.in_space.range(range).map(|key| key.3))
    }

    /// What hangs on content, or is at the top of a space, in the order of a tree: of all states.
    pub(in crate::site) fn below(
        &self,
        above: Above,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = &Stored> {
        self.all(self.siblings(above, kind).map(|(_, id)| id))
    }

    /// The same after a place in a list that is sorted by position.
    pub(super) fn below_after(
        &self,
        above: Above,
        kind: Kind,
        after: Option<&Place>,
    ) -> impl Iterator<Item = &Stored> {
        let from = match after {
            Some(Place {
                value: Sortable::Number(position),
                id,
            }) => (above, kind, *position, *id),
            _ => (above, kind, i64::MIN, 0),
        };
        let range = after_id(from, (above, kind, i64::MAX, u64::MAX));
        self.all(self.below.range(range).map(|key| key.3))
    }

    pub(super) fn siblings(
        &self,
        above: Above,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = (i64, u64)> {
        let range = (above, kind, i64::MIN, 0)..=(above, kind, i64::MAX, u64::MAX);
        self.below.range(range).map(|key| (key.2, key.3))
    }

    /// All that hangs on content at any depth and is of this type, a tree in the order in which
    /// one reads it: what is below something comes right after it.
    pub(in crate::site) fn below_all(&self, id: u64, kind: Kind) -> Descent<'_> {
        Descent {
            contents: self,
            kind,
            open: self.ids_below(id, kind, 1),
        }
    }

    /// The ids of all that is below content, of every type and at any depth.
    pub(in crate::site) fn ids_of_all_below(&self, id: u64) -> Vec<u64> {
        let (mut all, mut open) = (Vec::new(), vec![id]);
        while let Some(above) = open.pop() {
            for kind in Kind::ALL {
                let below = self.siblings(Above::Content(above), kind).map(|(_, id)| id);
                let from = all.len();
                all.extend(below);
                open.extend(&all[from..]);
            }
        }
        all
    }

    /// Pages and blog posts that are not in the trash, by their ids.
    pub(super) fn all_there(&self) -> impl Iterator<Item = &Stored> {
        let all = self.items.values().map(Box::as_ref);
        all.filter(|one| !one.kind.hangs() && one.state != State::Trashed)
    }

    fn ids_below(&self, id: u64, kind: Kind, depth: usize) -> Vec<(usize, u64)> {
        let below = self.siblings(Above::Content(id), kind).rev();
        below.map(|(_, id)| (depth, id)).collect()
    }

    /// Pages and blog posts of a title, upper and lower case alike, in one space or in all.
    pub(in crate::site) fn titled(
        &self,
        title: &str,
        space: Option<u64>,
    ) -> impl Iterator<Item = &Stored> {
        let all = self.of_title(title, space);
        all.filter(|one| !one.kind.hangs())
    }

    /// All content of a title, comments and files included.
    pub(super) fn of_title(
        &self,
        title: &str,
        space: Option<u64>,
    ) -> impl Iterator<Item = &Stored> + use<'_> {
        let title = folded(title);
        let (from, to) = (space.unwrap_or(0), space.unwrap_or(u64::MAX));
        let range = (title.clone(), from, 0)..=(title, to, u64::MAX);
        self.all(self.titles.range(range).map(|key| key.2))
    }

    /// What has a label, by its id.
    pub(in crate::site) fn labelled(&self, label: &Label) -> impl Iterator<Item = &Stored> {
        let range = (label.clone(), 0)..=(label.clone(), u64::MAX);
        self.all(self.labelled.range(range).map(|key| key.1))
    }

    /// All labels that are on something.
    pub(super) fn labels(&self) -> impl Iterator<Item = &Label> {
        self.labels.keys()
    }

    pub(super) fn label_of_id(&self, id: u64) -> Option<&Label> {
        let mut labels = self.labels.iter();
        labels
            .find(|(_, known)| **known == id)
            .map(|(label, _)| label)
    }

    /// The id that a label has had since it was first put on something.
    pub(in crate::site) fn label_id(&self, label: &Label) -> Option<u64> {
        self.labels.get(label).copied()
    }

    /// The content above it, the topmost first.
    pub(in crate::site) fn ancestors(&self, stored: &Stored) -> Vec<&Stored> {
        let up = |one: &&Stored| one.page.parent.and_then(|id| self.get(id));
        let mut above: Vec<_> = std::iter::successors(up(&stored), up)
            .take(DEEPEST)
            .collect();
        above.reverse();
        above
    }

    /// The page or blog post that a comment or an attachment hangs on, over whatever is between.
    pub(in crate::site) fn container<'a>(&'a self, stored: &'a Stored) -> &'a Stored {
        let up = |one: &&'a Stored| one.page.parent.and_then(|id| self.get(id));
        let mut chain = std::iter::successors(Some(stored), up).take(DEEPEST);
        chain.find(|one| !one.kind.hangs()).unwrap_or(stored)
    }

    fn all(
        &self,
        ids: impl DoubleEndedIterator<Item = u64>,
    ) -> impl DoubleEndedIterator<Item = &Stored> {
        ids.filter_map(|id| self.get(id))
    }

    pub(in crate::site) fn spaces(&self) -> impl Iterator<Item = &Space> {
        self.spaces.values().map(Box::as_ref)
    }

    pub(in crate::site) fn space(&self, key: &str) -> Option<&Space> {
        self.spaces.get(key).map(Box::as_ref)
    }

    pub(in crate::site) fn space_by_id(&self, id: u64) -> Option<&Space> {
        self.space(self.space_keys.get(&id)?)
    }

    /// The page that is the homepage of the space of this id.
    pub(in crate::site) fn homepage(&self, space: u64) -> Option<&Stored> {
        self.get(*self.homepages.get(&space)?)
    }
}

/// Ids above the one of the key.
fn after_id<T>(after: T, last: T) -> (Bound<T>, Bound<T>) {
    (Bound::Excluded(after), Bound::Included(last))
}

/// A walk down a tree, see [`Contents::below_all`]; beside content, how deep it is.
#[derive(Debug)]
pub(in crate::site) struct Descent<'a> {
    contents: &'a Contents,
    kind: Kind,
    /// What is still to be shown, the next one last.
    open: Vec<(usize, u64)>,
}

impl<'a> Iterator for Descent<'a> {
    type Item = (usize, &'a Stored);

    fn next(&mut self) -> Option<Self::Item> {
        let (depth, id) = self.open.pop()?;
        let below = self
            .contents
            .ids_below(id, self.kind, depth.saturating_add(1));
        self.open.extend(below);
        Some((depth, self.contents.get(id)?))
    }
}
