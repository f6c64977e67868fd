//! The log as one HTML page: lanes, the lives of secrets, tokens and keys, details on demand. It needs no network.

mod changes;
#[cfg(test)]
mod changes_tests;
#[cfg(test)]
mod reader;
mod table;

use std::collections::HashMap;

use serde_json::{Value, json};

pub use self::changes::changes;
use self::table::AS_THEY_ARE;
use super::entry::Entry;
use super::exchange::Exchange;
use super::headers::Headers;
use super::json::{OneCommand, OneRemark};
use super::lives::lives;
use super::load_query::folded;
use super::note::Note;
use super::request_log::RequestLog;
use super::texts::Texts;
use crate::foreign::Foreign;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = concat!(
    include_str!("entry.js"),
    include_str!("lanes.js"),
    include_str!("rows.js"),
    include_str!("timeline.js")
);

/// What a page has beside the timeline, for a server that shows it live.
#[derive(Clone, Copy, Debug, Default)]
pub struct Additions<'a> {
    /// More CSS.
    pub style: &'a str,
    /// HTML above the timeline.
    pub body: &'a str,
    /// More JavaScript, which may call `show(entries)` with [`entries`] of a log.
    pub script: &'a str,
}

impl RequestLog {
    /// One HTML page to look at in a browser: lanes for tenant and app, what the tester did, the
    /// lives of secrets and of Forge's tokens and keys, a filter, and all of an exchange on a click. The file stands alone and
    /// needs no network.
    #[must_use]
    pub fn html(&self, title: &str) -> String {
        page(title, self, Additions::default())
    }
}

/// The page of [`RequestLog::html`], with additions.
#[must_use]
pub fn page(title: &str, log: &RequestLog, additions: Additions<'_>) -> String {
    let data = match log.len() <= AS_THEY_ARE {
        true => entries(log).to_string(),
        false => table::written(each(log)),
    };
    // Within a script element nothing may look like the end of it.
    let data = data.replace('<', "\\u003c");
    let parts = [
        ("{title}", Foreign(title).html()),
        ("{style}", format!("{STYLE}{}", additions.style)),
        ("{body}", additions.body.to_owned()),
        ("{data}", data),
        ("{script}", format!("{SCRIPT}{}", additions.script)),
    ];
    // One pass, so that a placeholder inside of a part stays what it is.
    let mut page = String::new();
    let mut rest = PAGE;
    while let Some((at, (mark, part))) = parts
        .iter()
        .filter_map(|part| Some((rest.find(part.0)?, part)))
        .min_by_key(|(at, _)| *at)
    {
        page.push_str(&rest[..at]);
        page.push_str(part);
        rest = &rest[at + mark.len()..];
    }
    page + rest
}

/// The entries of a log as the page takes them.
#[must_use]
pub fn entries(log: &RequestLog) -> Value {
    each(log).collect()
}

fn each(log: &RequestLog) -> impl Iterator<Item = Value> {
    let mut begun: HashMap<usize, Vec<Value>> = HashMap::new();
    let mut ended: HashMap<usize, Vec<Value>> = HashMap::new();
    for life in lives(log) {
        begun.entry(life.begins).or_default().push(json!(life));
        if let Some(ends) = life.ends {
            ended.entry(ends).or_default().push(json!(life));
        }
    }
    log.entries().enumerate().map(move |(place, entry)| {
        let mut json = entry_json(log, entry);
        for (name, lives) in [("begins", &mut begun), ("ends", &mut ended)] {
            if let Some(lives) = lives.remove(&place) {
                json[name] = lives.into();
            }
        }
        json
    })
}

fn entry_json(log: &RequestLog, entry: &Entry) -> Value {
    let text = |text: &str| log.redact(text);
    match entry {
        Entry::Command { command, .. } => json!(OneCommand::new(command, text)),
        Entry::Remark { remark, .. } => json!(OneRemark::new(remark, text)),
        Entry::Exchange(exchange) => exchange_json(log, exchange),
    }
}

fn exchange_json(log: &RequestLog, exchange: &Exchange) -> Value {
    let text = |text: &str| log.redact(text);
    let brought = exchange.brought(text);
    let token = brought.map_or_else(String::new, |(credential, beside)| match beside.as_str() {
        "" => credential.to_string(),
        beside => format!("{credential}, {beside}"),
    });
    let lines = |headers: &Headers| headers.map(text).0.trim_end().to_owned();
    json!({
        "id": exchange.id(),
        "depth": log.depth(exchange),
        "direction": exchange.direction(),
        "app": exchange.app(),
        "partner": log.partner(exchange),
        "method": exchange.method(),
        "origin": text(exchange.origin()),
        "target": text(exchange.target()),
        "folded": text(&folded(exchange, exchange.target())),
        "requestHeaders": lines(&exchange.request_headers),
        "token": token,
        "claims": exchange.claims().map(text),
        "requestBody": text(exchange.request_body()),
        "status": exchange.status(),
        "outcome": exchange.outcome().map(text).to_string(),
        "replyHeaders": lines(&exchange.reply_headers),
        "replyBody": text(exchange.reply_body()),
        "trouble": exchange.is_trouble(),
        "notes": exchange.notes().iter().map(|one| note(&one.map(text))).collect::<Vec<_>>(),
        "took": exchange.took().as_micros().div_ceil(1000),
    })
}

/// The facts of a note, and its words by line.
fn note(note: &Note) -> Value {
    let mut value = json!(note);
    value["trouble"] = note.is_trouble().into();
    value["words"] = note.lines().into();
    value
}
