//! What a probe saw: facts by name, without anything that tells one site from another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::shape::{DATA_SHAPE, shapes_fit};

/// What was asked, and what was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Observed {
    /// What was asked, as one line.
    pub asked: String,
    /// What was seen: `status`, `header content-type`, `body shape`, `body text`, and for a scene
    /// what it looks at.
    pub facts: BTreeMap<String, String>,
}

impl Observed {
    pub(super) fn of(asked: impl Into<String>) -> Self {
        Self {
            asked: asked.into(),
            facts: BTreeMap::new(),
        }
    }

    #[must_use]
    pub(super) fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.facts.insert(name.into(), value.into());
        self
    }

    /// The names of the facts in which two differ, in their order.
    pub(super) fn differing<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let names = self.facts.keys().chain(other.facts.keys());
        let mut names: Vec<&str> = names
            .map(String::as_str)
            .filter(|name| !agree(name, self.facts.get(*name), other.facts.get(*name)))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn agree(name: &str, one: Option<&String>, other: Option<&String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) if name == DATA_SHAPE => shapes_fit(one, other),
        (one, other) => one == other,
    }
}
