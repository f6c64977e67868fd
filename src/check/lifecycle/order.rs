//! Callbacks that come twice, late, for nobody, or all at once.

use super::topics::{MANY, STRANGE};
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::site::{Callback, Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::settings::{Settings, UninstallOrder};
use crate::traffic::to_app;

pub(super) fn checks() -> Vec<Check> {
    let strange = |id: &str, asks: &str| (format!("lifecycle.{id}"), asks.to_owned());
    macro_rules! checks {
        ($($severity:ident, $topic:ident, $id:literal, $asks:literal, $steps:expr;)*) => {
            vec![$({
                let (id, asks) = strange($id, $asks);
                Check::new(id, Severity::$severity, &$topic, asks, $steps)
            },)*]
        };
    }
    checks! {
        Medium, STRANGE, "uninstalled-unknown", "answers `uninstalled` of a site that it does not know", unknown;
        Low, STRANGE, "disabled-last", "answers `disabled` after `uninstalled`", disabled_last;
        Low, STRANGE, "uninstall-in-parallel", "answers `disabled` and `uninstalled` at once", in_parallel;
        Medium, STRANGE, "installed-twice", "takes an `installed` that is delivered twice", |trial| twice(trial, Callback::Installed);
        Medium, STRANGE, "enabled-twice", "takes an `enabled` that is delivered twice", |trial| twice(trial, Callback::Enabled);
        Medium, STRANGE, "enabled-lost", "goes on after an `enabled` that never came", lost;
        High, MANY, "two-sites", "keeps two sites apart that are installed at the same time", |trial| at_once(trial, 2);
        Medium, MANY, "twenty-sites", "takes twenty sites at the same time", |trial| at_once(trial, 20);
    }
}

/// The site carries an install out of which the app hears nothing, and then the uninstall.
async fn unknown(trial: Trial) -> Outcome {
    let tenant = trial.tenant(Settings::default())?;
    let seen = &trial.subject.seen;
    if !seen.callbacks.contains_key("uninstalled") {
        return Err(Stop::not_applicable(
            "the descriptor has no `uninstalled` callback",
        ));
    }
    tenant.inject(Fault::status(204).on(to_app().method("POST")));
    let installed = tenant.install(trial.subject.source.clone()).await;
    let app = installed.map_err(|error| Stop::undecided(error.message().to_owned()))?;
    app.disable().await;
    tenant.clear_faults();
    let sent = app.uninstall().await;
    let answered = sent.as_slice().last().and_then(|one| one.status);
    match answered {
        Some(200..=499) => Ok(()),
        _ => {
            let why = format!(
                "it answers {} to `uninstalled` of a site that it does not know",
                told(answered)
            );
            Err(Stop::failed(why, tenant.log().only(to_app()).last(1)))
        }
    }
}

/// Every callback of an uninstall was answered, whatever it said to `disabled` by then.
async fn uninstalls(trial: Trial, order: UninstallOrder) -> Outcome {
    for needed in [Callback::Disabled, Callback::Uninstalled] {
        if !trial.subject.seen.callbacks.contains_key(needed.event()) {
            let why = format!("the descriptor has no `{}` callback", needed.event());
            return Err(Stop::not_applicable(why));
        }
    }
    let settings = Settings::default().uninstall_order(order);
    let site = trial.site_with(settings).await?;
    let sent = site.app.clone().uninstall().await;
    let wrong = sent
        .as_slice()
        .iter()
        .find(|one| !matches!(one.status, Some(200..=499)));
    match wrong {
        None => Ok(()),
        Some(one) => {
            let why = format!("it answers {} to {}", told(one.status), one.path);
            Err(Stop::failed(why, site.proof(to_app(), 2)))
        }
    }
}

async fn disabled_last(trial: Trial) -> Outcome {
    uninstalls(trial, UninstallOrder::UninstalledFirst).await
}

async fn in_parallel(trial: Trial) -> Outcome {
    uninstalls(trial, UninstallOrder::Parallel).await
}

async fn twice(trial: Trial, which: Callback) -> Outcome {
    let site = trial.site().await?;
    let on = site.filter(which)?;
    site.spoil(Fault::duplicate(), on.clone())?;
    site.call(which).await?;
    site.quiet().await?;
    let sent = site.proof(on, 2);
    if let Some(wrong) = sent.statuses().into_iter().find(|status| !is_good(*status)) {
        let why = format!(
            "it answers {} to `{}` that is delivered twice",
            told(wrong),
            which.event()
        );
        return Err(Stop::failed(why, sent));
    }
    site.still_works("a callback that came twice").await
}

async fn lost(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    let on = site.filter(Callback::Enabled)?;
    site.app.disable().await;
    site.spoil(Fault::drop_delivery(), on)?;
    site.app.enable().await;
    site.still_works("an `enabled` that never came").await
}

/// Installs on so many sites at once; each has to be known by its own secret then.
async fn at_once(trial: Trial, count: usize) -> Outcome {
    let mut installs = tokio::task::JoinSet::new();
    for _ in 0..count {
        let (tenant, source) = (
            trial.tenant(Settings::default())?,
            trial.subject.source.clone(),
        );
        installs.spawn(async move { (tenant.clone(), tenant.install(source).await) });
    }
    let mut sites = Vec::new();
    for (tenant, installed) in installs.join_all().await {
        let app = installed.map_err(|error| {
            let why = format!(
                "it refuses one of {count} installs at once: {}",
                error.message()
            );
            Stop::failed(why, tenant.log().only(to_app()).last(1))
        })?;
        sites.push(Site::new(tenant, app, trial.subject.clone()));
    }
    for site in &sites {
        site.still_works(&format!("{count} installs at once"))
            .await?;
    }
    Ok(())
}
