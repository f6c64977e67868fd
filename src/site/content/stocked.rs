//! What a test puts on a site before an app comes: without an event, and with nobody's leave.

use serde_json::Value;

use super::stored::{ContentProperty, Macro, Stored};
use super::{ContentClash, Kind, State};
use crate::site::{Comment, Page, Site};

impl Site {
    /// Puts a page there, or in place of the one of its id, without an event, and its space if
    /// that is new.
    ///
    /// # Errors
    /// What is wrong with it, in our words: a site has no two pages of one title in a space, and
    /// a page is below one that is there.
    pub(crate) fn add_content(
        &mut self,
        page: Page,
        kind: Kind,
        now_millis: i64,
    ) -> Result<(), ContentClash> {
        self.add_content_in(page, kind, State::Current, now_millis)
    }

    /// The same in a state: what is in the trash gives its title free.
    pub(in crate::site) fn add_content_in(
        &mut self,
        page: Page,
        kind: Kind,
        state: State,
        now_millis: i64,
    ) -> Result<(), ContentClash> {
        if kind == Kind::Page
            && state != State::Trashed
            && let Some(other) = self.contents.page_titled(&page.space, &page.title, page.id)
        {
            return Err(ContentClash::Title { other });
        }
        self.check_parent(&page, kind)?;
        self.add_space(page.space.clone())?;
        let moved = self.contents.get(page.id);
        let moved = moved.is_some_and(|known| known.page.space != page.space);
        let (id, space) = (page.id, page.space.clone());
        self.put_content_in(page, kind, state, now_millis);
        if moved {
            self.contents.take_along(id, &space);
        }
        Ok(())
    }

    /// Puts a comment there, or in place of the one of its id, without an event.
    ///
    /// # Errors
    /// What it is on is not there.
    pub(crate) fn add_comment(
        &mut self,
        comment: &Comment,
        now_millis: i64,
    ) -> Result<(), ContentClash> {
        let parent = comment.above();
        let above = self.contents.get(parent).filter(|one| !one.is_trashed());
        if above.is_none() {
            return Err(ContentClash::Parent { id: parent });
        }
        self.put_comment_anywhere(comment, now_millis)
    }

    /// The same, on what is in the trash, too.
    pub(in crate::site) fn put_comment_anywhere(
        &mut self,
        comment: &Comment,
        now_millis: i64,
    ) -> Result<(), ContentClash> {
        let (id, parent) = (comment.id(), comment.above());
        let Some(above) = self.contents.get(parent) else {
            return Err(ContentClash::Parent { id: parent });
        };
        let container = &self.contents.container(above).page;
        if self.is_above(id, above) {
            return Err(ContentClash::Parent { id: parent });
        }
        let title = format!("Re: {}", container.title);
        let mut page = Page::new(id, title).with_space(container.space.clone());
        page.parent = Some(parent);
        page.creator.clone_from(&comment.creator);
        page.body.clone_from(&comment.body);
        self.put_content(page, Kind::Comment, now_millis);
        Ok(())
    }

    /// Whether content of this id is or would be above this content: also where it is gone, and what
    /// was below it still names it.
    fn is_above(&self, id: u64, content: &Stored) -> bool {
        let up = self.contents.ancestors(content).into_iter();
        let mut chain = up.chain([content]);
        chain.any(|one| one.id() == id || one.page.parent == Some(id))
    }

    fn check_parent(&self, page: &Page, kind: Kind) -> Result<(), ContentClash> {
        let Some(parent) = page.parent else {
            return Ok(());
        };
        let above = self.contents.get(parent);
        let fits = above.is_some_and(|above| {
            kind == Kind::Page
                && above.kind == Kind::Page
                && above.page.space.key == page.space.key
                && !self.is_above(page.id, above)
        });
        match fits {
            true => Ok(()),
            false => Err(ContentClash::Parent { id: parent }),
        }
    }

    pub(super) fn put_content(&mut self, page: Page, kind: Kind, now_millis: i64) {
        self.put_content_in(page, kind, State::Current, now_millis);
    }

    fn put_content_in(&mut self, page: Page, kind: Kind, state: State, now_millis: i64) {
        let page = Page {
            created_millis: Some(now_millis),
            changed_millis: Some(now_millis),
            ..page
        };
        let mut stored = Stored::new(page, kind);
        stored.state = state;
        self.contents.put(stored);
    }

    /// False if there is no such page.
    pub(crate) fn add_macro(&mut self, content: u64, one: Macro) -> bool {
        let added = |stored: &mut Stored| stored.macros.push(one);
        self.contents.change(content, added).is_some()
    }

    /// In version 1, by the site's administrator. False if there is no such page.
    pub(crate) fn add_property(
        &mut self,
        content: u64,
        key: String,
        value: Value,
        now_millis: i64,
    ) -> bool {
        let (id, by) = (self.contents.next_id(), self.admin());
        let property = ContentProperty {
            id,
            value,
            version: 1,
            by,
            changed_millis: now_millis,
        };
        let added = |stored: &mut Stored| drop(stored.properties.insert(key, property));
        self.contents.change(content, added).is_some()
    }
}
