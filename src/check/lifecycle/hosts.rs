//! The whole life on every kind of host that is known.

use super::topics::HOSTS;
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::settings::Host;
use crate::traffic::to_app;

pub(super) fn checks() -> Vec<Check> {
    // What differs on Forge alone, an app that is installed by a descriptor does not notice.
    let others = Host::ALL
        .iter()
        .filter(|host| **host != Host::Default && !host.is_of_forge());
    let check = |host: &Host| {
        let host = *host;
        let asks = format!("lives through all on a host of another kind: {host}");
        Check::new(id(host), Severity::Low, &HOSTS, asks, move |trial| {
            lives(trial, host)
        })
    };
    others.map(check).collect()
}

/// `host.aud-is-a-text`.
fn id(host: Host) -> String {
    let label = host.label().to_lowercase();
    let words = label.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!("host.{}", words.join("-"))
}

async fn lives(trial: Trial, host: Host) -> Outcome {
    if host == Host::KeyIdWithSlashes && !trial.subject.place.shares_key_host() {
        let why = "the app asks another tenant for keys, which has none of that name";
        return Err(Stop::not_applicable(why));
    }
    // On the default host it has to live first, or this says nothing of the other.
    trial
        .site()
        .await?
        .still_works("its install")
        .await
        .map_err(as_everywhere)?;
    let tenant = trial.tenant(host.settings())?;
    let installed = tenant.install(trial.subject.source.clone()).await;
    let app = installed.map_err(|error| {
        let why = format!("it cannot be installed there: {}", error.message());
        Stop::failed(why, tenant.log().only(to_app()).last(1))
    })?;
    let site = crate::check::site::Site::new(tenant, app, trial.subject.clone());
    site.still_works("its install there").await?;
    let rotated = site.app.rotate_secret().await;
    rotated.map_err(|error| site.refused("a new secret there", &error))?;
    site.still_works("a new secret there").await?;
    site.app.clone().uninstall().await;
    let again = site.tenant.install(trial.subject.source.clone()).await;
    again.map_err(|error| site.refused("a reinstall there", &error))?;
    site.still_works("a reinstall there").await
}

/// What goes wrong on any host is told by another check.
fn as_everywhere(stop: Stop) -> Stop {
    match stop {
        Stop::Failed { why, .. } => Stop::not_applicable(format!("it is so on every host: {why}")),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Host, id};
    use crate::settings::Settings;

    #[test]
    fn each_host_has_a_name_of_its_own() {
        assert_eq!(id(Host::AudienceAsText), "host.aud-is-a-text");
        let names: std::collections::BTreeSet<String> =
            Host::ALL.iter().map(|host| id(*host)).collect();
        assert_eq!(names.len(), Settings::matrix().len());
    }
}
