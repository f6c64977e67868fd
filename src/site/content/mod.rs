//! Spaces, and pages with versions, their properties and macros (feature `content`): small, and
//! exact where apps get it wrong, which is the version rule.

mod clash;
mod looked_at;
mod page_rules;
mod property_rules;
mod refused;
mod rest_json;
mod spaces;
mod stored;
#[cfg(test)]
mod version_tests;

use std::collections::BTreeMap;

use serde_json::Value;

use super::subject::{LARGEST, Page};
use super::webhook::Webhook;
use super::{Rejection, Site};
pub use clash::ContentClash;
pub(crate) use stored::Contents;
pub use stored::Macro;
use stored::{ContentProperty, FIRST_ID, Stored};

/// Which of the two REST APIs asks: they word things differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    V1,
    V2,
}

/// What a request is about.
#[derive(Clone, Debug)]
pub(crate) struct ContentRequest {
    pub(crate) api: Api,
    /// Whose permissions count.
    pub(crate) account: String,
    /// As it stands in the path.
    pub(crate) id: String,
    /// `status` of the query, or `purge` of v2.
    pub(crate) in_trash: bool,
    pub(crate) expand: String,
    pub(crate) body_format: Option<String>,
}

/// A reply, and the events that what led to it is.
#[derive(Debug)]
pub(crate) struct ContentChange {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    pub(crate) events: Vec<Webhook>,
}

impl ContentChange {
    fn shows(body: Value) -> Self {
        Self {
            status: 200,
            body: Some(body),
            events: Vec::new(),
        }
    }

    fn gone() -> Self {
        Self {
            status: 204,
            body: None,
            events: Vec::new(),
        }
    }

    fn with(mut self, event: Webhook) -> Self {
        self.events.push(event);
        self
    }
}

pub(crate) type Decided = Result<ContentChange, Rejection>;

/// Who changes content, and when.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    pub(crate) account: String,
    pub(crate) now_millis: i64,
}

/// What kind of content most is.
const PAGE: &str = "page";

impl Site {
    /// Whether anybody has put something there yet.
    pub(crate) fn has_content(&self) -> bool {
        self.contents.last_id > 0
    }

    /// Puts a page there, or in place of the one of its id, without an event, and its space if
    /// that is new.
    ///
    /// # Errors
    /// What is wrong with it, in our words: a site has no two pages of one title in a space.
    pub(crate) fn add_content(
        &mut self,
        page: Page,
        kind: &'static str,
        now_millis: i64,
    ) -> Result<(), ContentClash> {
        if kind == PAGE
            && let Some(other) = self.contents.titled(&page.space.key, &page.title, page.id)
        {
            return Err(ContentClash::Title { other });
        }
        self.add_space(page.space.clone())?;
        self.put_content(page, kind, now_millis);
        Ok(())
    }

    fn put_content(&mut self, page: Page, kind: &'static str, now_millis: i64) {
        let page = Page {
            created_millis: Some(now_millis),
            changed_millis: Some(now_millis),
            ..page
        };
        self.contents.last_id = self.contents.last_id.max(page.id);
        let stored = Stored {
            page,
            kind,
            trashed: false,
            properties: BTreeMap::new(),
            macros: Vec::new(),
        };
        self.contents.stored.insert(stored.page.id, stored);
    }

    /// False if there is no such page.
    pub(crate) fn add_macro(&mut self, content: u64, one: Macro) -> bool {
        let stored = self.contents.stored.get_mut(&content);
        stored.map(|stored| stored.macros.push(one)).is_some()
    }

    /// In version 1, by the site's administrator. False if there is no such page.
    pub(crate) fn add_property(
        &mut self,
        content: u64,
        key: String,
        value: Value,
        now_millis: i64,
    ) -> bool {
        let (id, by) = (self.next_content_id(), self.admin());
        let property = ContentProperty {
            id,
            value,
            version: 1,
            by,
            changed_millis: now_millis,
        };
        let stored = self.contents.stored.get_mut(&content);
        stored
            .map(|stored| stored.properties.insert(key, property))
            .is_some()
    }

    /// A page that is not in the trash.
    pub(crate) fn content(&self, id: u64) -> Option<Page> {
        let stored = self.contents.stored.get(&id)?;
        (!stored.trashed).then(|| stored.page.clone())
    }

    fn next_content_id(&mut self) -> u64 {
        let last = self.contents.last_id.max(FIRST_ID);
        let next = last.saturating_add(1);
        // A test may have given the last number there is.
        let is_free = |id: &u64| !self.contents.stored.contains_key(id);
        self.contents.last_id = match next <= LARGEST {
            true => next,
            false => (FIRST_ID..LARGEST).find(is_free).unwrap_or(LARGEST),
        };
        self.contents.last_id
    }
}
