//! What modules should survive, and what they should be.

use serde_json::json;

use super::registered::{are, bounded, enabled_again, expected, registration};
use super::topics::{KEPT, SHOWN};
use crate::check::definition::Check;
use crate::check::seen::calls;
use crate::check::severity::Severity;
use crate::check::site::Site;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::settings::Settings;
use crate::tenant::DescriptorSource;
use crate::traffic::{Note, to_app};

pub(super) fn checks() -> Vec<Check> {
    macro_rules! checks {
        ($($topic:ident, $severity:ident, $id:literal, $asks:literal, $steps:path;)*) => {
            vec![$(Check::new(concat!("modules.", $id), Severity::$severity, &$topic, $asks, $steps),)*]
        };
    }
    checks! {
        KEPT, High, "enabled-again", "has its modules, and no quarrel about them, after it was enabled again", again;
        KEPT, High, "reinstall", "has its modules after a reinstall", reinstalled;
        KEPT, High, "upgrade", "has its modules after an upgrade", upgraded;
        KEPT, High, "conflicting-upgrade", "has its modules after an upgrade that met their keys, and the next", conflict;
        KEPT, High, "import", "has its modules after the site was imported", imported;
        KEPT, Medium, "two-sites", "has its modules on each of two sites", two_sites;
        SHOWN, Medium, "open", "opens every module that it has registered", open;
        SHOWN, Low, "warnings", "registers nothing that the host takes and cannot use", warnings;
    }
}

async fn site(trial: &Trial) -> Result<(Site, Vec<String>), Stop> {
    let keys = expected(trial)?;
    let site = trial.site().await?;
    are(&site, &keys, "after its install").await?;
    Ok((site, keys))
}

async fn again(trial: Trial) -> Outcome {
    let (site, keys) = site(&trial).await?;
    let before = site.tenant.log().only(calls()).len();
    enabled_again(&site).await?;
    bounded(&site, before, "enabled again")?;
    are(&site, &keys, "after it was enabled again").await
}

async fn reinstalled(trial: Trial) -> Outcome {
    let (site, keys) = site(&trial).await?;
    site.reinstall().await?;
    site.quiet().await?;
    are(&site, &keys, "after a reinstall").await
}

async fn upgraded(trial: Trial) -> Outcome {
    let (site, keys) = site(&trial).await?;
    let upgraded = site.app.upgrade().await;
    upgraded.map_err(|error| Stop::undecided(error.message().to_owned()))?;
    site.quiet().await?;
    are(&site, &keys, "after an upgrade").await
}

/// The descriptor with a page whose key is that of a dynamic module.
fn conflicting(trial: &Trial, key: &str) -> DescriptorSource {
    let mut descriptor = trial.subject.descriptor.value().clone();
    let page = json!({ "key": key, "name": { "value": "In the way" }, "url": "/in-the-way" });
    let pages = descriptor
        .pointer_mut("/modules/generalPages")
        .and_then(|all| all.as_array_mut());
    match pages {
        Some(pages) => pages.push(page),
        None => match descriptor
            .get_mut("modules")
            .and_then(|all| all.as_object_mut())
        {
            Some(modules) => drop(modules.insert("generalPages".into(), json!([page]))),
            None => descriptor["modules"] = json!({ "generalPages": [page] }),
        },
    }
    descriptor.into()
}

async fn conflict(trial: Trial) -> Outcome {
    let (site, keys) = site(&trial).await?;
    let Some(key) = keys.first() else {
        return Err(Stop::not_applicable("it has no dynamic module"));
    };
    let source = site
        .app
        .source()
        .unwrap_or_else(|| trial.subject.source.clone());
    let before = site.tenant.log().only(calls()).len();
    let upgraded = site.app.upgrade_to(conflicting(&trial, key)).await;
    upgraded.map_err(|error| {
        let why = error.message();
        Stop::undecided(format!(
            "no version of it could be made that conflicts: {why}"
        ))
    })?;
    site.quiet().await?;
    bounded(&site, before, "while its keys are taken")?;
    let next = site.app.upgrade_to(source).await;
    next.map_err(|error| site.refused("the next upgrade", &error))?;
    site.quiet().await?;
    enabled_again(&site).await?;
    are(&site, &keys, "after a conflict and its end").await
}

async fn imported(trial: Trial) -> Outcome {
    let (site, keys) = site(&trial).await?;
    site.tenant.import_site().await;
    let again = site.tenant.install(trial.subject.source.clone()).await;
    again.map_err(|error| Stop::undecided(error.message().to_owned()))?;
    site.quiet().await?;
    are(&site, &keys, "after an import").await
}

async fn two_sites(trial: Trial) -> Outcome {
    let keys = expected(&trial)?;
    let (one, two) = (
        trial.tenant(Settings::default())?,
        trial.tenant(Settings::default())?,
    );
    let source = &trial.subject.source;
    let (first, second) = tokio::join!(one.install(source.clone()), two.install(source.clone()));
    for (tenant, installed) in [(one, first), (two, second)] {
        let app = installed.map_err(|error| Stop::undecided(error.message().to_owned()))?;
        let site = Site::new(tenant, app, trial.subject.clone());
        are(&site, &keys, "installed on two sites at once").await?;
    }
    Ok(())
}

async fn open(trial: Trial) -> Outcome {
    let (site, keys) = site(&trial).await?;
    for key in keys {
        let load = site.app.open(&key);
        if load.url().is_err() {
            continue;
        }
        let reply = load.send().await;
        let status = reply.ok().map(|reply| reply.status());
        if matches!(status, None | Some(404 | 410 | 500..=599)) {
            let answered = crate::check::site::told(status);
            let why = format!("`{key}`, which it has registered, answers {answered}");
            return Err(Stop::failed(why, site.proof(to_app(), 1)));
        }
    }
    Ok(())
}

async fn warnings(trial: Trial) -> Outcome {
    let (site, _) = site(&trial).await?;
    let doubted = registration().when(|one| {
        one.notes()
            .iter()
            .any(|note| matches!(note, Note::Violation(_)))
    });
    let doubted = site.proof(doubted, 1);
    if doubted.is_empty() {
        return Ok(());
    }
    let why = "the host takes one of its registrations with a warning";
    Err(Stop::failed(why, doubted))
}
