//! The tenant held against a real site, or against itself with other settings.
//!
//! A real site is asked by [`Comparison`]: a fixed list of probes is played at the site and at a
//! fresh tenant with the same descriptor, and the [`Report`] has what differs, each difference with
//! the rows of the ledger it speaks to, and with the setting that would agree. What was found goes
//! into an [`Evidence`] file, from which [`Settings::from_evidence`](crate::Settings::from_evidence)
//! makes a tenant that answers as that site did.
//!
//! Two settings are held against each other by [`compare`], over real HTTP, with an app that is
//! called and calls back.

mod alternatives;
mod anonymous;
mod app;
mod ask;
mod between;
mod body;
#[cfg(test)]
mod body_tests;
mod carried;
mod comparison;
#[cfg(test)]
mod comparison_tests;
mod difference;
mod drift;
#[cfg(test)]
mod drift_tests;
mod evidence;
mod exercise;
mod forms;
mod hidden;
mod host;
mod known;
mod ledger;
mod left_behind;
mod listener;
mod look;
mod observed;
mod own_names;
mod passed_on;
mod plan;
mod play;
mod probe;
mod probes;
mod proposal;
mod quoted;
mod recording;
mod replay;
mod report;
mod scenes;
mod shape;
mod short_secrets;
mod signed;
mod tape;
mod taped_host;
mod told_secrets;
mod trial;

pub use comparison::{CompareError, Comparison};
pub use difference::{Agreement, Difference};
pub use drift::{Drift, Unseen, compare};
pub use evidence::{Evidence, EvidenceError, ProbeEvidence};
pub use host::{RealSite, SiteMisfit};
pub use ledger::{Row, ledger};
pub use left_behind::LeftBehind;
pub use observed::Observed;
pub use plan::Plan;
pub use probe::NotPlayed;
pub use proposal::{LedgerError, Proposal};
pub use recording::Recording;
pub use replay::{Replay, replay};
pub use report::Report;
pub use tape::TapeError;
