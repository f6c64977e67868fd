//! The log: read it, or wait for what is to come.

use std::sync::Arc;
use std::time::Duration;

use mockfluence::{Filter, RequestLog, from_app, timeline, to_app};
use serde::Deserialize;
use serde_json::json;

use super::call::{Answer, Call, Outcome, Problem};
use super::farm::Farm;

/// The longest wait, in milliseconds.
const LONGEST: u64 = 60_000;

/// `?format=json|text|mermaid|markdown|html|har|timeline`, `after` and `count` numbers of entries, and the parts of a filter.
pub(super) async fn show(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let whole = tenant.log();
    let next = whole.len();
    let after = call.number("after")?.unwrap_or(0_usize);
    let mut log = whole.after(after);
    if let Some(count) = call.number::<usize>("count")? {
        log = log.first(count);
    }
    if let Some(filter) = filter(&call)? {
        log = log.only(filter);
    }
    match call.query.get("format").map_or("json", String::as_str) {
        "json" => Answer::json(200, &json!({ "entries": log, "next": next })),
        "text" => Answer::text(200, "text/plain; charset=utf-8", log.to_string()),
        "mermaid" => Answer::text(200, "text/plain; charset=utf-8", log.mermaid()),
        "markdown" => {
            let title = format!("Log of {}", tenant.name());
            Answer::text(200, "text/plain; charset=utf-8", log.markdown(&title))
        }
        "html" => {
            let title = format!("Log of {}", tenant.name());
            Answer::text(200, "text/html; charset=utf-8", log.html(&title))
        }
        "har" => Answer::json(200, &log.har()),
        "timeline" => Answer::json(200, &timeline::entries(&log)),
        other => Err(Problem::new(
            400,
            format!(
                "format={other}: not one of json, text, mermaid, markdown, html, har, timeline"
            ),
        )),
    }
}

fn filter(call: &Call) -> Result<Option<Filter>, Problem> {
    let given = |name: &str| call.query.get(name);
    let parts = ["method", "path", "status", "app"];
    let mut filter = match given("direction").map(String::as_str) {
        Some("from-app") => from_app(),
        Some("to-app") => to_app(),
        Some(other) => {
            let why = format!("direction={other}: not one of from-app, to-app");
            return Err(Problem::new(400, why));
        }
        None if parts.iter().any(|part| given(part).is_some()) => {
            let why = "method, path, status and app need a direction: from-app or to-app";
            return Err(Problem::new(400, why));
        }
        None => return Ok(None),
    };
    if let Some(method) = given("method") {
        filter = filter.method(method);
    }
    if let Some(path) = given("path") {
        filter = filter.path(path);
    }
    if let Some(status) = call.number("status")? {
        filter = filter.status(status);
    }
    if let Some(app) = given("app") {
        filter = filter.app(app);
    }
    Ok(Some(filter))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Awaited {
    filter: Filter,
    #[serde(default = "one")]
    count: usize,
    #[serde(default = "five_seconds")]
    timeout_millis: u64,
}

fn one() -> usize {
    1
}

fn five_seconds() -> u64 {
    5_000
}

/// 408 if it did not come, with what came instead.
pub(super) async fn wait(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let awaited: Awaited = call.json()?;
    if awaited.timeout_millis > LONGEST {
        return Err(Problem::new(
            400,
            format!("timeoutMillis is at most {LONGEST}"),
        ));
    }
    let limit = Duration::from_millis(awaited.timeout_millis);
    match tenant
        .wait_within(limit, awaited.count, awaited.filter)
        .await
    {
        Ok(found) => Answer::json(200, &json!({ "entries": found })),
        Err(timeout) => {
            let mut problem = Problem::new(408, first_line(&timeout.to_string()));
            let log: RequestLog = timeout.log().last(20);
            problem.body["log"] = json!(log.to_string());
            Err(problem)
        }
    }
}

/// The library names the line that waited, which is ours here.
fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match (line.find(" (at "), line.find("); ")) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &line[..from], &line[to + 1..]),
        _ => line.to_owned(),
    }
}
