//! Whether each callback that the descriptor names is answered: with a success, and in time.

use std::time::Duration;

use super::topics::ANSWER;
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::site::{Callback, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};

/// Half of what the host waits for.
const SOON: Duration = Duration::from_secs(5);

pub(super) fn checks() -> Vec<Check> {
    let mut checks = Vec::new();
    for which in Callback::ALL {
        let event = which.event();
        let how_bad = match which {
            Callback::Installed => Severity::High,
            _ => Severity::Medium,
        };
        checks.push(Check::new(
            format!("lifecycle.{event}.answer"),
            how_bad,
            &ANSWER,
            format!("answers a genuine `{event}` with a success"),
            move |trial| answers(trial, which),
        ));
        checks.push(Check::new(
            format!("lifecycle.{event}.in-time"),
            Severity::Medium,
            &ANSWER,
            format!("answers `{event}` within half of the time that the host waits"),
            move |trial| in_time(trial, which),
        ));
    }
    checks.push(Check::new(
        "lifecycle.installed.status",
        Severity::Low,
        &ANSWER,
        "answers `installed` with a status that is documented: 200 or 204",
        status,
    ));
    checks
}

async fn answers(trial: Trial, which: Callback) -> Outcome {
    let site = trial.site().await?;
    let answered = site.call(which).await?;
    if is_good(answered) {
        return Ok(());
    }
    let event = which.event();
    let why = match answered {
        Some(404 | 405 | 501) => {
            format!(
                "the descriptor names `{event}`, and it answers {}",
                told(answered)
            )
        }
        _ => format!("it answers {} to a genuine `{event}`", told(answered)),
    };
    Err(Stop::failed(why, site.proof(site.filter(which)?, 1)))
}

async fn in_time(trial: Trial, which: Callback) -> Outcome {
    let site = trial.site().await?;
    let on = site.filter(which)?;
    site.call(which).await?;
    let sent = site.proof(on, 1);
    let slow = sent.exchanges().any(|one| one.took() > SOON);
    if slow {
        let event = which.event();
        let why = format!(
            "it takes more than {} s to answer `{event}`",
            SOON.as_secs()
        );
        return Err(Stop::failed(why, sent));
    }
    Ok(())
}

async fn status(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    let on = site.filter(Callback::Installed)?;
    let answered = site.call(Callback::Installed).await?;
    match answered {
        Some(200 | 204) | None => Ok(()),
        Some(status) => {
            let why = format!("it answers {status} to `installed`");
            Err(Stop::failed(why, site.proof(on, 1)))
        }
    }
}
