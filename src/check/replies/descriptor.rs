//! What the descriptor says, beyond what the host refuses.

use super::topics::DESCRIPTOR;
use crate::check::definition::Check;
use crate::check::severity::Severity;
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::descriptor::Authentication;
use crate::traffic::{RequestLog, to_app};

pub(super) fn checks() -> Vec<Check> {
    macro_rules! checks {
        ($($severity:ident, $id:literal, $asks:literal, $steps:path;)*) => {
            vec![$(Check::new(concat!("descriptor.", $id), Severity::$severity, &DESCRIPTOR, $asks, $steps),)*]
        };
    }
    checks! {
        Low, "warnings", "says nothing that the host takes and does not use", warnings;
        Low, "steady", "is the same when it is fetched again", steady;
        Low, "content-type", "is served as JSON", content_type;
        Medium, "authentication", "asks for tokens, where there is something to protect", authentication;
        Low, "signed-install", "opts in to signed installs", signed_install;
        Low, "uninstalled", "asks to be told when a customer leaves", uninstalled;
    }
}

/// A finding about the descriptor itself, which a line of the log shows.
fn failed(why: impl Into<String>, log: RequestLog) -> Outcome {
    Err(Stop::failed(why, log))
}

fn fetched(log: &RequestLog) -> RequestLog {
    log.only(to_app().method("GET")).first(1)
}

async fn warnings(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    let warnings = site.app.warnings();
    if warnings.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = warnings
        .iter()
        .map(|one| format!("{}: {}", one.pointer, one.message))
        .collect();
    failed(told.join("; "), fetched(&site.tenant.log()))
}

async fn steady(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    let again = site.app.descriptor();
    let same = again.is_none_or(|again| again.value() == trial.subject.descriptor.value());
    match same {
        true => Ok(()),
        false => failed(
            "it was another one the second time",
            fetched(&site.tenant.log()),
        ),
    }
}

async fn content_type(trial: Trial) -> Outcome {
    let site = trial.site().await?;
    let fetched = fetched(&site.tenant.log());
    let Some(exchange) = fetched.exchanges().next() else {
        return Err(Stop::not_applicable(
            "the descriptor is not fetched by a URL",
        ));
    };
    let mut headers = exchange.reply_headers();
    let kind = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let kind = kind.map(|(_, value)| value.to_ascii_lowercase());
    match kind {
        Some(kind) if kind.contains("json") => Ok(()),
        kind => {
            let why = format!("it is served as `{}`", kind.unwrap_or_default());
            failed(why, fetched.clone())
        }
    }
}

async fn authentication(trial: Trial) -> Outcome {
    let descriptor = &trial.subject.descriptor;
    let has_callbacks = !trial.subject.seen.callbacks.is_empty();
    if descriptor.authentication() == Authentication::None && has_callbacks {
        let why = "it asks for `none`: callbacks and pages come without a token, from anybody";
        let site = trial.site().await?;
        return failed(why, fetched(&site.tenant.log()));
    }
    Ok(())
}

async fn signed_install(trial: Trial) -> Outcome {
    let descriptor = &trial.subject.descriptor;
    if descriptor.lifecycle("installed").is_none() {
        return Err(Stop::not_applicable(
            "the descriptor has no `installed` callback",
        ));
    }
    if descriptor.api_migration("signed-install") == Some(false) {
        let site = trial.site().await?;
        let why = "`apiMigrations.signed-install` is false, which no host heeds since October 2021";
        return failed(why, fetched(&site.tenant.log()));
    }
    Ok(())
}

async fn uninstalled(trial: Trial) -> Outcome {
    let descriptor = &trial.subject.descriptor;
    let (there, gone) = (
        descriptor.lifecycle("installed"),
        descriptor.lifecycle("uninstalled"),
    );
    if there.is_some() && gone.is_none() {
        let site = trial.site().await?;
        let why = "it keeps what `installed` brings and has no `uninstalled`";
        return failed(why, fetched(&site.tenant.log()));
    }
    Ok(())
}
