//! What becomes of what is below content that is trashed, purged, or brought back.

use super::stored::Above;
use super::{Kind, State, Stored};
use crate::site::Site;

impl Site {
    /// To the trash: the pages below it move up to the page above it.
    pub(super) fn trash(&mut self, stored: &Stored) {
        let id = stored.id();
        let children = self.contents.below(Above::Content(id), Kind::Page);
        let children: Vec<u64> = children.map(Stored::id).collect();
        for child in children {
            let up = |one: &mut Stored| one.page.parent = stored.page.parent;
            self.contents.change(child, up);
        }
        let trash = |stored: &mut Stored| stored.state = State::Trashed;
        self.contents.change(id, trash);
    }

    /// For good, with all that hangs on it.
    pub(super) fn purge(&mut self, id: u64) {
        let children = self.contents.below(Above::Content(id), Kind::Page);
        let children: Vec<u64> = children.map(Stored::id).collect();
        for child in children {
            let orphan = |one: &mut Stored| one.page.parent = None;
            self.contents.change(child, orphan);
        }
        for hanging in self.contents.ids_of_all_below(id) {
            self.contents.take(hanging);
        }
        self.contents.take(id);
    }

    /// Where content comes back that was trashed: below its page, if that is still there.
    pub(super) fn find_place(&self, stored: &mut Stored) {
        let above = stored.page.parent.and_then(|id| self.contents.get(id));
        if above.is_none_or(Stored::is_trashed) {
            stored.page.parent = None;
        }
    }
}
