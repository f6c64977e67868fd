//! The key set of Forge: read again after a rotation, and nothing accepted without it.

use super::topics::KEY_SET;
use super::way::Way;
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::site::{Answered, Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::tenant::Tenant;
use crate::traffic::from_app;

/// Where the key set is served.
const KEY_SET_PATH: &str = "/.well-known/jwks.json";

pub(super) fn checks() -> Vec<Check> {
    let down = |id: &str, asks: &str, fault: fn() -> Fault| {
        let steps = move |trial| no_key(trial, fault());
        Check::new(id, Severity::Critical, &KEY_SET, asks, steps).alone()
    };
    vec![
        Check::new(
            "move.key-rotation",
            Severity::High,
            &KEY_SET,
            "takes a token that a new key of Forge's signs",
            rotated,
        )
        .alone(),
        down(
            "move.forged.key-set-down",
            "refuses a call of Forge's while the key set answers 503",
            || Fault::status(503),
        ),
        down(
            "move.forged.key-set-not-json",
            "refuses a call of Forge's while the key set is a page in place of keys",
            || Fault::status(200).body("<html><body>Maintenance</body></html>"),
        ),
    ]
}

/// The tenant that serves the key set which the app asks for.
fn key_host(trial: &Trial, site: &Site) -> Result<Tenant, Stop> {
    let asked = |keys: &Tenant| !keys.log().only(from_app().path(KEY_SET_PATH)).is_empty();
    trial.key_host(
        site,
        asked,
        "it asks for Forge's keys where this run cannot change them",
    )
}

/// One way in which Forge calls the app and that it answers well.
fn any_way(trial: &Trial) -> Result<Way, Stop> {
    trial.manifest()?;
    let seen = trial.subject.seen.ways.iter();
    let mut good = seen.filter(|(_, seen)| is_good(seen.answered));
    let way = good.find(|(way, _)| !matches!(way, Way::Installed | Way::Leave));
    let way = way.map(|(way, _)| way.clone());
    way.ok_or_else(|| Stop::not_applicable("no event, schedule or page calls it with success"))
}

fn wrong(site: &Site, way: &Way, answered: Answered, when: &str) -> Result<(), Stop> {
    let why = format!("it answers {} to {} {when}", told(answered), way.words());
    let path = site.way(way)?.path;
    Err(Stop::failed(why, site.proof(way.filter(&path), 1)))
}

async fn rotated(trial: Trial) -> Outcome {
    let way = any_way(&trial)?;
    let site = trial.moved_site().await?;
    let keys = key_host(&trial, &site)?;
    keys.rotate_invocation_key();
    if !trial.subject.place.shares_key_host() {
        // The same key by the same number of rotations.
        site.tenant.rotate_invocation_key();
    }
    let answered = site.forge_call(&way).await?;
    match is_good(answered) {
        true => Ok(()),
        false => wrong(
            &site,
            &way,
            answered,
            "that a new key of Forge's has signed",
        ),
    }
}

async fn no_key(trial: Trial, fault: Fault) -> Outcome {
    let way = any_way(&trial)?;
    let site = trial.moved_site().await?;
    let keys = key_host(&trial, &site)?;
    let down = keys.try_inject(fault.on(from_app().get(KEY_SET_PATH)));
    let down = down.map_err(|error| Stop::undecided(error.to_string()))?;
    let before = keys.log().only(from_app().path(KEY_SET_PATH)).len();
    let answered = site.forge_call(&way).await;
    let asked = keys.log().only(from_app().path(KEY_SET_PATH)).len() > before;
    keys.remove_fault(down);
    let answered = answered?;
    if !asked {
        return Err(Stop::not_applicable(
            "it has kept the keys and asks for no key set",
        ));
    }
    if is_good(answered) {
        return wrong(&site, &way, answered, "whose key it cannot have");
    }
    let again = site.forge_call(&way).await?;
    match is_good(again) {
        true => Ok(()),
        false => wrong(&site, &way, again, "once the key set is there again"),
    }
}
