//! The log as an HTTP archive (HAR 1.2), both directions in one, for any tool that reads them.

use serde_json::{Value, json};

use super::exchange::{Direction, Exchange, Outcome};
use super::request_log::RequestLog;
use crate::clock::iso;

/// The archive. Origins are the real ones, as tools want URLs; secrets and tokens are still
/// placeholders.
pub(super) fn archive(log: &RequestLog) -> Value {
    let entries: Vec<Value> = log
        .exchanges()
        .map(|exchange| entry(log, exchange))
        .collect();
    json!({ "log": {
        "version": "1.2",
        "creator": { "name": "mockfluence", "version": env!("CARGO_PKG_VERSION") },
        "pages": [],
        "entries": entries,
    }})
}

fn entry(log: &RequestLog, exchange: &Exchange) -> Value {
    let millis = exchange.took_micros / 1000;
    let direction = match exchange.direction {
        Direction::FromApp => "from-app",
        Direction::ToApp => "to-app",
    };
    let mut entry = json!({
        "startedDateTime": iso(exchange.started_millis),
        "time": millis,
        "request": request(exchange),
        "response": response(exchange),
        "cache": {},
        "timings": { "send": 0, "wait": millis, "receive": 0 },
        "_connect": {
            "direction": direction,
            "app": exchange.app,
            "token": exchange.token,
            "claims": exchange.claims.as_deref().and_then(json_value),
            "parent": exchange.parent,
            "notes": exchange.notes,
            "words": log.headline(exchange),
        },
    });
    if let Outcome::Failed(why) = &exchange.outcome {
        entry["response"]["_error"] = why.as_str().into();
    }
    entry
}

fn json_value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn request(exchange: &Exchange) -> Value {
    let headers = headers(&exchange.request_headers);
    let mut request = json!({
        "method": exchange.method,
        "url": format!("{}{}", exchange.origin, exchange.target),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers,
        "queryString": query(&exchange.target),
        "headersSize": -1,
        "bodySize": exchange.request_body.len(),
    });
    if !exchange.request_body.is_empty() {
        request["postData"] = json!({
            "mimeType": header(&exchange.request_headers, "content-type").unwrap_or_default(),
            "text": exchange.request_body,
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
    json!({
        "status": status,
        "statusText": reason,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&exchange.reply_headers),
        "content": {
            "size": exchange.reply_body.len(),
            "mimeType": header(&exchange.reply_headers, "content-type").unwrap_or_default(),
            "text": exchange.reply_body,
        },
        "redirectURL": header(&exchange.reply_headers, "location").unwrap_or_default(),
        "headersSize": -1,
        "bodySize": exchange.reply_body.len(),
    })
}

fn pairs(lines: &str) -> impl Iterator<Item = (&str, &str)> {
    lines.lines().filter_map(|line| line.split_once(": "))
}

fn headers(lines: &str) -> Vec<Value> {
    let pairs = pairs(lines);
    pairs
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

fn header<'a>(lines: &'a str, wanted: &str) -> Option<&'a str> {
    pairs(lines)
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

fn query(target: &str) -> Vec<Value> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}
