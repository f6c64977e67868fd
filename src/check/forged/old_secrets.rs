//! Secrets that counted once: before a rotation, before a reinstall, of a site that has uninstalled the app.

use super::topics;
use crate::check::definition::Check;
use crate::check::opening::Opening;
use crate::check::severity::Severity;
use crate::check::shown::{Shown, unopened};
use crate::check::site::{Callback, Site, is_good, told};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::fault::Fault;
use crate::jwt::Tamper;
use crate::traffic::to_app;

pub(super) fn checks() -> Vec<Check> {
    let secret = |id: &str, severity, asks: &str, when, place| {
        let steps = move |trial| refuses(trial, when, place);
        Check::new(id, severity, &topics::OLD_SECRET, asks, steps)
    };
    vec![
        secret(
            "enabled.forged.rotated-secret",
            Severity::High,
            "refuses `enabled` with the secret of before a rotation",
            When::Rotated,
            Where::Enabled,
        ),
        secret(
            "page.forged.rotated-secret",
            Severity::High,
            "shows no page for the secret of before a rotation",
            When::Rotated,
            Where::Page,
        ),
        secret(
            "enabled.forged.reinstalled-secret",
            Severity::High,
            "refuses `enabled` with the secret of before a reinstall",
            When::Reinstalled,
            Where::Enabled,
        ),
        secret(
            "page.forged.reinstalled-secret",
            Severity::High,
            "shows no page for the secret of before a reinstall",
            When::Reinstalled,
            Where::Page,
        ),
        Check::new(
            "page.forged.uninstalled",
            Severity::Low,
            &topics::OLD_SECRET,
            "shows no page for a site that has uninstalled it",
            uninstalled,
        )
        .needs("an `uninstalled` callback, and a page"),
    ]
}

/// How many pages are tried: one that asks the site finds it gone, and shows nothing by that.
const PAGES: usize = 6;

#[derive(Clone, Copy)]
enum When {
    Rotated,
    Reinstalled,
}

#[derive(Clone, Copy)]
enum Where {
    Enabled,
    Page,
}

async fn refuses(trial: Trial, when: When, place: Where) -> Outcome {
    let site = trial.site().await?;
    let old = site.with_secret_of_now()?;
    match when {
        When::Rotated => site.rotate().await?,
        When::Reinstalled => site.reinstall().await?,
    }
    match place {
        Where::Enabled => enabled(&site, old).await,
        Where::Page => page(&trial, &site, old).await,
    }
}

async fn enabled(site: &Site, old: Tamper) -> Outcome {
    let on = site.filter(Callback::Enabled)?;
    site.spoil(Fault::token(old), on.clone())?;
    let answered = site.call(Callback::Enabled).await?;
    if !is_good(answered) {
        return Ok(());
    }
    let why = format!("it answers {} to the secret of before", told(answered));
    Err(Stop::failed(why, site.proof(on, 1)))
}

async fn page(trial: &Trial, site: &Site, old: Tamper) -> Outcome {
    let Some(page) = trial.subject.seen.pages.first() else {
        return Err(unopened(&trial.subject.seen));
    };
    let forged = Shown::of(page.load(&site.app).tamper(old), &site.tenant).await?;
    let proof = site.proof(to_app(), 1);
    let bare = page.load(&site.app).tamper(Tamper::Unsigned);
    judge(page, &forged, &Shown::of(bare, &site.tenant).await?, proof)
}

fn judge(
    page: &Opening,
    forged: &Shown,
    bare: &Shown,
    proof: crate::traffic::RequestLog,
) -> Outcome {
    if !forged.is_success() {
        return Ok(());
    }
    if bare.is_like(forged) {
        let why = format!("`{page}` is the same without a token");
        return Err(Stop::not_applicable(why));
    }
    let why = format!("`{page}` is shown for a secret that is dead");
    Err(Stop::failed(why, proof))
}

/// The secret of the site that is gone, by a token that another site sends in its name.
async fn uninstalled(trial: Trial) -> Outcome {
    let pages = &trial.subject.seen.pages;
    if pages.is_empty() {
        return Err(unopened(&trial.subject.seen));
    }
    let (gone, other) = (trial.site().await?, trial.site().await?);
    let _ = gone.filter(Callback::Uninstalled)?;
    let dead = gone.with_secret_of_now()?;
    let answered = gone.call(Callback::Uninstalled).await?;
    if !is_good(answered) {
        let why = format!(
            "it answers {} to `uninstalled`, see that check",
            told(answered)
        );
        return Err(Stop::not_applicable(why));
    }
    for page in pages.iter().take(PAGES) {
        let forged = page.load(&other.app).tamper(dead.clone());
        let forged = Shown::of(forged, &other.tenant).await?;
        let proof = other.proof(to_app(), 1);
        let bare = page.load(&other.app).tamper(Tamper::Unsigned);
        judge(page, &forged, &Shown::of(bare, &other.tenant).await?, proof)?;
    }
    Ok(())
}
