//! Registrations that go wrong once, and those that are refused for good.

use std::time::Duration;

use super::registered::{are, bounded, enabled_again, expected, proof, registration};
use super::topics::ANSWERS;
use crate::check::definition::Check;
use crate::check::seen::calls;
use crate::check::severity::Severity;
use crate::check::site::Site;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::descriptor::duplicate_keys_message;
use crate::fault::Fault;
use crate::settings::Settings;

type Trouble = (&'static str, &'static str, fn() -> Fault);

/// What goes wrong with the first registration.
const ONCE: [Trouble; 4] = [
    ("lost-reply", "whose reply is lost", Fault::lose_reply),
    ("rate-limited", "that meets a rate limit", || {
        Fault::rate_limited(1, "confluence-burst-based")
    }),
    ("server-error", "that meets a 500", || Fault::status(500)),
    ("not-there", "that meets a 503", || Fault::status(503)),
];

pub(super) fn checks() -> Vec<Check> {
    let once = |(called, words, fault): &Trouble| {
        let fault = *fault;
        let asks =
            format!("makes a registration good {words}, with the next `enabled` at the latest");
        let id = format!("modules.{called}");
        Check::new(id, Severity::Medium, &ANSWERS, asks, move |trial| {
            once(trial, fault)
        })
    };
    let mut checks: Vec<Check> = ONCE.iter().map(once).collect();
    checks.push(Check::new(
        "modules.refused-for-good",
        Severity::Medium,
        &ANSWERS,
        "stops registering what is refused as a duplicate",
        refused,
    ));
    checks
}

/// Installed, with this done to what it asks.
async fn installed(trial: &Trial, fault: Fault) -> Result<Site, Stop> {
    let tenant = trial.tenant(Settings::default())?;
    tenant.inject(fault);
    let app = tenant.install(trial.subject.source.clone()).await;
    let app = app.map_err(|error| Stop::undecided(error.message().to_owned()))?;
    Ok(Site::new(tenant, app, trial.subject.clone()))
}

async fn once(trial: Trial, fault: fn() -> Fault) -> Outcome {
    let keys = expected(&trial)?;
    let site = installed(&trial, fault().on(registration()).times(1)).await?;
    site.quiet().await?;
    bounded(&site, 0, "after one answer that was bad")?;
    enabled_again(&site).await?;
    are(
        &site,
        &keys,
        "after one answer that was bad, and the next `enabled`,",
    )
    .await
}

/// Calls that are no retries any more, and the time within which they are counted.
const MANY: usize = 21;
const COUNTED: Duration = Duration::from_secs(3);

async fn refused(trial: Trial) -> Outcome {
    let keys = expected(&trial)?;
    let message = duplicate_keys_message(trial.subject.descriptor.key(), &keys);
    let body = serde_json::json!({ "message": message }).to_string();
    let fault = Fault::status(400)
        .header("content-type", "application/json")
        .body(body);
    let site = installed(&trial, fault.on(registration())).await?;
    let flood = site.tenant.wait_within(COUNTED, MANY, calls()).await;
    match flood {
        Err(_) => Ok(()),
        Ok(_) => {
            let why = format!(
                "it calls {MANY} times within {} s for what is refused",
                COUNTED.as_secs()
            );
            Err(Stop::failed(why, proof(&site)))
        }
    }
}
