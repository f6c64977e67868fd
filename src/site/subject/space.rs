//! Spaces, as webhooks show them.

use serde_json::{Value, json};

use super::about::{About, bounded};

/// A space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    pub(in crate::site) id: u64,
    pub(in crate::site) key: String,
    pub(in crate::site) name: String,
    pub(in crate::site) personal: bool,
    pub(in crate::site) description: String,
    pub(in crate::site) creator: Option<String>,
    pub(in crate::site) created_millis: Option<i64>,
}

impl Space {
    /// A space that belongs to no person.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn new(id: u64, key: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: bounded("the id", id),
            key: key.into(),
            name: name.into(),
            personal: false,
            description: String::new(),
            creator: None,
            created_millis: None,
        }
    }

    /// The space that every site has from the start.
    pub(in crate::site) fn first() -> Self {
        Self::new(20_000_001, "ENG", "Engineering")
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it is somebody's own.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.personal
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Somebody's personal space.
    #[must_use]
    pub fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// What it is for, in plain text.
    #[must_use]
    pub fn with_description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// What it is for.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    pub(in crate::site) fn event_json(&self, about: &About<'_>) -> Value {
        json!({
            "id": self.id,
            "key": self.key,
            "title": self.name,
            "isPersonalSpace": self.personal,
            "self": about.link(&format!("spaces/{}", self.key)),
        })
    }
}
