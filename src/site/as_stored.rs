//! What an event speaks of, as the site has it: in whatever state, for an event may tell that it is
//! gone (feature `content`).

use super::content::Kind;
use super::{Attachment, Comment, Page, Site, Space};

impl Site {
    pub(super) fn page_as_stored(&self, page: Page) -> Page {
        let stored = self.contents.get(page.id()).filter(|one| !one.kind.hangs());
        let mut page = match stored {
            Some(stored) => page.into_stored(&stored.page),
            None => page,
        };
        if page.title.is_empty() {
            // Nothing has no title there.
            "A page".clone_into(&mut page.title);
        }
        page.space = self.space_as_stored(page.space);
        page
    }

    pub(super) fn comment_as_stored(&self, comment: Comment) -> Comment {
        let stored = self.contents.get(comment.id());
        let Some(stored) = stored.filter(|one| one.kind == Kind::Comment) else {
            let page = self.page_as_stored(comment.page().clone());
            return comment.on(page);
        };
        comment.into_stored(self.as_comment(stored))
    }

    #[cfg(feature = "attachments")]
    pub(super) fn file_as_stored(&self, on: u64, file: Attachment) -> Attachment {
        let named = || {
            self.files_on(on)
                .find(|one| one.page.title == file.file_name)
        };
        let stored = self.contents.get(file.id);
        let stored = stored
            .filter(|one| one.kind == Kind::Attachment)
            .or_else(named);
        match stored {
            Some(stored) => file.into_stored(self.as_subject(stored)),
            None => file,
        }
    }

    /// Without files there is none.
    #[cfg(not(feature = "attachments"))]
    #[expect(
        clippy::unused_self,
        reason = "the same signature with and without files"
    )]
    pub(super) fn file_as_stored(&self, _: u64, file: Attachment) -> Attachment {
        file
    }

    /// By its key, or by its id where there is no key.
    pub(super) fn space_as_stored(&self, space: Space) -> Space {
        let stored = match space.key.is_empty() {
            true => self.contents.space_by_id(space.id),
            false => self.contents.space(&space.key),
        };
        match stored {
            Some(stored) => Space {
                name: match space.name.is_empty() {
                    true => stored.name.clone(),
                    false => space.name,
                },
                personal: space.personal || stored.personal,
                ..stored.clone()
            },
            None => space,
        }
    }
}
