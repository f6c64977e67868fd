//! The life of an app that has moved: all that Forge calls, on every date's contract, and after an upgrade.

use serde_json::Value;

use super::forged::ways;
use super::topics::{CONTRACT, TAKES};
use super::way::{Place, Way};
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::site::{Answered, Site, is_good, told};
use crate::check::topic::Topic;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::jwt::ForgeContract;
use crate::manifest::Manifest;
use crate::settings::Settings;
use crate::site::Licence;
use crate::traffic::to_app;

pub(super) fn checks() -> Vec<Check> {
    let calls = "answers every call of Forge's that its manifest asks for";
    let event = "takes an event that is delivered twice";
    let upgrade = "goes on after a major upgrade";
    let mut checks = vec![
        one("takes-its-calls", calls, Severity::High, &TAKES, takes_all),
        one("event-twice", event, Severity::Medium, &TAKES, twice),
        one("major-upgrade", upgrade, Severity::Medium, &TAKES, upgraded),
    ];
    let dated = [
        ("2025-10", ForgeContract::October2025),
        ("2026-04", ForgeContract::April2026),
        ("2026-11", ForgeContract::November2026),
    ];
    for (date, contract) in dated {
        let id = format!("contract-{date}");
        let asks = format!("takes the tokens of Forge's contract of {date}");
        let settings = Settings::default().forge_contract(contract);
        checks.push(one(&id, &asks, Severity::Medium, &CONTRACT, move |trial| {
            by_date(trial, settings.clone())
        }));
    }
    checks
}

pub(super) fn one<F: Future<Output = Outcome> + Send + 'static>(
    id: &str,
    asks: &str,
    severity: Severity,
    topic: &'static Topic,
    steps: impl Fn(Trial) -> F + Send + Sync + 'static,
) -> Check {
    Check::new(format!("move.{id}"), severity, topic, asks, steps).timed()
}

/// All ways in which Forge calls the app.
fn all(trial: &Trial) -> Result<Vec<Way>, Stop> {
    trial.manifest()?;
    let ways: Vec<Way> = trial.subject.seen.ways.keys().cloned().collect();
    match ways.is_empty() {
        true => Err(Stop::not_applicable("Forge calls nothing of the app's")),
        false => Ok(ways),
    }
}

/// Those that were answered well, but for the last.
pub(super) fn good_ways(trial: &Trial) -> Result<Vec<Way>, Stop> {
    let mut ways = all(trial)?;
    let seen = &trial.subject.seen.ways;
    ways.retain(|way| *way != Way::Leave && seen.get(way).is_some_and(|one| is_good(one.answered)));
    match ways.is_empty() {
        true => Err(Stop::not_applicable(
            "it answered no call of Forge's with success",
        )),
        false => Ok(ways),
    }
}

fn refused(site: &Site, way: &Way, answered: Answered, when: &str) -> Stop {
    let why = format!("it answers {} to {}{when}", told(answered), way.words());
    let proof = match site.way(way) {
        Ok(seen) => site.proof(way.filter(&seen.path), 1),
        Err(_) => site.proof(to_app(), 1),
    };
    Stop::failed(why, proof)
}

pub(super) async fn takes(site: &Site, ways: &[Way], when: &str) -> Outcome {
    for way in ways {
        let answered = site.forge_call(way).await?;
        if !is_good(answered) {
            return Err(refused(site, way, answered, when));
        }
    }
    Ok(())
}

/// A page may be told that what it asks for is not there; nothing else may.
async fn takes_all(trial: Trial) -> Outcome {
    let ways = all(&trial)?;
    let site = trial.moved_site().await?;
    for way in &ways {
        let answered = site.forge_call(way).await?;
        let is_taken = match way {
            Way::Invoke(_) => matches!(answered, Some(200..=499)),
            _ => is_good(answered),
        };
        if !is_taken {
            return Err(refused(&site, way, answered, ""));
        }
    }
    Ok(())
}

/// On other hosts and by other dates what is taken here has to be.
pub(super) async fn takes_there(trial: Trial, settings: Settings) -> Outcome {
    let ways = good_ways(&trial)?;
    let site = trial.moved_site_with(settings).await?;
    takes(&site, &ways, " there").await
}

/// With a licence, which changes most from date to date; an app that is free is told of none.
async fn by_date(trial: Trial, settings: Settings) -> Outcome {
    let ways = good_ways(&trial)?;
    let site = trial.moved_site_with(settings).await?;
    site.moved()?.0.set_licence(Licence::Active);
    takes(&site, &ways, " by that date's contract").await
}

async fn twice(trial: Trial) -> Outcome {
    let ways = ways(&trial, Place::Trigger)?;
    let site = trial.moved_site().await?;
    for way in ways {
        let on = way.filter(&site.way(&way)?.path);
        site.spoil(Fault::duplicate(), on.clone())?;
        site.forge_call(&way).await?;
        site.quiet().await?;
        let sent = site.proof(on, 2).statuses();
        if let Some(wrong) = sent.into_iter().find(|one| !is_good(*one)) {
            return Err(refused(&site, &way, wrong, " that is delivered twice"));
        }
    }
    Ok(())
}

/// A scope more is a major version.
fn with_more(manifest: &Manifest) -> Result<Manifest, Stop> {
    let mut value = manifest.value().clone();
    let more = ["read:confluence-user", "search:confluence", "read:me"];
    let new = more
        .into_iter()
        .find(|one| !manifest.scopes().contains(one));
    let scopes = value.pointer_mut("/permissions/scopes");
    match (scopes, new) {
        (Some(Value::Array(scopes)), Some(new)) => scopes.push(new.into()),
        _ => return Err(Stop::not_applicable("its manifest has no list of scopes")),
    }
    let changed = Manifest::from_json(value);
    changed.map_err(|error| Stop::undecided(error.to_string()))
}

async fn upgraded(trial: Trial) -> Outcome {
    let ways = good_ways(&trial)?;
    let site = trial.moved_site().await?;
    let (forge, manifest) = site.moved()?;
    let before = site.tenant.log().len();
    let done = forge.upgrade_to(with_more(&manifest)?).await;
    let upgrade = done.map_err(|error| site.refused("a major upgrade", &error))?;
    drop(upgrade);
    let log = site.tenant.log().after(before).only(to_app());
    if let Some(wrong) = log.statuses().into_iter().find(|one| !is_good(*one)) {
        let why = format!("it answers {} to a major upgrade", told(wrong));
        return Err(Stop::failed(why, log));
    }
    takes(&site, &ways, " after a major upgrade").await
}
