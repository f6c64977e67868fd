//! `expand` of the REST API v1: names, nested by dots, of which unknown ones are ignored.

use std::collections::BTreeMap;

use super::Api;
use super::refused::bad;
use crate::cause::Cause;
use crate::site::query::Query;
use crate::site::rejection::Rejection;

/// How many names deep an expansion goes: the description speaks of 8 sub-expansions.
const DEEPEST: usize = 8;

/// What is to be shown of something, and what of that in turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::site) struct Expand {
    below: BTreeMap<String, Expand>,
}

impl Expand {
    /// What the query asks for.
    pub(in crate::site) fn of(query: &Query) -> Result<Self, Rejection> {
        let mut all = Self::default();
        for path in query.list("expand") {
            let depth = path.split('.').count();
            if depth > DEEPEST {
                let cause = Cause::new(
                    "an expansion is at most 8 names deep",
                    "8",
                    depth.to_string(),
                );
                let why = format!("Too many sub-expansions: {path}");
                return Err(bad(Api::V1, why, cause));
            }
            all.add(path);
        }
        Ok(all)
    }

    /// These besides, which the operation expands by itself.
    pub(in crate::site) fn and(mut self, paths: &[&str]) -> Self {
        for path in paths {
            self.add(path);
        }
        self
    }

    fn add(&mut self, path: &str) {
        let mut at = self;
        for name in path.split('.') {
            at = at.below.entry(name.to_owned()).or_default();
        }
    }

    /// What is wanted of this, if it is.
    pub(in crate::site) fn get(&self, name: &str) -> Option<&Expand> {
        self.below.get(name)
    }
}
