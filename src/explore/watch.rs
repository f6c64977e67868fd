//! What is looked for in the log of a scene: what no app may do, and what the app never heard of.

use super::event::Event;
use super::life::Life;
use super::rule::Rule;
use super::site::Site;
use super::story::Step;
use super::trouble::Kind;
use crate::site::Status;
use crate::traffic::{Direction, Exchange, FOREIGN_SECRET, Note, Outcome, RequestLog};

/// How a site stood when a scene began.
pub(super) struct Before {
    sites: Vec<(usize, Status, bool)>,
}

impl Before {
    pub(super) fn of(life: &Life) -> Self {
        let stood = |site: &Site| (site.tenant.log().len(), site.status(), site.was_accepted);
        Self {
            sites: life.sites.iter().map(stood).collect(),
        }
    }

    /// What came since.
    fn since(&self, life: &Life, at: usize) -> RequestLog {
        let (seen, ..) = self.sites[at];
        life.sites[at].tenant.log().after(seen)
    }
}

/// Holds what came to the rules. `alone`: one step, and nothing went wrong.
pub(super) fn look(life: &mut Life, before: &Before, steps: &[Step], alone: bool) {
    // Its own calls went wrong, or a forger calls: what it makes of that in an answer is its own affair.
    let mut troubles = steps.iter().flat_map(|step| &step.troubles);
    let troubled = troubles.any(|one| one.is_of_calls() || one.kind == Kind::Forged);
    let calls_app = steps
        .iter()
        .all(|step| matches!(step.event, Event::Own(_) | Event::OpenPage));
    for at in 0..life.sites.len() {
        let log = before.since(life, at);
        let (_, status, was_accepted) = before.sites[at];
        let calls = log
            .exchanges()
            .filter(|one| one.direction() == Direction::FromApp)
            .count();
        let bound = life.bounds.calls.saturating_mul(steps.len());
        if calls > bound {
            life.broke(
                Rule::Retries,
                format!("{calls} calls of the app in one step: more than {bound}"),
            );
        }
        let fails = |one: &&Exchange| is_crash(one) && !is_repeated(one, &log);
        let crashed = log.exchanges().find(|one| !troubled && fails(one));
        if let Some(words) = crashed.map(told) {
            life.broke(Rule::Crash, format!("the app fails: {words}"));
        }
        let refused = log
            .exchanges()
            .find(|one| alone && was_accepted && is_turned_away(one));
        if let Some(words) = refused.map(told) {
            life.broke(
                Rule::Genuine,
                format!("a genuine callback is refused: {words}"),
            );
        }
        let calm = alone && calls_app && status == Status::Enabled;
        let dead = log.exchanges().find(|one| calm && is_refused_call(one));
        if let Some(words) = dead.map(told) {
            life.broke(
                Rule::DeadSecret,
                format!("the tenant refuses a call of the app: {words}"),
            );
        }
        if let Some(words) = log.exchanges().find_map(forgery) {
            life.broke(Rule::Forged, words);
        }
        if let Some(words) = log.exchanges().find_map(leak) {
            life.broke(Rule::Leak, words);
        }
    }
}

fn has_fault(one: &Exchange) -> bool {
    one.notes()
        .iter()
        .any(|note| matches!(note, Note::Fault { .. }))
}

/// Whether a fault, perhaps one of an earlier scene, has answered in the app's place.
fn is_answered_by_fault(one: &Exchange) -> bool {
    let answers =
        |note: &Note| matches!(note, Note::Fault { fault } if fault.starts_with("status "));
    one.notes().iter().any(answers)
}

/// Whether it is the second delivery of one that such a fault has answered.
fn is_repeated(one: &Exchange, log: &RequestLog) -> bool {
    let same = |other: &Exchange| other.path() == one.path() && is_answered_by_fault(other);
    has_fault(one) && log.exchanges().any(same)
}

/// That the app took what nobody who may has signed.
fn forgery(one: &Exchange) -> Option<String> {
    one.notes().iter().find_map(|note| match note {
        Note::ForgeryAccepted { forgery, .. } => Some(format!(
            "the app takes what is forged ({forgery}): {}",
            told(one)
        )),
        _ => None,
    })
}

/// Some faults answer in the app's place, or lose what it answered.
fn is_crash(one: &Exchange) -> bool {
    let failed = match one.outcome() {
        Outcome::Status(status) => *status >= 500 && !is_answered_by_fault(one),
        Outcome::Failed(_) => !has_fault(one),
        Outcome::Pending | Outcome::NotSent => false,
    };
    one.direction() == Direction::ToApp && failed
}

fn is_turned_away(one: &Exchange) -> bool {
    let refused = one
        .notes()
        .iter()
        .any(|note| matches!(note, Note::RefusedByApp(_)));
    refused && one.method() == "POST" && !has_fault(one)
}

fn is_refused_call(one: &Exchange) -> bool {
    let by_check = one
        .notes()
        .iter()
        .any(|note| matches!(note, Note::Refused(_)));
    one.direction() == Direction::FromApp && one.status() == Some(401) && by_check
}

fn told(one: &Exchange) -> String {
    let way = match one.direction() {
        Direction::FromApp => "app -> tenant",
        Direction::ToApp => "tenant -> app",
    };
    let check = one.notes().iter().find_map(|note| match note {
        Note::Refused(cause) => Some(format!(", as this is not so: {}", cause.check())),
        _ => None,
    });
    let (method, path, outcome) = (one.method(), one.path(), one.outcome());
    format!(
        "{way} {method} {path} {outcome}{}",
        check.unwrap_or_default()
    )
}

/// A secret that this tenant has not given, in what the app says to it. The log has a word in place of each.
fn leak(one: &Exchange) -> Option<String> {
    let said = match one.direction() {
        Direction::FromApp => [one.request_body(), one.target()],
        Direction::ToApp => [one.reply_body(), ""],
    };
    let leaks = said.iter().any(|text| text.contains(FOREIGN_SECRET));
    leaks.then(|| format!("a secret of another tenant is in {}", told(one)))
}

/// Which events make good what the app was never told: the last `enabled` of a scene, or that the
/// site has another address.
pub(super) fn lost(life: &Life, before: &Before, elsewhere: bool) -> Vec<Event> {
    let at = usize::from(elsewhere);
    let Some(site) = life.sites.get(at) else {
        return Vec::new();
    };
    let log = before.since(life, at);
    let last = |event: &str| {
        let of_event = |one: &&Exchange| {
            let body = one.request_json().unwrap_or_default();
            one.direction() == Direction::ToApp && body["eventType"] == event
        };
        let last = log.exchanges().filter(of_event).last();
        last.map(|one| matches!(one.status(), Some(200..=299)))
    };
    let mut again = Vec::new();
    let there = site.status() != Status::Uninstalled;
    if there && last("installed") == Some(false) {
        again.push(Event::RepeatInstalled);
    }
    if site.status() == Status::Enabled && last("enabled") == Some(false) {
        again.extend([Event::Disable, Event::Enable]);
    }
    again
}
