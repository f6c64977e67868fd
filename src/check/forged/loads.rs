//! Forged tokens on pages, and on what the host fetches: macros and the like.

use super::names::{severity, short};
use super::topics;
use crate::check::definition::Check;
use crate::check::opening::Opening;
use crate::check::severity::Severity;
use crate::check::shown::{Shown, unopened};
use crate::check::site::Site;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::jwt::{Tamper, TokenKind};
use crate::traffic::to_app;

/// How many modules of an app are tried, so that one with hundreds is judged in time.
const MODULES: usize = 6;

pub(super) fn checks() -> Vec<Check> {
    let mut checks = Vec::new();
    for (called, token, worst) in [
        ("page", TokenKind::Page, Severity::Critical),
        ("macro", TokenKind::Callback, Severity::High),
    ] {
        for tamper in Tamper::forgeries(token) {
            let name = tamper.name();
            let id = format!("{called}.forged.{}", short(name));
            let asks = format!(
                "shows nothing of a {called} for a token with {}",
                tamper.description()
            );
            let how_bad = severity(name, worst);
            let steps = move |trial| shows(trial, token, tamper.clone());
            let check = Check::new(id, how_bad, &topics::PAGE, asks, steps);
            checks.push(match token {
                TokenKind::Callback => check.needs("a static macro, or what else the host fetches"),
                _ => check,
            });
        }
    }
    checks
}

async fn shows(trial: Trial, token: TokenKind, tamper: Tamper) -> Outcome {
    let seen = &trial.subject.seen;
    let modules = match token {
        TokenKind::Callback => &seen.fetched,
        _ => &seen.pages,
    };
    if modules.is_empty() {
        return Err(unopened(seen));
    }
    let site = trial.site().await?;
    let mut public = Vec::new();
    for module in modules.iter().take(MODULES) {
        match judge(&trial, &site, module, tamper.clone()).await? {
            Seen::Refused => {}
            Seen::Public => public.push(module.to_string()),
        }
    }
    if public.len() == modules.len().min(MODULES) {
        let why = format!(
            "`{}` is the same without a token: it counts as public",
            public.join("`, `")
        );
        return Err(Stop::not_applicable(why));
    }
    Ok(())
}

enum Seen {
    Refused,
    Public,
}

async fn judge(trial: &Trial, site: &Site, module: &Opening, tamper: Tamper) -> Result<Seen, Stop> {
    let load = module.load(&site.app);
    let good = Shown::of(load.clone(), &site.tenant).await?;
    let words = tamper.description();
    let forged = Shown::of(load.clone().tamper(tamper), &site.tenant).await?;
    let proof = site.proof(to_app(), 1);
    if !forged.is_success() || !forged.is_like(&good) {
        return Ok(Seen::Refused);
    }
    let bare = Shown::of(load.tamper(Tamper::Unsigned), &site.tenant).await?;
    if bare.is_success() && bare.is_like(&forged) {
        let other = trial.site().await?;
        let elsewhere = Shown::of(module.load(&other.app), &other.tenant).await?;
        if elsewhere.is_like(&good) {
            return Ok(Seen::Public);
        }
    }
    let why = format!("`{module}` shows for a token with {words} what it shows for a good one");
    Err(Stop::failed(why, proof))
}
