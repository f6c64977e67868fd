//! The log as one HTML page: lanes, the lives of secrets, details on demand. It needs no network.

use serde_json::{Value, json};

use super::exchange::{Direction, Exchange, Outcome};
use super::note::Note;
use super::request_log::{Entry, RequestLog};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("timeline.js");

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

/// The page of [`RequestLog::html`], with additions.
#[must_use]
pub fn page(title: &str, log: &RequestLog, additions: Additions<'_>) -> String {
    // Within a script element nothing may look like the end of it.
    let data = entries(log).to_string().replace('<', "\\u003c");
    let parts = [
        ("{title}", escaped(title)),
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
    let entries = log.entries().iter().map(|entry| match entry {
        Entry::Remark { text, .. } => json!({ "remark": log.shown(text) }),
        Entry::Exchange(exchange) => shown(log, exchange),
    });
    entries.collect()
}

fn shown(log: &RequestLog, exchange: &Exchange) -> Value {
    let text = |text: &str| log.shown(text);
    let outcome = match &exchange.outcome {
        Outcome::Pending => "not answered yet".to_owned(),
        Outcome::NotSent => "not sent".to_owned(),
        Outcome::Failed(why) => text(why),
        Outcome::Status(status) => status.to_string(),
    };
    json!({
        "id": exchange.id,
        "depth": log.depth(exchange),
        "direction": match exchange.direction {
            Direction::ToApp => "to-app",
            Direction::FromApp => "from-app",
        },
        "app": exchange.app,
        "method": exchange.method,
        "origin": text(&exchange.origin),
        "target": text(&exchange.target),
        "requestHeaders": text(&exchange.request_headers),
        "token": text(&exchange.token),
        "claims": exchange.claims.as_deref().map(text),
        "requestBody": text(&exchange.request_body),
        "status": exchange.status(),
        "outcome": outcome,
        "replyHeaders": text(&exchange.reply_headers),
        "replyBody": text(&exchange.reply_body),
        "notes": exchange.notes.iter().map(|note| note.map(text)).map(shown_note).collect::<Vec<_>>(),
        "took": exchange.took_micros.div_ceil(1000),
    })
}

/// The facts of a note, and its words.
fn shown_note(note: Note) -> Value {
    let words = note.to_string();
    let mut value = json!(note);
    value["words"] = words.into();
    value
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
