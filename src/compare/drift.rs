//! Two settings held against each other, over real HTTP: what a changed default changes.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::alternatives::{meant_by, value};
use super::difference::Difference;
use super::exercise::Exercise;
use super::ledger::ledger;
use super::observed::Observed;
use super::trial::{Sides, candidates, covers, differences};
use crate::settings::Settings;

/// A setting that differs, and that nothing showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unseen {
    /// Its name.
    pub setting: String,
    /// The rows of the ledger that it is about.
    pub rows: Vec<String>,
    /// Why nothing showed it.
    pub why: String,
}

/// What two settings do otherwise. In each [`Difference`] the site is the second one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Drift {
    /// What differs.
    pub differences: Vec<Difference>,
    /// Settings that differ and were not seen to.
    pub unseen: Vec<Unseen>,
}

/// Plays everything at tenants of both settings. Each difference has the rows of the ledger and the
/// setting that really made it; nothing that differs between the two goes untold.
///
/// ```
/// use mockfluence::settings::NoCredential;
/// use mockfluence::{Settings, compare};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let other = Settings::default().no_credential(NoCredential::Unauthorized);
/// let drift = compare::compare(&Settings::default(), &other).await;
/// assert!(drift.differences.iter().all(|one| one.rows == ["verify.anonymous"]));
/// # }
/// ```
pub async fn compare(one: &Settings, other: &Settings) -> Drift {
    let pair = Arc::new((one.clone(), other.clone()));
    let exercises = Exercise::all(&pair).into_iter();
    let exercises = exercises.map(|exercise| (exercise, None)).collect();
    by(exercises, one, other).await
}

/// By these exercises, each with what a tenant of `one` shows, where that is known.
pub(super) async fn by(
    exercises: Vec<(Exercise, Option<Vec<Observed>>)>,
    one: &Settings,
    other: &Settings,
) -> Drift {
    let differing = differing(one, other);
    let mut drift = Drift::default();
    if differing.is_empty() {
        return drift;
    }
    for (exercise, known) in exercises {
        let tenant = match known {
            Some(known) => known,
            None => exercise.told(one).await,
        };
        let site = exercise.told(other).await;
        // Of two known settings only what differs can have made it.
        let tried = candidates(&exercise, one).into_iter();
        let tried = tried.filter(|(setting, _)| differing.contains(setting));
        let tried: Vec<(String, Vec<Value>)> = tried
            .map(|(setting, _)| {
                let value = value(other, &setting);
                (setting, vec![value])
            })
            .collect();
        let sides = Sides {
            site: &site,
            tenant: &tenant,
        };
        drift
            .differences
            .extend(differences(&exercise, sides, one, &tried).await);
    }
    drift.unseen = unseen(&differing, &drift.differences);
    drift
}

/// The settings of the ledger in which two differ, each by its own name.
fn differing(one: &Settings, other: &Settings) -> Vec<String> {
    let named = ledger().iter().filter_map(|row| row.setting.as_deref());
    let mut names: Vec<String> = named.flat_map(|setting| meant_by(setting, one)).collect();
    names.sort();
    names.dedup();
    names.retain(|name| value(one, name) != value(other, name));
    names
}

fn unseen(differing: &[String], found: &[Difference]) -> Vec<Unseen> {
    let is_seen = |setting: &&String| {
        let mut agreements = found.iter().filter_map(|one| one.agrees.as_ref());
        agreements.any(|agrees| agrees.setting == **setting)
    };
    let rows = |setting: &str| {
        let rows = ledger().iter().filter(|row| {
            row.setting
                .as_deref()
                .is_some_and(|named| covers(named, setting))
        });
        rows.map(|row| row.id.clone()).collect()
    };
    let unseen = differing.iter().filter(|setting| !is_seen(setting));
    let unseen = unseen.map(|setting| Unseen {
        setting: setting.clone(),
        rows: rows(setting),
        why: "no exercise tells these two values apart".to_owned(),
    });
    unseen.collect()
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{difference}\n")?;
        }
        for Unseen { setting, rows, why } in &self.unseen {
            writeln!(f, "not seen: {setting} (row {}): {why}", rows.join(", "))?;
        }
        let (seen, unseen) = (self.differences.len(), self.unseen.len());
        write!(
            f,
            "{seen} differences, {unseen} settings that differ unseen"
        )
    }
}
