//! `Coverage`: which pairs of events and which troubles came about.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Cast, Event};
use super::life::Lived;
use super::story::Story;
use super::trouble::Trouble;

/// What an exploration has tried so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// One event after another, by name.
    pairs: BTreeMap<(String, String), u64>,
    /// Troubles that came about, by name.
    troubles: BTreeMap<String, u64>,
    possible_pairs: usize,
    possible_troubles: BTreeSet<String>,
}

impl Coverage {
    pub(super) fn of(cast: &Cast) -> Self {
        let events = Event::all(cast);
        let kinds: BTreeSet<String> = events.iter().map(|event| event.kind(cast)).collect();
        let troubles = events.iter().flat_map(|event| Trouble::of(*event));
        Self {
            possible_pairs: kinds.len() * kinds.len(),
            possible_troubles: troubles.map(|one| one.to_string()).collect(),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, story: &Story, lived: &Lived, cast: &Cast) {
        for steps in story.steps.windows(2) {
            let pair = (steps[0].event.kind(cast), steps[1].event.kind(cast));
            *self.pairs.entry(pair).or_default() += 1;
        }
        for (_, trouble) in &lived.applied {
            let trouble = Trouble { nth: 1, ..*trouble };
            *self.troubles.entry(trouble.to_string()).or_default() += 1;
        }
    }

    /// How often one event came right after another.
    #[must_use]
    pub fn pair(&self, first: &str, second: &str) -> u64 {
        let pair = (first.to_owned(), second.to_owned());
        self.pairs.get(&pair).copied().unwrap_or_default()
    }

    /// How many pairs of events came, and of how many there are.
    #[must_use]
    pub fn pairs(&self) -> (usize, usize) {
        (self.pairs.len(), self.possible_pairs)
    }

    /// How many kinds of trouble came about, and of how many there are. An app that never asks the tenant for its
    /// modules, for instance, meets none of those there.
    #[must_use]
    pub fn troubles(&self) -> (usize, usize) {
        (self.troubles.len(), self.possible_troubles.len())
    }

    /// The troubles that never came about, by name.
    pub fn untried_troubles(&self) -> impl Iterator<Item = &str> {
        let all = self.possible_troubles.iter().map(String::as_str);
        all.filter(|one| !self.troubles.contains_key(*one))
    }
}

impl std::fmt::Display for Coverage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ((pairs, all_pairs), (troubles, all_troubles)) = (self.pairs(), self.troubles());
        write!(
            f,
            "{pairs} of {all_pairs} pairs of events, {troubles} of {all_troubles} troubles came about"
        )
    }
}
