//! The headers of pages, and whether one shows a secret.

use super::topics::{FRAME, HEADERS, LEAK, REFERRER};
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::shown::unopened;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::tenant::Reply;
use crate::traffic::to_app;

/// Says what is wrong with a page, if anything is. The texts are those of the page's headers.
type Judge = fn(&Reply) -> Option<String>;

pub(super) fn checks() -> Vec<Check> {
    macro_rules! checks {
        ($($topic:ident, $severity:ident, $id:literal, $asks:literal, $judge:path;)*) => {
            vec![$(Check::new(concat!("headers.", $id), Severity::$severity, &$topic, $asks, |trial| {
                each(trial, $judge)
            }),)*]
        };
    }
    let mut checks = checks! {
        HEADERS, Low, "cache-control", "has pages with a token kept by nobody", cached;
        REFERRER, Low, "referrer-policy", "tells browsers not to send the URL of a page on", referred;
        HEADERS, Low, "cookies", "gives cookies that neither scripts nor plain HTTP get at", cookies;
        FRAME, Medium, "frame", "lets its pages be shown in a frame of the host", framed;
    };
    checks.push(Check::new(
        "headers.hsts",
        Severity::Low,
        &HEADERS,
        "has browsers use https alone, for a year",
        hsts,
    ));
    checks.push(Check::new(
        "page.secret",
        Severity::Critical,
        &LEAK,
        "shows no shared secret on a page",
        secret,
    ));
    checks
}

/// How many pages are looked at.
const PAGES: usize = 6;

async fn each(trial: Trial, judge: Judge) -> Outcome {
    let pages = &trial.subject.seen.pages;
    if pages.is_empty() {
        return Err(unopened(&trial.subject.seen));
    }
    let site = trial.site().await?;
    for page in pages.iter().take(PAGES) {
        let reply = page.load(&site.app).send().await;
        let reply = reply.map_err(|error| Stop::undecided(error.to_string()))?;
        if let Some(why) = judge(&reply) {
            let why = format!("`{page}` {why}");
            return Err(Stop::failed(why, site.proof(to_app(), 1)));
        }
    }
    Ok(())
}

fn cached(reply: &Reply) -> Option<String> {
    let value = reply
        .header("cache-control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let forbidden = value.contains("no-store") || value.contains("no-cache");
    (!forbidden).then(|| format!("has the header `Cache-Control: {value}`"))
}

/// Those that send an origin at most, or nothing to others.
const STRICT: [&str; 5] = [
    "no-referrer",
    "same-origin",
    "origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
];

fn referred(reply: &Reply) -> Option<String> {
    let value = reply
        .header("referrer-policy")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut named = value.split(',').map(str::trim);
    let strict = named.any(|one| STRICT.contains(&one) || one == "origin-when-cross-origin");
    let in_page = reply.text().contains("name=\"referrer\"");
    (!strict && !in_page).then(|| format!("has the header `Referrer-Policy: {value}`"))
}

fn cookies(reply: &Reply) -> Option<String> {
    let cookie = reply.header("set-cookie")?;
    let attributes = cookie.to_ascii_lowercase();
    let has = |name: &str| attributes.split(';').skip(1).any(|one| one.trim() == name);
    let missing: Vec<&str> = ["Secure", "HttpOnly"]
        .into_iter()
        .filter(|name| !has(&name.to_ascii_lowercase()))
        .collect();
    (!missing.is_empty()).then(|| format!("sets a cookie without `{}`", missing.join("` and `")))
}

fn framed(reply: &Reply) -> Option<String> {
    let policy = reply.header("content-security-policy").unwrap_or_default();
    let ancestors = policy.split(';').map(str::trim);
    let mut ancestors = ancestors.filter_map(|one| one.strip_prefix("frame-ancestors"));
    if let Some(ancestors) = ancestors.next_back() {
        let none = matches!(ancestors.trim(), "" | "'none'" | "'self'");
        return none.then(|| format!("may be framed by `{}` alone", ancestors.trim()));
    }
    // Where there are `frame-ancestors`, browsers do not look at it.
    let options = reply.header("x-frame-options")?.to_ascii_uppercase();
    let forbidden = matches!(options.as_str(), "DENY" | "SAMEORIGIN");
    forbidden.then(|| format!("has the header `X-Frame-Options: {options}`"))
}

/// Seconds of a year.
const YEAR: u64 = 31_536_000;

async fn hsts(trial: Trial) -> Outcome {
    if !trial.subject.descriptor.base_url().starts_with("https://") {
        return Err(Stop::not_applicable("the app is asked by http:// here"));
    }
    each(trial, |reply| {
        let value = reply
            .header("strict-transport-security")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let mut parts = value.split(';').map(str::trim);
        let age = parts.find_map(|one| one.strip_prefix("max-age="));
        let age: u64 = age
            .and_then(|age| age.trim_matches('"').parse().ok())
            .unwrap_or(0);
        (age < YEAR).then(|| format!("has the header `Strict-Transport-Security: {value}`"))
    })
    .await
}

async fn secret(trial: Trial) -> Outcome {
    let pages = &trial.subject.seen.pages;
    if pages.is_empty() {
        return Err(unopened(&trial.subject.seen));
    }
    let site = trial.site().await?;
    let secret = site.secret()?;
    for page in pages.iter().take(PAGES) {
        let reply = page.load(&site.app).send().await;
        let reply = reply.map_err(|error| Stop::undecided(error.to_string()))?;
        if reply.text().contains(&secret) {
            let why = format!("`{page}` shows the secret that the app shares with the host");
            return Err(Stop::failed(why, site.proof(to_app(), 1)));
        }
    }
    Ok(())
}
