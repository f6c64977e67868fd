//! Pages with versions, their properties and macros (feature `content`): small, and exact where
//! apps get it wrong, which is the version rule.

mod looked_at;
mod page_rules;
mod property_rules;
mod rest_json;
mod stored;
#[cfg(test)]
mod version_tests;

use std::collections::BTreeMap;

use serde_json::Value;

use super::subject::Page;
use super::webhook::Webhook;
use super::{Rejection, Site};
pub(crate) use page_rules::{Api, ContentRequest};
pub(crate) use stored::Contents;
pub use stored::Macro;
use stored::{ContentProperty, FIRST_ID, Stored};

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

impl Site {
    /// Puts a page there, or in place of the one of its id, without an event.
    pub(crate) fn add_content(&mut self, page: Page, kind: &'static str, now_millis: i64) {
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

    /// Whether the test uses the content store: only then does the tenant answer for it.
    pub(crate) fn has_content(&self) -> bool {
        !self.contents.stored.is_empty() || self.contents.last_id > 0
    }

    /// A page that is not in the trash.
    pub(crate) fn content(&self, id: u64) -> Option<Page> {
        let stored = self.contents.stored.get(&id)?;
        (!stored.trashed).then(|| stored.page.clone())
    }

    fn next_content_id(&mut self) -> u64 {
        self.contents.last_id = self.contents.last_id.max(FIRST_ID) + 1;
        self.contents.last_id
    }
}
