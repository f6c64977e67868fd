//! Each bad answer once, to each of the first calls that follow each trigger.

use std::time::Duration;

use super::topics::ONCE;
use super::triggered::{count, pull, triggers, words};
use crate::check::definition::Check;
use crate::check::seen::Trigger;
use crate::check::severity::Severity;
use crate::check::site::{Site, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::traffic::{from_app, to_app};

/// How a check calls it, the words, the fault.
type Trouble = (&'static str, &'static str, fn() -> Fault);

const PAGE: &str = "<!doctype html><title>Atlassian Cloud Notifications - Page Unavailable</title>";

const TROUBLES: [Trouble; 16] = [
    ("status-401", "401", || Fault::status(401)),
    ("status-403", "403", || Fault::status(403)),
    ("status-404", "404", || Fault::status(404)),
    ("status-409", "409", || Fault::status(409)),
    ("status-429", "429 and `Retry-After`", || {
        Fault::rate_limited(1, "confluence-burst-based")
    }),
    ("status-500", "500 without a body", || Fault::status(500)),
    ("status-502", "502 with a page", || {
        Fault::status(502)
            .header("content-type", "text/html")
            .body(PAGE)
    }),
    ("status-503", "503", || Fault::status(503)),
    ("empty", "200 without a body", || Fault::status(200)),
    ("html", "a page in place of JSON", || {
        Fault::status(200)
            .header("content-type", "text/html")
            .body(PAGE)
    }),
    ("truncated", "half of the JSON", Fault::truncated_json),
    ("garbage", "garbage in place of JSON", Fault::garbage_json),
    ("cut", "a reply that is cut off", Fault::close_mid_body),
    ("closed", "a connection that is closed", Fault::close),
    ("lost", "nothing, though it was done", Fault::lose_reply),
    ("silence", "nothing for eleven seconds", || {
        Fault::delay(SILENCE)
    }),
];

/// Longer than the host waits for an app.
const SILENCE: Duration = Duration::from_secs(11);
/// To how many of the calls that follow a trigger.
const CALLS: usize = 3;

pub(super) fn checks() -> Vec<Check> {
    let check = |(called, words, fault): &Trouble| {
        let fault = *fault;
        let asks =
            format!("answers, and works again, when one of its calls is answered with {words}");
        let id = format!("rest.{called}");
        Check::new(id, Severity::Medium, &ONCE, asks, move |trial| {
            stands(trial, fault)
        })
    };
    TROUBLES.iter().map(check).collect()
}

async fn stands(trial: Trial, fault: fn() -> Fault) -> Outcome {
    let mut sites = tokio::task::JoinSet::new();
    for trigger in triggers(&trial)? {
        let site = trial.site_of(&trigger).await?;
        sites.spawn(async move { stands_on(&site, &trigger, fault).await });
    }
    while let Some(ended) = sites.join_next().await {
        ended.map_err(|error| Stop::undecided(error.to_string()))??;
    }
    Ok(())
}

/// The trigger once as it was, to count; then with each of its calls spoilt.
async fn stands_on(site: &Site, trigger: &Trigger, fault: fn() -> Fault) -> Outcome {
    let before = count(site, trigger);
    let good = pull(site, trigger).await?;
    site.quiet().await?;
    let follow = count(site, trigger).saturating_sub(before);
    // What hangs goes on to hang while the app has long gone on; once is enough.
    let is_silence = fault().name() == "delay";
    let most = if is_silence { 1 } else { CALLS };
    for nth in 1..=follow.min(most) {
        let which = u32::try_from(nth).unwrap_or(1);
        let spoilt = site
            .tenant
            .try_inject(fault().on(trigger.calls()).nth(which));
        let spoilt = spoilt.map_err(|error| Stop::undecided(error.to_string()))?;
        let answered = pull(site, trigger).await?;
        let trigger_words = words(trigger);
        if answered.is_none() {
            let why = format!("it does not answer {trigger_words} then");
            return Err(Stop::failed(why, spoilt_call(site)));
        }
        if !is_silence {
            site.quiet().await?;
        }
        site.tenant.remove_fault(spoilt);
        let later = pull(site, trigger).await?;
        if later != good {
            let (later, good) = (told(later), told(good));
            let why = format!("{trigger_words} answers {later} from then on, {good} before");
            return Err(Stop::failed(why, spoilt_call(site)));
        }
        if !is_silence {
            site.quiet().await?;
        }
    }
    Ok(())
}

/// The call that was spoilt last, and what the app answered last.
fn spoilt_call(site: &Site) -> crate::traffic::RequestLog {
    let spoilt = |one: &crate::Exchange| {
        let is_fault =
            |note: &crate::traffic::Note| matches!(note, crate::traffic::Note::Fault { .. });
        one.notes().iter().any(is_fault)
    };
    let call = site.tenant.log().only(from_app().when(spoilt)).last(1);
    match call.is_empty() {
        true => site.proof(to_app(), 1),
        false => call,
    }
}
