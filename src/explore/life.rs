//! `Life`: what there is while a story is played, and what is left of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::bounds::Bounds;
use super::end::End;
use super::rule::{Breach, Rule};
use super::site::Site;
use super::subject::{Answer, App, Subject};
use super::trouble::Trouble;
use crate::door::Door;
use crate::settings::Settings;
use crate::traffic::RequestLog;

/// What every life of an exploration has in common.
#[derive(Clone)]
pub(super) struct Stage {
    pub(super) subject: Arc<dyn Subject>,
    pub(super) settings: Settings,
    pub(super) bounds: Bounds,
    /// Those that the app is held to.
    pub(super) rules: Vec<Rule>,
    /// What the tenants of a life are named.
    pub(super) names: [String; 2],
    /// How many lives there were, where all have one app.
    pub(super) counted: Option<Arc<AtomicUsize>>,
    /// In whose words tenants say what to do.
    pub(super) door: Door,
}

impl Stage {
    /// The same, with names that no other life has where the app lives longer than one.
    pub(super) fn for_one_life(&self) -> Self {
        let Some(count) = &self.counted else {
            return self.clone();
        };
        let number = count.fetch_add(1, Ordering::Relaxed);
        let names = ["acme", "globex"].map(|name| format!("{name}-{number}"));
        Self {
            names,
            ..self.clone()
        }
    }
}

/// A life that is over.
#[derive(Clone)]
pub(super) struct Lived {
    pub(super) end: End,
    pub(super) breach: Option<Breach>,
    /// The troubles that came about, by step.
    pub(super) applied: BTreeSet<(usize, Trouble)>,
    pub(super) log: RequestLog,
}

/// A life under way.
pub(super) struct Life {
    pub(super) app: Arc<dyn App>,
    pub(super) sites: Vec<Site>,
    pub(super) bounds: Bounds,
    pub(super) rules: Vec<Rule>,
    pub(super) answers: Vec<Answer>,
    pub(super) breach: Option<Breach>,
    pub(super) applied: BTreeSet<(usize, Trouble)>,
    /// Callbacks that go out after the next one, and no next one has come yet.
    pub(super) postponed: [bool; 2],
}

impl Life {
    /// Life goes on where the app is not held to the rule.
    pub(super) fn broke(&mut self, rule: Rule, words: impl Into<String>) {
        if !self.rules.contains(&rule) {
            return;
        }
        self.breach.get_or_insert_with(|| Breach::new(rule, words));
    }
}
