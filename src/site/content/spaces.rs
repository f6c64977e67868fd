//! The spaces of a site: one is there from the start, a test adds others.

use super::{ContentClash, Contents, Kind, State};
use crate::site::{Site, Space};

impl Contents {
    /// The page that has this title in a space, besides the one of this id. What is in the trash
    /// gives its title free, and upper and lower case are one.
    pub(super) fn page_titled(&self, space: &Space, title: &str, besides: u64) -> Option<u64> {
        let space = self.space(&space.key)?.id;
        let mut titled = self.titled(title, Some(space)).filter(|one| {
            one.kind == Kind::Page && one.state != State::Trashed && one.id() != besides
        });
        titled.next().map(|one| one.id())
    }

    /// Brings all that is below content into its space.
    pub(super) fn take_along(&mut self, id: u64, space: &Space) {
        for one in self.ids_of_all_below(id) {
            self.change(one, |stored| stored.page.space = space.clone());
        }
    }
}

impl Site {
    /// Adds a space, or puts it in place of the one of its key, pages included.
    pub(crate) fn add_space(&mut self, space: Space) -> Result<(), ContentClash> {
        let contents = &mut self.contents;
        if let Some(other) = contents.space_by_id(space.id)
            && other.key != space.key
        {
            let other = other.key.clone();
            return Err(ContentClash::SpaceId {
                id: space.id,
                other,
            });
        }
        contents.put_space(space);
        Ok(())
    }

    /// All spaces, by their keys.
    pub(crate) fn spaces(&self) -> Vec<Space> {
        self.contents.spaces().cloned().collect()
    }
}
