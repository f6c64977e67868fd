//! Forged callbacks of an app's life, each forgery a check, and all of them where nothing is installed yet or an upgrade goes on.

use super::names::{severity, short, words};
use super::topics;
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::site::{Callback, is_good, told};
use crate::check::topic::Topic;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::jwt::TokenKind;
use crate::traffic::RequestLog;

/// Callback, how its checks are called, what it is signed with, the topic, and how bad it is at worst.
const PLACES: [(Callback, &str, TokenKind, &Topic, Severity); 4] = [
    (
        Callback::Installed,
        "install",
        TokenKind::SignedInstall,
        &topics::INSTALL,
        Severity::Critical,
    ),
    (
        Callback::Uninstalled,
        "uninstall",
        TokenKind::SignedInstall,
        &topics::UNINSTALL,
        Severity::High,
    ),
    (
        Callback::Enabled,
        "enabled",
        TokenKind::Callback,
        &topics::CALLBACK,
        Severity::High,
    ),
    (
        Callback::Disabled,
        "disabled",
        TokenKind::Callback,
        &topics::CALLBACK,
        Severity::Medium,
    ),
];

/// What only `installed` has to have: the others name their site by the token, too.
const BODY: [&str; 3] = ["no-base-url", "no-client-key", "no-shared-secret"];

pub(super) fn checks() -> Vec<Check> {
    let mut checks = Vec::new();
    for (which, called, token, topic, worst) in PLACES {
        for fault in Fault::forgeries(token) {
            let of_body = BODY.contains(&fault.name());
            // Whom an uninstall of nobody makes an app forget is asked elsewhere.
            let of_nobody = which == Callback::Uninstalled && fault.name() == "unknown-issuer";
            if of_nobody || which != Callback::Installed && of_body {
                continue;
            }
            let id = format!("{called}.forged.{}", short(fault.name()));
            let asks = format!("refuses `{}` with {}", which.event(), words(&fault));
            let how_bad = severity(fault.name(), worst);
            let steps = move |trial| accepts(trial, which, fault.clone());
            let needs = match which {
                Callback::Installed => "an `installed` callback",
                Callback::Uninstalled => "an `uninstalled` callback",
                Callback::Enabled => "an `enabled` callback",
                Callback::Disabled => "a `disabled` callback",
            };
            checks.push(Check::new(id, how_bad, topic, asks, steps).needs(needs));
        }
    }
    checks.push(Check::new(
        "install.first.forged",
        Severity::Critical,
        &topics::INSTALL,
        "refuses each forged `installed` of a site that it has never heard of",
        first,
    ));
    checks.push(Check::new(
        "upgrade.forged",
        Severity::Critical,
        &topics::INSTALL,
        "refuses each forged `installed` of an upgrade",
        upgrade,
    ));
    checks
}

async fn accepts(trial: Trial, which: Callback, fault: Fault) -> Outcome {
    let site = trial.site().await?;
    let on = site.filter(which)?;
    let words = words(&fault);
    site.spoil(fault, on.clone())?;
    let answered = site.call(which).await?;
    if !is_good(answered) {
        return Ok(());
    }
    let why = format!(
        "it answers {} to a forged `{}` ({words})",
        told(answered),
        which.event()
    );
    Err(Stop::failed(why, site.proof(on, 1)))
}

/// What was accepted, as one finding.
fn verdict(what: &str, accepted: &[String], proof: RequestLog) -> Outcome {
    if accepted.is_empty() {
        return Ok(());
    }
    let why = format!("it accepts {what} with {}", accepted.join(", with "));
    Err(Stop::failed(why, proof))
}

/// The forgeries that nobody may accept. What only a genuine token with a flaw can do, checks of its own
/// ask for.
fn the_worst() -> impl Iterator<Item = Fault> {
    let all = Fault::forgeries(TokenKind::SignedInstall);
    all.filter(|one| severity(one.name(), Severity::Critical) == Severity::Critical)
}

async fn first(trial: Trial) -> Outcome {
    let subject = trial.subject.clone();
    let path = subject.seen.callbacks.get("installed");
    let path =
        path.ok_or_else(|| Stop::not_applicable("the descriptor has no `installed` callback"))?;
    let on = crate::check::seen::callback(path, "installed");
    let tenant = trial.tenant(crate::settings::Settings::default())?;
    let mut accepted = Vec::new();
    for fault in the_worst() {
        let words = words(&fault);
        // A refusal to inject would be a fault of this list, which its own test holds.
        let _ = tenant.try_inject(fault.on(on.clone()).times(1));
        if let Ok(app) = tenant.install(subject.source.clone()).await {
            accepted.push(words);
            app.uninstall().await;
        }
    }
    verdict("a forged first install", &accepted, tenant.log().only(on))
}

async fn upgrade(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    let on = site.filter(Callback::Installed)?;
    let mut accepted = Vec::new();
    for fault in the_worst() {
        let words = words(&fault);
        site.spoil(fault, on.clone())?;
        if site.app.upgrade().await.is_ok() {
            accepted.push(words);
        }
    }
    // The first of these is the genuine install.
    let forged = site.tenant.log().only(on).after(1);
    verdict("a forged upgrade", &accepted, forged)
}
