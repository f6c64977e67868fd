//! Answers that stay bad: does the app stop asking, does it wait as it is told, does it say so?

use std::time::Duration;

use super::topics::{ENDLESS, UNTRUE};
use super::triggered::{count, pull, triggers, words};
use crate::check::definition::Check;
use crate::check::seen::{Trigger, calls};
use crate::check::severity::Severity;
use crate::check::shown::Shown;
use crate::check::site::Site;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::server::DYNAMIC_MODULES;
use crate::traffic::{Note, Outcome as Ended, from_app, to_app};

pub(super) fn checks() -> Vec<Check> {
    let endless = |id: &str, words: &str, status: u16| {
        let asks = format!("stops asking a tenant that answers {words} to everything");
        Check::new(id, Severity::Medium, &ENDLESS, asks, move |trial| {
            stops(trial, status)
        })
    };
    vec![
        endless("rest.always-401", "401", 401),
        endless("rest.always-429", "429", 429),
        endless("rest.always-503", "503", 503),
        Check::new(
            "rest.retry-after",
            Severity::Low,
            &ENDLESS,
            "waits for `Retry-After` before it comes back",
            waits,
        ),
        Check::new(
            "rest.untrue-success",
            Severity::Medium,
            &UNTRUE,
            "shows another page when what it wrote was refused",
            untrue,
        ),
    ]
}

/// Calls after one trigger that are no retries any more.
const MANY: usize = 20;
/// Within which time they are counted.
const COUNTED: Duration = Duration::from_secs(3);

async fn stops(trial: Trial, status: u16) -> Outcome {
    for trigger in triggers(&trial)? {
        let site = trial.site_of(&trigger).await?;
        let before = count(&site, &trigger);
        site.tenant
            .inject(Fault::status(status).on(trigger.calls()));
        let many = before.saturating_add(MANY);
        let flood = site.tenant.wait_within(COUNTED, many, trigger.calls());
        let pulled = pull(&site, &trigger);
        tokio::pin!(flood, pulled);
        let words = words(&trigger);
        let (mut answered, mut flooded) = (None, None);
        while answered.is_none() || flooded.is_none() {
            tokio::select! {
                ended = &mut flood, if flooded.is_none() => flooded = Some(ended.is_ok()),
                ended = &mut pulled, if answered.is_none() => answered = Some(ended?),
            }
            if flooded == Some(true) {
                let why = format!(
                    "more than {MANY} calls follow {words} within {} s",
                    COUNTED.as_secs()
                );
                return Err(Stop::failed(why, site.proof(trigger.calls(), 3)));
            }
        }
        if answered.flatten().is_none() {
            not_by_hanging_up(&site)?;
            let why = format!("it does not answer {words} while its calls are answered {status}");
            return Err(Stop::failed(why, site.proof(to_app(), 1)));
        }
    }
    Ok(())
}

/// An app that breaks down by a bad answer is found by those of one bad answer.
fn not_by_hanging_up(site: &Site) -> Outcome {
    let last = site.proof(to_app(), 1);
    let broke_off = last.exchanges().any(|one| match one.outcome() {
        Ended::Failed(why) => !why.contains("no whole reply within"),
        _ => false,
    });
    match broke_off {
        true => Err(Stop::not_applicable(
            "it breaks down by one bad answer, so it does not come to asking again",
        )),
        false => Ok(()),
    }
}

async fn waits(trial: Trial) -> Outcome {
    for trigger in triggers(&trial)? {
        let site = trial.site_of(&trigger).await?;
        let limit = Fault::rate_limited(2, "confluence-burst-based").until_retry_after();
        site.tenant.inject(limit.on(trigger.calls()).times(1));
        if pull(&site, &trigger).await?.is_none() {
            not_by_hanging_up(&site)?;
        }
        site.quiet().await?;
        let early = from_app().when(|one| one.notes().contains(&Note::TooEarly));
        let early = site.proof(early, 1);
        if !early.is_empty() {
            let why = format!(
                "after {} it comes back before `Retry-After` is over",
                words(&trigger)
            );
            return Err(Stop::failed(why, early));
        }
    }
    Ok(())
}

/// Whether a call changes something on the tenant; modules are another matter.
fn writes(site: &Site) -> usize {
    let log = site.tenant.log().only(calls());
    let writing = log.exchanges().filter(|one| {
        matches!(one.method(), "POST" | "PUT" | "DELETE") && one.path() != DYNAMIC_MODULES
    });
    writing.count()
}

async fn untrue(trial: Trial) -> Outcome {
    let mut asked = false;
    for trigger in triggers(&trial)? {
        let Trigger::Page(key) = trigger else {
            continue;
        };
        let site = trial.site().await?;
        let before = writes(&site);
        let good = Shown::of(key.load(&site.app), &site.tenant).await?;
        let wrote = writes(&site) > before;
        if !wrote || !good.is_success() {
            continue;
        }
        asked = true;
        for method in ["POST", "PUT", "DELETE"] {
            site.tenant
                .inject(Fault::status(500).on(calls().method(method)));
        }
        let failed = Shown::of(key.load(&site.app), &site.tenant).await?;
        if failed.is_like(&good) {
            let why = format!("the page `{key}` is the same when what it wrote was refused");
            return Err(Stop::failed(why, site.proof(calls(), 1)));
        }
    }
    match asked {
        true => Ok(()),
        false => Err(Stop::not_applicable("no page makes it write to its tenant")),
    }
}
