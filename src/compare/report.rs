//! `Report`: what a comparison with a site found.

use std::fmt;

use serde::Serialize;

use super::difference::Difference;
use super::evidence::{Evidence, ProbeEvidence};
use super::left_behind::LeftBehind;
use super::observed::Observed;
use super::probe::{NotPlayed, Probe};
use crate::clock::{Clock, Utc};

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) not_played: Vec<NotPlayed>,
    pub(super) played: Vec<ProbeEvidence>,
    pub(super) differences: Vec<Difference>,
}

impl Outcome {
    pub(super) fn add(&mut self, probe: &Probe, seen: Vec<Observed>, found: Vec<Difference>) {
        let rows = probe.rows.iter().map(|row| (*row).to_owned()).collect();
        self.played
            .push(ProbeEvidence::new(probe.id, rows, seen, found.is_empty()));
        self.differences.extend(found);
    }
}

/// What a comparison found. `Display` gives it for reading.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// What differs.
    pub differences: Vec<Difference>,
    /// What was not asked, and why.
    pub not_played: Vec<NotPlayed>,
    /// Why it ended before all was asked.
    pub stopped: Option<String>,
    /// What could not be removed.
    pub left_behind: LeftBehind,
    #[serde(skip)]
    played: Vec<ProbeEvidence>,
}

impl Report {
    pub(super) fn new(outcome: Outcome, stopped: Option<String>, left_behind: LeftBehind) -> Self {
        Self {
            differences: outcome.differences,
            not_played: outcome.not_played,
            stopped,
            left_behind,
            played: outcome.played,
        }
    }

    /// How many probes were played to their end.
    #[must_use]
    pub fn played(&self) -> usize {
        self.played.len()
    }

    /// What was found as evidence, of this day: `2026-11-26`. It has nothing of the site but how it
    /// answered.
    #[must_use]
    pub fn evidence(&self, date: impl Into<String>) -> Evidence {
        Evidence::new(date.into(), self.played.clone(), self.differences.clone())
    }

    /// The same, of today.
    #[must_use]
    pub fn evidence_of_today(&self) -> Evidence {
        let mut day = Utc::of_millis(Clock::default().now_millis()).iso();
        day.truncate("2026-11-26".len());
        self.evidence(day)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{difference}\n")?;
        }
        for one in &self.not_played {
            writeln!(f, "not played: {}: {}", one.probe, one.why)?;
        }
        if let Some(why) = &self.stopped {
            writeln!(f, "ended early: {why}")?;
        }
        write!(f, "{}", self.left_behind)?;
        let (probes, differences) = (self.played.len(), self.differences.len());
        write!(f, "{probes} probes played, {differences} differences")
    }
}
