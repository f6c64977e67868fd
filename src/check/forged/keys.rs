//! Which key an install is verified with: none of a host that the token names, and none that nobody served.

use super::topics;
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::site::{Callback, Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::jwt::InstallKey;
use crate::settings::Settings;
use crate::tenant::Tenant;
use crate::traffic::from_app;

pub(super) fn checks() -> Vec<Check> {
    let down = |id: &str, asks: &str, fault: fn() -> Fault| {
        let steps = move |trial| no_key(trial, fault());
        Check::new(id, Severity::Critical, &topics::KEY, asks, steps)
            .needs("the key host that it asks: `--port`, or `key_host`")
            .alone()
    };
    vec![
        Check::new(
            "install.forged.kid-elsewhere",
            Severity::Critical,
            &topics::KEY,
            "fetches no key from where a `kid` leads that is a URL",
            kid_elsewhere,
        ),
        Check::new(
            "install.forged.kid-path",
            Severity::Low,
            &topics::KEY,
            "fetches no key by a `kid` that leads to another place of the key host",
            kid_path,
        ),
        Check::new(
            "lifecycle.key-host-silent",
            Severity::Medium,
            &topics::KEY_LATE,
            "answers `installed` while the key host says nothing, and works again afterwards",
            silent,
        )
        .timed(),
        down(
            "install.forged.key-host-down",
            "refuses an install while the key host answers 503",
            || Fault::status(503),
        ),
        down(
            "install.forged.key-not-a-key",
            "refuses an install while the key host answers with a page in place of a key",
            || Fault::status(200).body("<html><body>Maintenance</body></html>"),
        ),
    ]
}

async fn kid_elsewhere(trial: Trial) -> Outcome {
    let foreign = trial.tenant(Settings::default())?;
    let (own, second) = (InstallKey::embedded(), InstallKey::second());
    let address = format!("127.0.0.1:{}/keys/{}", foreign.port(), second.kid());
    let ids = [
        own.kid().to_owned(),
        format!("http://{address}"),
        own.kid().to_owned(),
        format!("//{address}"),
    ];
    let settings = Settings::default().install_key_ids(ids.to_vec());
    let site = trial.site_with(settings).await?;
    let on = site.filter(Callback::Installed)?;
    for turns in [1, 2] {
        (0..turns).for_each(|_| site.tenant.rotate_install_key());
        let answered = site.call(Callback::Installed).await?;
        // In a look-alike network the host itself serves the key of this name, so that taking it is right.
        let is_taken = is_good(answered) && !trial.subject.place.shares_key_host();
        if !foreign.log().only(from_app()).is_empty() || is_taken {
            let answered = told(answered);
            let why =
                format!("it asks the host that a `kid` names for the key, and answers {answered}");
            let asked = foreign.log().only(from_app());
            let proof = if asked.is_empty() {
                site.proof(on, 1)
            } else {
                asked
            };
            return Err(Stop::failed(why, proof));
        }
    }
    Ok(())
}

/// The tenant that answers for keys while the app is asked by this site.
fn key_host(trial: &Trial, site: &Site) -> Result<Tenant, Stop> {
    let asked = |_: &Tenant| trial.subject.seen.asked_for_keys;
    trial.key_host(
        site,
        asked,
        "it asks for keys where this run cannot make anything go wrong",
    )
}

/// The second key of the host, under an id that leads to it by a detour.
async fn kid_path(trial: Trial) -> Outcome {
    if trial.subject.place.shares_key_host() {
        let why = "in a look-alike network the key host has a key of this very name";
        return Err(Stop::not_applicable(why));
    }
    let (own, second) = (InstallKey::embedded(), InstallKey::second());
    let detour = format!("keys/../{}", second.kid());
    let settings = Settings::default().install_key_ids(vec![own.kid().to_owned(), detour]);
    let site = trial.site_with(settings).await?;
    let on = site.filter(Callback::Installed)?;
    site.tenant.rotate_install_key();
    let answered = site.call(Callback::Installed).await?;
    if !is_good(answered) {
        return Ok(());
    }
    let why = format!(
        "it answers {} to an install whose `kid` has a `..` in it, which it took for a path",
        told(answered)
    );
    Err(Stop::failed(why, site.proof(on, 1)))
}

/// Longer than the host waits for an app.
const SILENCE: std::time::Duration = std::time::Duration::from_secs(11);

/// For the key of this site alone nothing comes: no other check is in its way.
async fn silent(trial: Trial) -> Outcome {
    let own = InstallKey::embedded().kid().to_owned();
    let late = format!("{own}-late");
    let settings = Settings::default().install_key_ids(vec![own, late.clone()]);
    let site = trial.site_with(settings).await?;
    let on = site.filter(Callback::Installed)?;
    let keys = key_host(&trial, &site)?;
    let path = match trial.subject.place.shares_key_host() {
        true => format!("/{late}"),
        false => format!("/keys/{late}"),
    };
    let asked = || keys.log().only(from_app().path(path.clone())).len();
    let fault = Fault::delay(SILENCE).on(from_app().path(path.clone()));
    let fault = keys.try_inject(fault);
    let fault = fault.map_err(|error| Stop::undecided(error.to_string()))?;
    site.tenant.rotate_install_key();
    let answered = site.call(Callback::Installed).await?;
    keys.remove_fault(fault);
    if asked() == 0 {
        return Err(Stop::not_applicable(
            "it has kept the key and asks no key host",
        ));
    }
    if answered.is_none() {
        let why = "it does not answer `installed` while the key host says nothing";
        return Err(Stop::failed(why, site.proof(on, 1)));
    }
    site.tenant.rotate_install_key();
    let again = site.call(Callback::Installed).await?;
    match is_good(again) {
        true => Ok(()),
        false => {
            let why = format!("it answers {} to an install afterwards", told(again));
            Err(Stop::failed(why, site.proof(on, 1)))
        }
    }
}

async fn no_key(trial: Trial, fault: Fault) -> Outcome {
    let site = trial.site().await?;
    let on = site.filter(Callback::Installed)?;
    let keys = key_host(&trial, &site)?;
    let down = fault.on(from_app().method("GET"));
    let down = keys
        .try_inject(down)
        .map_err(|error| Stop::undecided(error.to_string()))?;
    let answered = site.call(Callback::Installed).await;
    let asked = keys.faults_left().iter().all(|(id, _)| *id != down);
    keys.remove_fault(down);
    let answered = answered?;
    if !asked {
        return Err(Stop::not_applicable(
            "it has kept the key and asks no key host",
        ));
    }
    if is_good(answered) {
        let why = format!(
            "it answers {} to an install whose key it cannot have",
            told(answered)
        );
        return Err(Stop::failed(why, site.proof(on, 1)));
    }
    let again = site.call(Callback::Installed).await?;
    if !is_good(again) {
        let why = format!(
            "it answers {} once the key host is there again",
            told(again)
        );
        return Err(Stop::failed(why, site.proof(on, 2)));
    }
    Ok(())
}
