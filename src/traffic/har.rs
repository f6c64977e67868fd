//! The log as an HTTP archive (HAR 1.2), both directions in one, for any tool that reads them.

use serde_json::{Value, json};

use super::entry::Entry;
use super::exchange::Exchange;
use super::headers::Headers;
use super::json::{OneCommand, OneRemark};
use super::outcome::Outcome;
use super::request_log::RequestLog;
use crate::clock::Utc;

impl RequestLog {
    /// An HTTP archive (HAR 1.2) of both directions, for browsers' developer tools and others.
    /// What only Connect knows stands in `_connect`: of an exchange direction, token, claims and
    /// notes, of the whole what the tester did and what happened without a request, each `after`
    /// the exchange of that `id`. Unlike the other forms it has times and real ports.
    #[must_use]
    pub fn har(&self) -> Value {
        let entries: Vec<Value> = self.exchanges().map(|one| entry(self, one)).collect();
        json!({ "log": {
            "version": "1.2",
            "creator": { "name": "mockfluence", "version": env!("CARGO_PKG_VERSION") },
            "pages": [],
            "entries": entries,
            "_connect": { "commands": told(self, command), "remarks": told(self, remark) },
        }})
    }
}

/// What happened beside the exchanges, each after the exchange of that id.
fn told(log: &RequestLog, pick: fn(&Entry) -> Option<(u32, Value)>) -> Vec<Value> {
    let told = log.entries().filter_map(pick);
    told.map(|(after, mut value)| {
        value["after"] = after.into();
        value
    })
    .collect()
}

fn command(entry: &Entry) -> Option<(u32, Value)> {
    match entry {
        Entry::Command { after, command, .. } => {
            Some((*after, json!(OneCommand::new(command, str::to_owned))))
        }
        _ => None,
    }
}

fn remark(entry: &Entry) -> Option<(u32, Value)> {
    match entry {
        Entry::Remark { after, remark } => {
            Some((*after, json!(OneRemark::new(remark, str::to_owned))))
        }
        _ => None,
    }
}

/// Origins are the real ones, as tools want URLs; secrets and tokens are still placeholders.
fn entry(log: &RequestLog, exchange: &Exchange) -> Value {
    let millis = u64::try_from(exchange.took().as_millis()).unwrap_or(u64::MAX);
    let token: String = exchange
        .credential()
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut entry = json!({
        "startedDateTime": Utc::of_millis(exchange.started_millis()).iso(),
        "time": millis,
        "request": request(exchange),
        "response": response(exchange),
        "cache": {},
        "timings": { "send": 0, "wait": millis, "receive": 0 },
        "_connect": {
            "id": exchange.id(),
            "direction": exchange.direction(),
            "app": exchange.app(),
            "user": exchange.user(),
            "token": token,
            "credential": exchange.credential(),
            "claims": exchange.claims().and_then(json_value),
            "parent": exchange.parent(),
            "refused": exchange.is_refused(),
            "trouble": exchange.is_trouble(),
            "notes": exchange.notes(),
            "words": log.headline(exchange),
        },
    });
    if let Outcome::Failed(why) = exchange.outcome() {
        entry["response"]["_error"] = why.as_str().into();
    }
    entry
}

fn json_value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn request(exchange: &Exchange) -> Value {
    let body = exchange.request_body();
    let mut request = json!({
        "method": exchange.method(),
        "url": format!("{}{}", exchange.origin(), exchange.target()),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&exchange.request_headers),
        "queryString": query(exchange.target()),
        "headersSize": -1,
        "bodySize": body.len(),
    });
    if !body.is_empty() {
        request["postData"] = json!({
            "mimeType": exchange.request_headers.get("content-type").unwrap_or_default(),
            "text": body,
        });
    }
    request
}

fn response(exchange: &Exchange) -> Value {
    let status = exchange.status().unwrap_or(0);
    let reason = http::StatusCode::from_u16(status).ok();
    let reason = reason
        .and_then(|status| status.canonical_reason())
        .unwrap_or_default();
    let header = |name| exchange.reply_headers.get(name).unwrap_or_default();
    let body = exchange.reply_body();
    json!({
        "status": status,
        "statusText": reason,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&exchange.reply_headers),
        "content": { "size": body.len(), "mimeType": header("content-type"), "text": body },
        "redirectURL": header("location"),
        "headersSize": -1,
        "bodySize": body.len(),
    })
}

fn headers(headers: &Headers) -> Vec<Value> {
    let pairs = headers.pairs();
    pairs
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

fn query(target: &str) -> Vec<Value> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}
