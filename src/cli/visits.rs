//! The commands that do what happens on a site without the app: events, and loads of modules.

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::REFUSED;
use super::arguments::Given;
use super::remote::{Failure, Remote};
use super::verbs::{Said, say};

pub(super) fn open(given: &Given) -> ExitCode {
    let said = (|| {
        let remote = Remote::from(given)?;
        let app = remote.app(given.get("app"))?;
        let mut variables = Map::new();
        for variable in given.all("variable") {
            let pair = variable.split_once('=');
            let (name, value) = pair.ok_or_else(|| format!("--variable {variable}: NAME=VALUE"))?;
            variables.insert(name.to_owned(), value.into());
        }
        let mut body = json!({
            "module": given.word(0),
            "variables": variables,
            "anonymous": given.has("anonymous"),
            "urlOnly": given.has("url"),
        });
        for name in ["user", "tamper"] {
            if let Some(value) = given.get(name) {
                body[name] = value.into();
            }
        }
        remote.post(&format!("{app}/open"), &body)
    })();
    let words = |reply: &Value| match reply["status"].as_u64() {
        None => reply["url"].as_str().unwrap_or_default().to_owned(),
        Some(status) => {
            let body = reply["body"].as_str().unwrap_or_default();
            format!("{status}\n{body}")
        }
    };
    say(given, words, said)
}

pub(super) fn fire(given: &Given) -> ExitCode {
    let said: Said = (|| {
        let remote = Remote::from(given)?;
        let path = format!("{}/events", remote.base()?);
        remote.post(&path, &event(given)?)
    })();
    let all_delivered = said.as_ref().is_ok_and(|body| {
        let mut deliveries = body["deliveries"].as_array().into_iter().flatten();
        deliveries.all(|one| one["delivered"] == true)
    });
    let is_said = said.is_ok();
    let code = say(given, words, said);
    match is_said && !all_delivered {
        true => ExitCode::from(REFUSED),
        false => code,
    }
}

fn event(given: &Given) -> Result<Value, Failure> {
    let mut event = json!({ "event": given.word(0) });
    if let Some(by) = given.get("by") {
        event["by"] = by.into();
    }
    if let Some(body) = given.get("body") {
        let body: Value = serde_json::from_str(body).map_err(|error| format!("--body: {error}"))?;
        event["body"] = body;
        return Ok(event);
    }
    let id = given.number::<u64>("page")?.unwrap_or(10_000_001);
    let title = given.get("title").unwrap_or("A page");
    event["page"] = json!({ "id": id, "title": title });
    if let Some(version) = given.number::<u64>("version")? {
        event["page"]["version"] = version.into();
    }
    Ok(event)
}

fn words(body: &Value) -> String {
    let deliveries = body["deliveries"].as_array().into_iter().flatten();
    let lines: Vec<String> = deliveries
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            let status = one["status"].as_u64();
            let status = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
            format!("{} {}  {status}", text("app"), text("path"))
        })
        .collect();
    match lines.is_empty() {
        true => "nobody listens".to_owned(),
        false => lines.join("\n"),
    }
}
