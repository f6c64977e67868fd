//! The files of pages that are copied, with their bytes.

use super::files::File;
use crate::site::content::Stored;
use crate::site::rejection::Rejection;
use crate::site::{Author, Site};

impl Site {
    /// Refuses copies of the files on these pages for which there is no room.
    pub(in crate::site) fn make_room_for_copies(&mut self, pages: &[u64]) -> Result<(), Rejection> {
        let files = pages.iter().flat_map(|page| self.files_on(*page));
        let bytes = files.filter_map(|one| Some(self.file(one)?.data.len()));
        let bytes = bytes.fold(0_usize, usize::saturating_add);
        self.make_room(bytes)
    }

    /// Puts the files of a page on a copy of it, each in its first version.
    pub(in crate::site) fn copy_files(&mut self, source: u64, onto: u64, author: &Author) {
        let Some(page) = self.contents.get(onto).map(|one| one.page.clone()) else {
            return;
        };
        let files: Vec<Stored> = self.files_on(source).cloned().collect();
        for mut copy in files {
            let bytes = self.file(&copy).cloned();
            let id = self.contents.next_id();
            copy.page.id = id;
            copy.page.parent = Some(onto);
            copy.page.space = page.space.clone();
            copy.page.version = 1;
            copy.page.creator = Some(author.account.clone());
            copy.page.last_modifier = None;
            copy.page.created_millis = Some(author.now_millis);
            copy.page.changed_millis = Some(author.now_millis);
            copy.position = None;
            copy.past.clear();
            self.contents.put(copy);
            if let Some(bytes) = bytes {
                let file_id = self.identity().file_id(id, 1);
                self.files.put(id, 1, File { file_id, ..bytes });
            }
        }
    }
}
