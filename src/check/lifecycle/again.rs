//! What happens to every app: installed again, upgraded, a new secret, a new address, gone and back.

use super::topics::AGAIN;
use crate::callback::InstallError;
use crate::check::definition::Check;
use crate::check::seen::calls;
use crate::check::severity::Severity;
use crate::check::site::{Callback, Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::traffic::{from_app, to_app};

pub(super) fn checks() -> Vec<Check> {
    let check = |id: &str, asks: &str| {
        let id = format!("lifecycle.{id}");
        (id, format!("goes on {asks}"))
    };
    macro_rules! checks {
        ($($id:literal, $asks:literal, $steps:path;)*) => {
            vec![$({
                let (id, asks) = check($id, $asks);
                Check::new(id, Severity::High, &AGAIN, asks, $steps)
            },)*]
        };
    }
    checks! {
        "installed-again", "after `installed` came again with everything as it was", repeated;
        "new-secret", "with a new secret", rotated;
        "upgrade", "after an upgrade", upgraded;
        "reinstall", "after it was uninstalled and installed again", reinstalled;
        "reinstall-twice", "after it was uninstalled and installed again, and once more", reinstalled_twice;
        "disabled-and-enabled", "after it was disabled and enabled", enabled_again;
        "new-key", "after the host changed its install key", new_key;
        "rename", "at the site's new address", renamed;
        "import", "after the site was imported: another clientKey at the same address", imported;
    }
}

fn took(site: &Site, what: &str, done: Result<(), InstallError>) -> Outcome {
    done.map_err(|error| site.refused(what, &error))
}

async fn repeated(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    took(
        &site,
        "an `installed` that comes again",
        site.app.repeat_installed().await,
    )?;
    site.still_works("an `installed` that came again").await
}

async fn rotated(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    took(&site, "a new secret", site.app.rotate_secret().await)?;
    site.still_works("a new secret").await
}

async fn upgraded(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    took(&site, "an upgrade", site.app.upgrade().await.map(drop))?;
    site.still_works("an upgrade").await
}

async fn reinstall(trial: &Trial, site: &Site) -> Outcome {
    site.app.clone().uninstall().await;
    let again = site.tenant.install(trial.subject.source.clone()).await;
    took(site, "a reinstall", again.map(drop))?;
    site.still_works("a reinstall").await
}

async fn reinstalled(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    reinstall(&trial, &site).await
}

async fn reinstalled_twice(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    reinstall(&trial, &site).await?;
    reinstall(&trial, &site).await
}

async fn enabled_again(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    for _ in 0..2 {
        let answered = site.call(Callback::Enabled).await?;
        if !is_good(answered) {
            let why = format!(
                "it answers {} to `enabled` after `disabled`",
                told(answered)
            );
            return Err(Stop::failed(why, site.proof(to_app(), 2)));
        }
    }
    site.still_works("being disabled and enabled").await
}

async fn new_key(trial: Trial) -> Outcome {
    if !trial.subject.seen.asked_for_keys {
        return Err(Stop::not_applicable("it asks for no install key"));
    }
    let site = trial.site().await?;
    site.tenant.rotate_install_key();
    took(
        &site,
        "an install that another key of the host signed",
        site.app.rotate_secret().await,
    )?;
    site.still_works("another install key").await
}

/// Where the app's calls arrive after the site has another name.
async fn renamed(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    let former = site.tenant.base_url();
    let renamed = match trial.subject.place.shares_key_host() {
        true => former.replace("https://", "https://renamed-"),
        false => former.replace("127.0.0.1", "localhost"),
    };
    if renamed == former {
        return Err(Stop::undecided(
            "the site has no other name on this machine; one on 127.0.0.1 would",
        ));
    }
    let told_of = site.tenant.rename_site(renamed).await;
    if let Some(refused) = told_of.as_slice().iter().find(|one| !is_good(one.status)) {
        let why = format!(
            "it answers {} to the `installed` of a rename",
            told(refused.status)
        );
        return Err(Stop::failed(why, site.proof(to_app(), 1)));
    }
    let before = site.tenant.log().only(calls()).len();
    site.still_works("a rename").await?;
    if trial.subject.seen.calls_after_enabled == 0 {
        return Ok(());
    }
    site.quiet().await?;
    let later = site.tenant.log().only(calls());
    let stale = later
        .exchanges()
        .skip(before)
        .any(|one| matches!(one.status(), Some(301..=308)));
    if stale {
        let redirected = from_app().when(|one| matches!(one.status(), Some(301..=308)));
        let why = "after a rename it still calls the former address";
        return Err(Stop::failed(why, site.proof(redirected, 1)));
    }
    Ok(())
}

async fn imported(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    site.tenant.import_site().await;
    let again = site.tenant.install(trial.subject.source.clone()).await;
    took(
        &site,
        "an install on a site that was imported",
        again.map(drop),
    )?;
    site.still_works("an import").await
}
