//! The two halves of an app that has moved, to their end and back, and what it knows its site by.

use super::forged::ways;
use super::life::{good_ways, one, takes, takes_there};
use super::topics::{HALVES, SAME_SITE};
use super::way::{Place, Way, product_event};
use crate::check::definition::Check;
use crate::check::seen::callback;
use crate::check::severity::Severity;
use crate::check::site::{Answered, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::settings::{ForgeUninstallOrder, SecretOnMove, Settings, UninstalledOnMove};
use crate::traffic::to_app;

pub(super) fn checks() -> Vec<Check> {
    macro_rules! checks {
        ($($severity:ident, $topic:ident, $id:literal, $asks:literal, $steps:expr;)*) => {
            vec![$(one($id, $asks, Severity::$severity, &$topic, $steps),)*]
        };
    }
    checks! {
        High, HALVES, "connect-uninstalled", "takes the `uninstalled` of its Connect half after the move", uninstalled;
        Medium, HALVES, "uninstalled-first", "stands `uninstalled` before `preUninstall`", |trial| leaves(trial, ForgeUninstallOrder::UninstalledFirst);
        Medium, HALVES, "uninstall-in-parallel", "stands `uninstalled` and `preUninstall` at once", |trial| leaves(trial, ForgeUninstallOrder::Parallel);
        High, HALVES, "reinstall", "goes on after it was uninstalled from Forge and installed again", reinstalled;
        Low, HALVES, "new-secret", "goes on where the move brings its Connect half a new secret", |trial| takes_there(trial, Settings::default().secret_on_move(SecretOnMove::Rotated));
        Low, HALVES, "uninstalled-on-move", "goes on where the move itself brings `uninstalled`", |trial| takes_there(trial, Settings::default().uninstalled_on_move(UninstalledOnMove::Sent));
        Medium, HALVES, "end-of-connect", "goes on after the end of Connect", end_of_connect;
        Medium, SAME_SITE, "installation-id", "knows its site again under another installationId", same_site;
    }
}

/// The `uninstalled` of the Connect half, as an uninstall from Forge sends it.
async fn uninstalled(trial: Trial) -> Outcome {
    let site = trial.moved_site().await?;
    let (forge, _) = site.moved()?;
    let before = site.tenant.log().len();
    forge.uninstall().await;
    let on = callback("*", "uninstalled");
    let sent = site.tenant.log().after(before).only(on);
    match sent.statuses().into_iter().next() {
        None => Err(Stop::not_applicable(
            "its Connect half has no `uninstalled`, or there is none",
        )),
        Some(answered) if is_good(answered) => Ok(()),
        Some(answered) => {
            let why = format!(
                "it answers {} to the `uninstalled` of its Connect half",
                told(answered)
            );
            Err(Stop::failed(why, sent))
        }
    }
}

/// Whatever came first, none of it is an error of the app's.
async fn leaves(trial: Trial, order: ForgeUninstallOrder) -> Outcome {
    let settings = Settings::default().forge_uninstall_order(order);
    let site = trial.moved_site_with(settings).await?;
    let (forge, _) = site.moved()?;
    let before = site.tenant.log().len();
    forge.uninstall().await;
    let sent = site.tenant.log().after(before).only(to_app());
    let wrong = |one: &Answered| !matches!(one, Some(200..=499));
    match sent.statuses().into_iter().find(wrong) {
        None => Ok(()),
        Some(answered) => {
            let why = format!(
                "it answers {} to an uninstall in this order",
                told(answered)
            );
            Err(Stop::failed(why, sent))
        }
    }
}

async fn reinstalled(trial: Trial) -> Outcome {
    let ways = good_ways(&trial)?;
    let site = trial.moved_site().await?;
    let (forge, manifest) = site.moved()?;
    forge.uninstall().await;
    let again = site.tenant.install_forge(manifest).await;
    again.map_err(|error| site.refused("a reinstall on Forge", &error))?;
    takes(&site, &ways, " after a reinstall on Forge").await
}

async fn end_of_connect(trial: Trial) -> Outcome {
    let ways = good_ways(&trial)?;
    let site = trial.moved_site().await?;
    site.tenant.end_connect();
    // A new install would bring the Connect half, which is no more.
    let ways: Vec<Way> = ways
        .into_iter()
        .filter(|way| *way != Way::Installed)
        .collect();
    takes(&site, &ways, " after the end of Connect").await
}

/// What an endpoint shows once events came, if that is not what it shows of a fresh site, has to stay.
async fn same_site(trial: Trial) -> Outcome {
    let endpoints = ways(&trial, Place::Invoke)?;
    let site = trial.moved_site().await?;
    let mut fresh = Vec::new();
    for way in &endpoints {
        let Way::Invoke(key) = way else { continue };
        fresh.push((key.clone(), site.shown(key, None).await?));
    }
    for way in ways(&trial, Place::Trigger)? {
        if let Way::Event(name) = &way
            && let Some(event) = product_event(name)
        {
            drop(site.tenant.fire(event).await);
        }
    }
    site.quiet().await?;
    let mut telling = Vec::new();
    for (key, fresh) in fresh {
        let shown = site.shown(&key, None).await?;
        if shown.is_success() && !shown.is_like(&fresh) {
            telling.push((key, shown));
        }
    }
    if telling.is_empty() {
        let why = "no endpoint shows anything of the events that came";
        return Err(Stop::not_applicable(why));
    }
    site.moved()?.0.change_installation_id();
    for (key, before) in telling {
        if !site.shown(&key, None).await?.is_like(&before) {
            let why = format!(
                "the endpoint `{key}` does not know any more what it knew of the site under the installationId of before"
            );
            return Err(Stop::failed(why, site.proof(to_app(), 2)));
        }
    }
    Ok(())
}
