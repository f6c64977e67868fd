//! The log: read it, or wait for what is to come.

use mockfluence::binary_support::timeline;
use mockfluence::{Direction, Filter, from_app, to_app};
use serde::Serialize;
use serde_json::json;

use super::call::{Answer, Call};
use crate::cli::contract::log::{Awaited, Came, Entry, Format, Query};
use crate::cli::contract::problem::Problem;

const TEXT: &str = "text/plain; charset=utf-8";

/// Which part of the log, in which form.
pub(super) async fn show(call: Call, query: Query) -> Result<Answer, Problem> {
    let tenant = call.tenant()?;
    let whole = tenant.log();
    let next = whole.len();
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let mut log = whole.after(query.after.map_or(0, count));
    if let Some(at_most) = query.count {
        log = log.first(count(at_most));
    }
    let format = query.format;
    if let Some(filter) = filter(query)? {
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

fn filter(query: Query) -> Result<Option<Filter>, Problem> {
    let mut filter = match query.direction {
        Some(Direction::FromApp) => from_app(),
        Some(Direction::ToApp) => to_app(),
        None => {
            let texts = [&query.method, &query.path, &query.app];
            if texts.iter().any(|part| part.is_some()) || query.status.is_some() {
                let why = "method, path, status and app need a direction: from-app or to-app";
                return Err(Problem::new(400, why));
            }
            return Ok(None);
        }
    };
    if let Some(method) = query.method {
        filter = filter.method(method);
    }
    if let Some(path) = query.path {
        filter = filter.path(path);
    }
    if let Some(status) = query.status {
        filter = filter.status(status);
    }
    if let Some(app) = query.app {
        filter = filter.app(app);
    }
    Ok(Some(filter))
}

/// 408 if it did not come, with what came instead.
pub(super) async fn wait(call: Call, awaited: Awaited) -> Result<Came, Problem> {
    let tenant = call.tenant()?;
    let limit = awaited.timeout_millis.duration();
    let count = usize::try_from(awaited.count).unwrap_or(usize::MAX);
    let found = tenant.wait_within(limit, count, awaited.filter).await;
    let log = found.map_err(|timeout| {
        let (limit, wanted) = (timeout.limit(), timeout.wanted());
        let (filter, came) = (timeout.filter(), timeout.came());
        let why = format!("waited {limit:?} for {wanted} of: {filter}; {came} came");
        let mut problem = Problem::new(408, why);
        problem.log = Some(timeout.log().last(20).to_string());
        problem
    })?;
    Ok(Came {
        entries: entries(&log)?,
    })
}

fn entries(log: &impl Serialize) -> Result<Vec<Entry>, Problem> {
    let entries = serde_json::to_value(log).and_then(serde_json::from_value);
    entries.map_err(|error| Problem::new(500, format!("the log cannot be written: {error}")))
}
