//! The log: read it, or wait for what is to come.

use mockfluence::WaitTimeout;
use mockfluence::binary_support::timeline;
use serde::Serialize;
use serde_json::json;

use super::call::{Answer, Call};
use crate::cli::contract::log::{
    Awaited, AwaitedModules, Came, Entry, Format, Masked, Query, Quiet,
};
use crate::cli::contract::problem::Problem;
use crate::cli::contract::{Nothing, filter_words};

const TEXT: &str = "text/plain; charset=utf-8";

/// Which part of the log, in which form.
pub(super) async fn show(call: Call, query: Query) -> Result<Answer, Problem> {
    let tenant = call.tenant()?;
    let whole = tenant.log();
    let next = whole.len();
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    if let Some(since) = query.since {
        let is_whole = query.after.is_none() && query.only.is_none();
        if query.format != Format::Timeline || !is_whole {
            let why = "since: it goes with `format=timeline` and `count` alone";
            return Err(Problem::new(400, why));
        }
        let at_most = query.count.map_or(usize::MAX, count);
        return Answer::json(200, &timeline::changes(&whole, since, at_most));
    }
    let mut log = whole.after(query.after.map_or(0, count));
    if let Some(at_most) = query.count {
        log = log.first(count(at_most));
    }
    let format = query.format;
    if let Some(words) = query.only {
        let filter = filter_words::parse(&words);
        let filter = filter.map_err(|why| Problem::new(400, format!("only: {why}")))?;
        log = log.only(filter);
    }
    let title = format!("Log of {}", tenant.name());
    match format {
        Format::Json => Answer::json(200, &json!({ "entries": log, "next": next })),
        Format::Text => Ok(Answer::text(TEXT, log.to_string())),
        Format::Mermaid => Ok(Answer::text(TEXT, log.mermaid())),
        Format::Markdown => Ok(Answer::text(TEXT, log.markdown(&title))),
        Format::Html => Answer::page(&log.html(&title)),
        Format::Har => Answer::json(200, &log.har()),
        Format::Timeline => Answer::json(200, &timeline::entries(&log)),
    }
}

pub(super) async fn mask(call: Call, masked: Masked) -> Result<Nothing, Problem> {
    let tenant = call.tenant()?;
    if masked.text.is_empty() {
        let why = "`text` is empty, which stands everywhere; name the secret";
        return Err(Problem::new(400, why));
    }
    tenant.mask(masked.text);
    Ok(Nothing {})
}

/// 408 if it did not come, with what came instead.
pub(super) async fn wait(call: Call, awaited: Awaited) -> Result<Came, Problem> {
    let tenant = call.tenant()?;
    let limit = awaited.timeout_millis.duration();
    let count = usize::try_from(awaited.count).unwrap_or(usize::MAX);
    let found = tenant.wait_within(limit, count, awaited.filter).await;
    let log = found.map_err(|timeout| too_late(&timeout))?;
    Ok(Came {
        entries: entries(&log)?,
    })
}

/// 408 if there was none in time.
pub(super) async fn quiet(call: Call, awaited: Quiet) -> Result<Nothing, Problem> {
    let quiet = awaited.quiet_millis.duration();
    let limit = awaited.timeout_millis.duration().max(quiet);
    let tenant = call.tenant()?;
    let waited = tenant.wait_for_quiet_within(limit, quiet).await;
    waited
        .map(|_| Nothing {})
        .map_err(|timeout| too_late(&timeout))
}

/// 408 if they are others still.
pub(super) async fn modules(call: Call, awaited: AwaitedModules) -> Result<Nothing, Problem> {
    let limit = awaited.timeout_millis.duration();
    let waited = call
        .app()?
        .wait_for_modules_within(limit, awaited.keys)
        .await;
    waited
        .map(|()| Nothing {})
        .map_err(|timeout| too_late(&timeout))
}

fn too_late(timeout: &WaitTimeout) -> Problem {
    let mut problem = Problem::new(408, timeout.summary());
    problem.log = Some(timeout.log().last(20).to_string());
    problem
}

fn entries(log: &impl Serialize) -> Result<Vec<Entry>, Problem> {
    let entries = serde_json::to_value(log).and_then(serde_json::from_value);
    entries.map_err(|error| Problem::new(500, format!("the log cannot be written: {error}")))
}
