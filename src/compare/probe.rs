//! `Probe`: what is played at both sides, and which rows of the ledger it speaks to.

use serde::{Deserialize, Serialize};

use super::ask::Ask;

/// A probe that is left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NotPlayed {
    /// The probe.
    pub probe: String,
    /// Why it is left out.
    pub why: String,
}

/// What a probe takes of the site that it is played at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing: it only reads, or is refused.
    Nothing,
    /// It reads with this scope.
    Scope(&'static str),
    /// It registers, writes and removes what is its own.
    Writing,
    /// It registers so much that a limit is met.
    Limit,
}

/// Requests, one after the other, that show one behaviour.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    pub(super) id: &'static str,
    /// The rows that it speaks to, the nearest first.
    pub(super) rows: &'static [&'static str],
    pub(super) takes: Takes,
    pub(super) asks: Vec<Ask>,
}

impl Probe {
    pub(super) fn new(id: &'static str, rows: &'static [&'static str], ask: Ask) -> Self {
        Self {
            id,
            rows,
            takes: Takes::Nothing,
            asks: vec![ask],
        }
    }

    pub(super) fn then(mut self, ask: Ask) -> Self {
        self.asks.push(ask);
        self
    }

    pub(super) fn takes(mut self, takes: Takes) -> Self {
        self.takes = takes;
        self
    }
}
