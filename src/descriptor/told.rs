//! What is told of a document that is wrong in one way a million times: a hundred of them, and how many more.

use std::collections::BTreeMap;

use super::violation::{Severity, Violation};

/// How often one rule is told of one kind of place. Nobody reads more, and each costs a thousand
/// times what it takes to write it.
const OF_ONE_KIND: usize = 100;

/// How much is told in all.
const IN_ALL: usize = 1000;

/// Collects violations, and counts those that are one too many.
#[derive(Debug, Default)]
pub(crate) struct Told {
    kept: Vec<Violation>,
    /// By code and kind of place.
    kinds: BTreeMap<(String, String), Kind>,
    /// Of kinds that there are too many of.
    others: Kind,
}

#[derive(Debug, Default)]
struct Kind {
    told: usize,
    left_out: usize,
    refused: bool,
}

impl Kind {
    fn leave_out(&mut self, count: usize, severity: Severity) {
        self.left_out = self.left_out.saturating_add(count);
        self.refused |= severity == Severity::Refused;
    }
}

/// The kind of a place: the same for every entry of a list.
fn kind_of(pointer: &str) -> String {
    let steps = pointer.split('/').map(|step| {
        let is_index = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        if is_index { "*" } else { step }
    });
    steps.collect::<Vec<_>>().join("/")
}

impl Told {
    /// Whether there is room for one more of this kind; if not, it is counted.
    pub(crate) fn has_room(&mut self, sub_code: &str, pointer: &str, severity: Severity) -> bool {
        let key = (sub_code.to_owned(), kind_of(pointer));
        if !self.kinds.contains_key(&key) && self.kinds.len() >= IN_ALL {
            self.others.leave_out(1, severity);
            return false;
        }
        let is_full = self.kept.len() >= IN_ALL;
        let kind = self.kinds.entry(key).or_default();
        if kind.told < OF_ONE_KIND && !is_full {
            kind.told = kind.told.saturating_add(1);
            return true;
        }
        kind.leave_out(1, severity);
        false
    }

    pub(crate) fn push(&mut self, violation: Violation) {
        if self.has_room(&violation.sub_code, &violation.pointer, violation.severity) {
            self.kept.push(violation);
        }
    }

    /// For what has been asked for by `has_room`.
    pub(crate) fn push_asked(&mut self, violation: Violation) {
        self.kept.push(violation);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    pub(crate) fn extend(&mut self, violations: impl IntoIterator<Item = Violation>) {
        for violation in violations {
            self.push(violation);
        }
    }

    /// Takes over what another has found, as severe as `severe` makes it.
    pub(crate) fn take(&mut self, other: Told, severe: impl Fn(Violation) -> Option<Violation>) {
        let Told {
            kept,
            kinds,
            others,
        } = other;
        self.extend(kept.into_iter().filter_map(&severe));
        for ((sub_code, place), kind) in kinds {
            if kind.left_out == 0 {
                continue;
            }
            let refused = Violation::refused(&sub_code, place.clone(), "");
            if let Some(Violation { severity, .. }) = severe(refused) {
                let mine = self.kinds.entry((sub_code, place)).or_default();
                mine.leave_out(kind.left_out, severity);
            }
        }
        self.others.left_out = self.others.left_out.saturating_add(others.left_out);
        self.others.refused |= others.refused;
    }

    /// All that is told; last, of which kinds there is more.
    pub(crate) fn all(self) -> Vec<Violation> {
        let Told {
            mut kept,
            kinds,
            others,
        } = self;
        let of_kinds = kinds
            .into_iter()
            .map(|((code, place), kind)| (code, place, kind));
        let of_others = ("warning.more".to_owned(), String::new(), others);
        for (code, place, kind) in of_kinds.chain([of_others]) {
            if kind.left_out == 0 {
                continue;
            }
            let count = thousands(kind.left_out);
            let more = Violation::warning(&code, place, format!("and {count} more"));
            kept.push(Violation {
                severity: match kind.refused {
                    true => Severity::Refused,
                    false => Severity::Warning,
                },
                ..more.advise("the first ones are told, the others are of the same kind")
            });
        }
        kept
    }
}

/// A number that can be read: 1,249,900.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
#[path = "told_tests.rs"]
mod tests;
