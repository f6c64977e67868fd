//! Faults by the name of their kind, as files and commands have it.

use super::value::Fault;

impl Fault {
    /// The names of all kinds that need no more than their name, with what they do.
    pub fn kinds() -> impl Iterator<Item = (String, String)> {
        Self::SIMPLE
            .iter()
            .map(|kind| (kind.name(), kind.to_string()))
    }

    /// The one of this name, of those [`kinds`](Self::kinds).
    pub fn of_kind(name: &str) -> Option<Self> {
        let named = Self::SIMPLE.iter().find(|kind| kind.name() == name);
        named.cloned().map(Self::of)
    }
}
