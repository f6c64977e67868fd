//! The spaces of a site: one is there from the start, a test adds others.

use super::{ContentClash, Contents, PAGE};
use crate::site::{Site, Space};

impl Contents {
    pub(super) fn space_by_id(&self, id: u64) -> Option<&Space> {
        self.spaces.values().find(|space| space.id == id)
    }

    /// The page that has this title in a space, besides the one of this id. What is in the trash
    /// gives its title free, and upper and lower case are one.
    pub(super) fn titled(&self, space: &str, title: &str, besides: u64) -> Option<u64> {
        let title = title.trim().to_lowercase();
        let mut pages = self
            .stored
            .values()
            .filter(|one| one.kind == PAGE && !one.trashed);
        let same = pages.find(|one| {
            let page = &one.page;
            page.id != besides
                && page.space.key == space
                && page.title.trim().to_lowercase() == title
        });
        same.map(|one| one.page.id)
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
        let within = contents.stored.values_mut();
        for stored in within.filter(|stored| stored.page.space.key == space.key) {
            stored.page.space = space.clone();
        }
        contents.spaces.insert(space.key.clone(), space);
        Ok(())
    }

    /// All spaces, by their keys.
    pub(crate) fn spaces(&self) -> Vec<Space> {
        self.contents.spaces.values().cloned().collect()
    }
}
