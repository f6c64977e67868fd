//! Forged calls of Forge's: each spoilt token in each place that has one.

use super::topics::AT_ODDS;
use super::way::{Place, Way};
use crate::check::definition::Check;
use crate::check::forged::names::{severity, short};
use crate::check::severity::Severity;
use crate::check::site::{Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::jwt::{Tamper, TokenKind};
use crate::traffic::to_app;

/// How many ways of one kind are tried, so that an app with hundreds is judged in time.
const WAYS: usize = 4;

pub(super) fn checks() -> Vec<Check> {
    let mut checks = Vec::new();
    for place in Place::ALL {
        for tamper in Tamper::forgeries(TokenKind::Invocation) {
            let name = tamper.name();
            // An app that puts the label nowhere may take any.
            if tamper == Tamper::DangerousLabel {
                continue;
            }
            let id = format!("{}.forged.{}", place.name(), short(name));
            let asks = format!("refuses {} with {}", place.words(), tamper.description());
            let (topic, how_bad) = match only_forge_could(&tamper) {
                true => (&AT_ODDS, Severity::Low),
                false => (place.topic(), severity(name, worst(place))),
            };
            let steps = move |trial| accepts(trial, place, tamper.clone());
            let check = Check::new(id, how_bad, topic, asks, steps);
            checks.push(check.needs(place.needs()));
        }
    }
    checks
}

/// Whether nobody has the key that such a token takes but Forge itself.
fn only_forge_could(tamper: &Tamper) -> bool {
    matches!(
        tamper,
        Tamper::MixedInstallations | Tamper::MixedSites | Tamper::NoInstallation
    )
}

fn worst(place: Place) -> Severity {
    match place {
        Place::Invoke => Severity::Critical,
        _ => Severity::High,
    }
}

/// The ways of this place that the app has answered well, or that there is none.
pub(super) fn ways(trial: &Trial, place: Place) -> Result<Vec<Way>, Stop> {
    trial.manifest()?;
    let seen = trial.subject.seen.ways.iter();
    let of_place = seen.filter(|(way, _)| way.place() == place);
    let mut unanswered = Vec::new();
    let mut ways = Vec::new();
    for (way, seen) in of_place {
        match is_good(seen.answered) {
            true => ways.push(way.clone()),
            false => unanswered.push(format!("{} {}", way.words(), told(seen.answered))),
        }
    }
    ways.truncate(WAYS);
    match (ways.is_empty(), unanswered.is_empty()) {
        (false, _) => Ok(ways),
        (true, true) => Err(Stop::not_applicable(format!(
            "the manifest does not have {}",
            place.needs()
        ))),
        (true, false) => Err(Stop::not_applicable(format!(
            "none was answered by a success with a good token: {}",
            unanswered.join("; ")
        ))),
    }
}

async fn accepts(trial: Trial, place: Place, tamper: Tamper) -> Outcome {
    for way in ways(&trial, place)? {
        let site = trial.moved_site().await?;
        match &way {
            Way::Invoke(endpoint) => shows(&site, endpoint, tamper.clone()).await?,
            _ => takes(&site, &way, tamper.clone()).await?,
        }
    }
    Ok(())
}

async fn takes(site: &Site, way: &Way, tamper: Tamper) -> Outcome {
    let words = tamper.description();
    let answered = site.forged_call(way, tamper).await?;
    if !is_good(answered) {
        return Ok(());
    }
    let why = format!(
        "it answers {} to {} with {words}",
        told(answered),
        way.words()
    );
    let path = site.way(way)?.path;
    Err(Stop::failed(why, site.proof(way.filter(&path), 1)))
}

/// A page is told by its body, too, that it may not have what it asks for.
async fn shows(site: &Site, endpoint: &str, tamper: Tamper) -> Outcome {
    let words = tamper.description();
    let good = site.shown(endpoint, None).await?;
    let forged = site.shown(endpoint, Some(tamper)).await?;
    if !forged.is_success() || !forged.is_like(&good) {
        return Ok(());
    }
    let why = format!(
        "the endpoint `{endpoint}` gives for a token with {words} what it gives for a good one"
    );
    Err(Stop::failed(why, site.proof(to_app(), 1)))
}
