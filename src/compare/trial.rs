//! Finds the setting that would agree, by starting a tenant that has it and asking that.

use serde_json::Value;

use super::alternatives::{meant_by, value, values_of, with};
use super::difference::{Agreement, Difference};
use super::exercise::Exercise;
use super::ledger::setting_of;
use super::observed::Observed;
use crate::settings::Settings;

/// What two sides saw in one exercise.
pub(super) struct Sides<'a> {
    pub(super) site: &'a [Observed],
    pub(super) tenant: &'a [Observed],
}

/// The differences of one exercise, each with its rows and the setting that would agree.
pub(super) async fn differences(
    exercise: &Exercise,
    sides: Sides<'_>,
    base: &Settings,
    candidates: &[(String, Vec<Value>)],
) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut trials: Vec<(Agreement, Vec<Observed>)> = Vec::new();
    let differ = |(site, tenant): (&Observed, &Observed)| !site.differing(tenant).is_empty();
    if sides.site.iter().zip(sides.tenant).any(differ) {
        trials = tried(exercise, &sides, base, candidates).await;
    }
    for (at, (site, tenant)) in sides.site.iter().zip(sides.tenant).enumerate() {
        let differing = site.differing(tenant);
        let agrees = || {
            let agree = |(_, seen): &&(Agreement, Vec<Observed>)| agrees_at(seen, at, site);
            trials
                .iter()
                .find(agree)
                .map(|(agreement, _)| agreement.clone())
        };
        let agrees = if differing.is_empty() { None } else { agrees() };
        for aspect in differing {
            found.push(Difference {
                probe: exercise.id().to_owned(),
                asked: tenant.asked.clone(),
                aspect: aspect.to_owned(),
                site: site.facts.get(aspect).cloned(),
                tenant: tenant.facts.get(aspect).cloned(),
                rows: rows(exercise, agrees.as_ref()),
                agrees: agrees.clone(),
            });
        }
    }
    found
}

fn agrees_at(seen: &[Observed], at: usize, site: &Observed) -> bool {
    seen.get(at)
        .is_some_and(|seen| seen.differing(site).is_empty())
}

/// The rows of an exercise whose setting it was, or all of them.
fn rows(exercise: &Exercise, agrees: Option<&Agreement>) -> Vec<String> {
    let all = exercise.rows().iter();
    let of_setting = |id: &&&str| {
        agrees.is_none_or(|agrees| {
            setting_of(id).is_some_and(|setting| covers(setting, &agrees.setting))
        })
    };
    let narrowed: Vec<String> = all
        .clone()
        .filter(of_setting)
        .map(|id| (*id).to_owned())
        .collect();
    match narrowed.is_empty() {
        true => all.map(|id| (*id).to_owned()).collect(),
        false => narrowed,
    }
}

/// Whether a setting of the ledger is this one, or has it in it.
pub(super) fn covers(setting: &str, one: &str) -> bool {
    one.strip_prefix(setting)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What tenants with each setting saw, until there is one that agrees with each thing that differs.
async fn tried(
    exercise: &Exercise,
    sides: &Sides<'_>,
    base: &Settings,
    candidates: &[(String, Vec<Value>)],
) -> Vec<(Agreement, Vec<Observed>)> {
    let mut trials = Vec::new();
    for (setting, values) in candidates {
        for value in values {
            let Some(settings) = with(base, setting, value.clone()) else {
                continue;
            };
            let seen = exercise.told(&settings).await;
            let agreement = Agreement {
                setting: setting.clone(),
                value: value.clone(),
            };
            trials.push((agreement, seen));
            let mut each = sides.site.iter().zip(sides.tenant).enumerate();
            let is_explained = |(at, (site, tenant)): (usize, (&Observed, &Observed))| {
                site.differing(tenant).is_empty()
                    || trials.iter().any(|(_, seen)| agrees_at(seen, at, site))
            };
            if each.all(is_explained) {
                return trials;
            }
        }
    }
    trials
}

/// What can be tried for an exercise: each setting of its rows, with each value that it is not.
pub(super) fn candidates(exercise: &Exercise, base: &Settings) -> Vec<(String, Vec<Value>)> {
    let named = exercise.rows().iter().filter_map(|id| setting_of(id));
    let mut settings: Vec<String> = named.flat_map(|setting| meant_by(setting, base)).collect();
    let mut seen = std::collections::HashSet::new();
    settings.retain(|setting| seen.insert(setting.clone()));
    let others = |setting: String| {
        let present = value(base, &setting);
        let values = values_of(&setting).into_iter();
        let values: Vec<Value> = values.filter(|value| *value != present).collect();
        (setting, values)
    };
    settings.into_iter().map(others).collect()
}
