//! The pages that a site stores, with their properties and macros, as data.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::subject::{Page, Space};

/// The spaces of a site, and the pages and blog posts in them.
#[derive(Clone, Debug)]
pub(crate) struct Contents {
    /// By their keys.
    pub(super) spaces: BTreeMap<String, Space>,
    pub(super) stored: BTreeMap<u64, Stored>,
    /// The last id that was given out.
    pub(super) last_id: u64,
}

/// One space is there from the start.
impl Default for Contents {
    fn default() -> Self {
        let first = Space::first();
        Self {
            spaces: BTreeMap::from([(first.key().to_owned(), first)]),
            stored: BTreeMap::new(),
            last_id: 0,
        }
    }
}

/// Ids begin where nobody takes them for anything else.
pub(super) const FIRST_ID: u64 = 30_000_000;

#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) page: Page,
    /// `page` or `blogpost`.
    pub(super) kind: &'static str,
    pub(super) trashed: bool,
    pub(super) properties: BTreeMap<String, ContentProperty>,
    pub(super) macros: Vec<Macro>,
}

#[derive(Clone, Debug)]
pub(super) struct ContentProperty {
    pub(super) id: u64,
    pub(super) value: Value,
    pub(super) version: u64,
    pub(super) by: String,
    pub(super) changed_millis: i64,
}

/// A macro on a page, for an app that asks for its body by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Macro {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) body: String,
    pub(super) parameters: BTreeMap<String, String>,
}

impl Macro {
    /// A macro without body or parameters.
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            body: String::new(),
            parameters: BTreeMap::new(),
        }
    }

    /// What is between its tags.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    /// One parameter.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }
}
