//! Every setting of the ledger flipped: seen, attributed to its row, and nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;
use tokio::task::{JoinError, JoinSet};

use super::alternatives::{meant_by, value, values_of, with};
use super::drift::{Drift, by, compare};
use super::exercise::Exercise;
use super::ledger::{ledger, setting_of};
use super::scenes::Pair;
use super::trial::covers;
use crate::settings::Settings;

fn settings() -> BTreeSet<String> {
    let named = ledger().iter().filter_map(|row| row.setting.as_deref());
    named
        .flat_map(|setting| meant_by(setting, &Settings::default()))
        .collect()
}

/// All values of a setting but the default one.
fn flips(setting: &str) -> Vec<Value> {
    let present = value(&Settings::default(), setting);
    let mut values = values_of(setting);
    values.retain(|value| *value != present);
    values
}

/// What is wrong with what was found for one setting, and the rows that were named.
#[derive(Default)]
struct Judged {
    wrong: Vec<String>,
    rows: BTreeSet<String>,
    seen: BTreeSet<String>,
}

impl Judged {
    fn add(&mut self, setting: &str, value: &Value, drift: &Drift) {
        for one in &drift.differences {
            let agrees = one.agrees.as_ref().map(|agrees| agrees.setting.as_str());
            if agrees != Some(setting) {
                self.wrong.push(format!("{setting} = {value}: {one}"));
            }
            let others = one
                .rows
                .iter()
                .filter(|row| !setting_of(row).is_some_and(|named| covers(named, setting)));
            self.wrong
                .extend(others.map(|row| format!("{setting} = {value}: named {row}")));
            self.rows.extend(one.rows.iter().cloned());
            self.seen.insert(setting.to_owned());
        }
        if drift.differences.is_empty() == drift.unseen.is_empty() {
            self.wrong.push(format!("{setting} = {value}: {drift}"));
        }
    }

    fn add_played(&mut self, played: Option<Result<(String, Value, Drift), JoinError>>) {
        let (setting, value, drift) = played.unwrap().unwrap();
        self.add(&setting, &value, &drift);
    }

    fn end(mut self) {
        for setting in settings() {
            if !self.seen.contains(&setting) {
                self.wrong.push(format!("{setting}: nothing shows it"));
            }
        }
        let rows = ledger().iter().filter(|row| row.setting.is_some());
        for row in rows.filter(|row| !self.rows.contains(&row.id)) {
            self.wrong.push(format!("the row {} was not named", row.id));
        }
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }
}

/// Whether an exercise names a row of this setting.
fn speaks_to(exercise: &Exercise, setting: &str) -> bool {
    let mut named = exercise.rows().iter().filter_map(|row| setting_of(row));
    named.any(|named| covers(named, setting))
}

/// The default settings and another one, as they are held against each other.
fn flipped(setting: &str, value: Value) -> Arc<Pair> {
    let default = Settings::default();
    let other = with(&default, setting, value).unwrap();
    Arc::new((default, other))
}

/// By what speaks to the setting.
#[tokio::test]
async fn every_flip_is_found_and_attributed_to_its_row() {
    let mut judged = Judged::default();
    for setting in settings() {
        for value in flips(&setting) {
            let pair = flipped(&setting, value.clone());
            let mut exercises = Exercise::all(&pair);
            exercises.retain(|one| speaks_to(one, &setting));
            let exercises = exercises.into_iter().map(|one| (one, None)).collect();
            judged.add(&setting, &value, &by(exercises, &pair.0, &pair.1).await);
        }
    }
    judged.end();
}

/// How many flips are played at once: beyond that, what looks at times would see others' work.
const AT_ONCE: usize = 4;

/// By all that there is, which takes minutes. What the default settings show where no row of the
/// setting is named is asked once.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "every setting against every exercise: `.ci/run comparisons`"]
async fn no_flip_shows_where_its_row_is_not_named() {
    let default = Settings::default();
    let mut shown = Vec::new();
    for exercise in Exercise::all(&Arc::new((default.clone(), default.clone()))) {
        shown.push(exercise.told(&default).await);
    }
    let (shown, mut judged) = (Arc::new(shown), Judged::default());
    let mut playing = JoinSet::new();
    let all = settings().into_iter();
    for (setting, value) in all.flat_map(|setting| {
        let flips = flips(&setting).into_iter();
        flips.map(move |value| (setting.clone(), value))
    }) {
        if playing.len() == AT_ONCE {
            judged.add_played(playing.join_next().await);
        }
        let shown = shown.clone();
        playing.spawn(async move {
            let pair = flipped(&setting, value.clone());
            let exercises = Exercise::all(&pair).into_iter().zip(shown.iter().cloned());
            let exercises = exercises.map(|(one, shown)| {
                let known = (!speaks_to(&one, &setting)).then_some(shown);
                (one, known)
            });
            let drift = by(exercises.collect(), &pair.0, &pair.1).await;
            (setting, value, drift)
        });
    }
    while let Some(played) = playing.join_next().await {
        judged.add_played(Some(played));
    }
    judged.end();
}

#[tokio::test]
async fn two_settings_that_are_one_do_not_differ() {
    let drift = compare(&Settings::default(), &Settings::default()).await;
    assert_eq!(drift, Drift::default());
}

/// All at once: what was flipped is told, each by what shows it or as unseen.
#[tokio::test]
async fn what_one_difference_hides_is_told_as_unseen() {
    let mut other = Settings::default();
    for setting in ["no_credential", "token_refusal", "secret_on_upgrade"] {
        other = with(&other, setting, flips(setting)[0].clone()).unwrap();
    }
    let drift = compare(&Settings::default(), &other).await;
    let told: BTreeSet<&str> = drift
        .differences
        .iter()
        .flat_map(|one| &one.rows)
        .map(String::as_str)
        .collect();
    for row in ["verify.anonymous", "verify.texts", "upgrade.secret"] {
        assert!(told.contains(row), "{told:?}");
    }
    assert_eq!(drift.unseen, []);
}
