//! The first look at an app that has moved: in which ways Forge calls it, and what it answers.

use std::sync::Arc;

use super::way::{Way, WaySeen};
use crate::check::error::{CheckError, Unjudged};
use crate::check::seen::{Seen, Trigger};
use crate::check::site::{Site, is_good};
use crate::check::subject::Subject;
use crate::check::trial::Trial;
use crate::check::verdict::Stop;

/// How many ways are looked at.
const WAYS: usize = 32;
/// Those of a page; the first that gets an answer counts.
const METHODS: [&str; 2] = ["GET", "POST"];

/// What can be asked of the app once it has moved, beside what is known of it.
pub(in crate::check) async fn look(subject: Subject) -> Result<Subject, CheckError> {
    let Some(manifest) = subject.manifest.clone() else {
        return Ok(subject);
    };
    let mut seen = subject.seen.clone();
    let trial = Trial::new(Arc::new(subject.clone()), "first-look-moved");
    let site = trial.moved_site().await.map_err(unmoved)?;
    for way in Way::all(&manifest).into_iter().take(WAYS) {
        look_at(&site, way, &mut seen).await?;
    }
    Ok(Subject { seen, ..subject })
}

async fn look_at(site: &Site, way: Way, seen: &mut Seen) -> Result<(), CheckError> {
    let trigger = Trigger::Forge(way.clone());
    let methods = match way {
        Way::Invoke(_) => &METHODS[..],
        _ => &METHODS[1..],
    };
    for method in methods {
        let calls = site.tenant.log().only(trigger.calls()).len();
        let found = called(site, &way, method).await.map_err(unmoved)?;
        let Some(found) = found else {
            return Ok(());
        };
        let is_over = is_good(found.answered);
        seen.ways.insert(way.clone(), found);
        if !is_over {
            continue;
        }
        // What never ends is found by checks of its own.
        let _ = site.quiet().await;
        let follow = site.tenant.log().only(trigger.calls()).len() > calls;
        if follow && !matches!(way, Way::Installed | Way::Leave) {
            seen.calls_on.insert(trigger);
        }
        break;
    }
    Ok(())
}

/// What came of it, if Forge called the app at all.
async fn called(site: &Site, way: &Way, method: &'static str) -> Result<Option<WaySeen>, Stop> {
    let (_, manifest) = site.moved()?;
    let route = way.route(&manifest);
    let before = site.tenant.log().len();
    site.bring_about(way, method).await?;
    let log = site.tenant.log().after(before).only(way.filter("*"));
    let call = log.exchanges().find(|one| one.path().ends_with(&route));
    Ok(call.map(|one| WaySeen {
        path: one.path().to_owned(),
        answered: one.status(),
        method,
    }))
}

fn unmoved(stop: Stop) -> CheckError {
    let why = match stop {
        Stop::Failed { why, .. } | Stop::NotApplicable(why) | Stop::Undecided(why) => why,
    };
    CheckError::new(
        Unjudged::MoveRefused,
        format!("the app cannot be judged after its move: {why}"),
    )
}
