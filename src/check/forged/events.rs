//! Forged webhooks, static and dynamic.

use super::names::{severity, short, words};
use super::topics;
use crate::check::definition::Check;
use crate::check::event::event_of;
use crate::check::severity::Severity;
use crate::check::site::{Answered, Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::jwt::{OtherTenant, Tamper, TokenKind};
use crate::traffic::to_app;

pub(super) fn checks() -> Vec<Check> {
    let forgery = |fault: Fault| {
        let name = fault.name();
        let asks = format!("refuses a webhook with {}", words(&fault));
        let (id, how_bad) = (
            format!("webhook.forged.{}", short(name)),
            severity(name, Severity::High),
        );
        Check::new(id, how_bad, &topics::WEBHOOK, asks, move |trial| {
            accepts(trial, fault.clone())
        })
    };
    let mut checks: Vec<Check> = Fault::forgeries(TokenKind::Callback).map(forgery).collect();
    checks.push(
        Check::new(
            "webhook.forged.other-issuer",
            Severity::High,
            &topics::STRANGER,
            "refuses a webhook that names another customer and is signed by this one's secret",
            other_issuer,
        )
        .needs("a webhook, static or dynamic"),
    );
    checks.push(
        Check::new(
            "webhook.forged.rotated-secret",
            Severity::High,
            &topics::OLD_SECRET,
            "refuses a webhook that is signed with the secret of before",
            rotated,
        )
        .needs("a webhook, static or dynamic"),
    );
    checks
}

async fn fire(site: &Site, event: &str, fault: Fault) -> Result<Answered, Stop> {
    let injected = site
        .tenant
        .try_inject(fault.on(to_app().method("POST")).times(1));
    injected.map_err(|misfit| Stop::not_applicable(misfit.to_string()))?;
    let known = event_of(event);
    let webhook = known.ok_or_else(|| Stop::not_applicable("no host has such an event"))?;
    let sent = site.tenant.fire(webhook).await;
    let first = sent.as_slice().first();
    let answered =
        first.ok_or_else(|| Stop::undecided(format!("no webhook went out for `{event}`")))?;
    Ok(answered.status)
}

async fn on_each(trial: &Trial, site: &Site, what: &str, fault: Fault) -> Outcome {
    for event in &trial.subject.seen.events {
        let answered = fire(site, event, fault.clone()).await?;
        if is_good(answered) {
            let answered = told(answered);
            let why = format!("it answers {answered} to the webhook `{event}` with {what}");
            return Err(Stop::failed(why, site.proof(to_app(), 1)));
        }
    }
    Ok(())
}

fn some_events(trial: &Trial) -> Outcome {
    match trial.subject.seen.events.is_empty() {
        true => Err(Stop::not_applicable(
            "no webhook of the app was answered by a success",
        )),
        false => Ok(()),
    }
}

async fn accepts(trial: Trial, fault: Fault) -> Outcome {
    some_events(&trial)?;
    let site = trial.site().await?;
    on_each(&trial, &site, &words(&fault), fault.clone()).await
}

async fn other_issuer(trial: Trial) -> Outcome {
    some_events(&trial)?;
    let (site, other) = (trial.site().await?, trial.site().await?);
    let named = Tamper::OtherTenant(OtherTenant::new(other.tenant.client_key()));
    on_each(
        &trial,
        &site,
        "the name of another customer",
        Fault::token(named),
    )
    .await
}

async fn rotated(trial: Trial) -> Outcome {
    some_events(&trial)?;
    let site = trial.site().await?;
    let old = site.with_secret_of_now()?;
    site.rotate().await?;
    on_each(&trial, &site, "the secret of before", Fault::token(old)).await
}
