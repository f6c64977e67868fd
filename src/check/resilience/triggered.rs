//! What makes the app call its tenant, done again; and what it answers.

use crate::check::event::event_of;
use crate::check::seen::Trigger;
use crate::check::site::{Answered, Callback, Site};
use crate::check::trial::Trial;
use crate::check::verdict::Stop;

/// In words, as a finding has them.
pub(super) fn words(trigger: &Trigger) -> String {
    match trigger {
        Trigger::Installed => "`installed`".to_owned(),
        Trigger::Enabled => "`enabled`".to_owned(),
        Trigger::Page(key) => format!("the page `{key}`"),
        Trigger::Event(event) => format!("the webhook `{event}`"),
        Trigger::Forge(way) => format!("{} after the move", way.words()),
    }
}

/// All that makes it call, or that there is nothing.
pub(super) fn triggers(trial: &Trial) -> Result<Vec<Trigger>, Stop> {
    let triggers: Vec<Trigger> = trial.subject.seen.calls_on.iter().cloned().collect();
    match triggers.is_empty() {
        true => Err(Stop::not_applicable(
            "no page, webhook or `enabled` made it call its tenant",
        )),
        false => Ok(triggers),
    }
}

/// Does it, and gives what the app answered.
pub(super) async fn pull(site: &Site, trigger: &Trigger) -> Result<Answered, Stop> {
    match trigger {
        Trigger::Installed => site.call(Callback::Installed).await,
        Trigger::Enabled => site.call(Callback::Enabled).await,
        Trigger::Page(key) => {
            let reply = key.load(&site.app).send().await;
            Ok(reply.ok().map(|reply| reply.status()))
        }
        Trigger::Event(event) => {
            let known = event_of(event);
            let webhook = known.ok_or_else(|| Stop::not_applicable("no host has such an event"))?;
            let sent = site.tenant.fire(webhook).await;
            let first = sent.as_slice().first();
            let none = || Stop::undecided(format!("no webhook went out for `{event}`"));
            first.map(|one| one.status).ok_or_else(none)
        }
        Trigger::Forge(way) => site.forge_call(way).await,
    }
}

/// How many such calls the app has made by now.
pub(super) fn count(site: &Site, trigger: &Trigger) -> usize {
    site.tenant.log().only(trigger.calls()).len()
}
