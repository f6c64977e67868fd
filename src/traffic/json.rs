//! The log for machines: everything but times, with placeholders in place of what differs from run
//! to run.

use serde::de::IgnoredAny;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::command::Command;
use super::credential::Credential;
use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::headers::Headers;
use super::note::Note;
use super::outcome::Outcome;
use super::remark::Remark;
use super::request_log::RequestLog;
use super::texts::Texts;

impl Serialize for RequestLog {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = |text: &str| self.redact(text);
        serializer.collect_seq(self.entries().map(|entry| match entry {
            Entry::Exchange(exchange) => {
                Line::Exchange(Box::new(OneExchange::new(exchange, shown)))
            }
            Entry::Command {
                command, pending, ..
            } => Line::Command(OneCommand::new(command, shown).pending(*pending)),
            Entry::Remark { remark, .. } => Line::Remark(OneRemark::new(remark, shown)),
        }))
    }
}

impl Exchange {
    /// The request's body as JSON, if it is.
    #[must_use]
    pub fn request_json(&self) -> Option<Value> {
        serde_json::from_str(self.request_body()).ok()
    }

    /// The reply's body as JSON, if it is.
    #[must_use]
    pub fn reply_json(&self) -> Option<Value> {
        serde_json::from_str(self.reply_body()).ok()
    }

    /// The token's claims, without its times.
    #[must_use]
    pub fn claims_json(&self) -> Option<Value> {
        serde_json::from_str(self.claims()?).ok()
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Line {
    Exchange(Box<OneExchange>),
    Command(OneCommand),
    Remark(OneRemark),
}

/// A command: its facts, and its words.
#[derive(Serialize)]
pub(super) struct OneCommand {
    #[serde(flatten)]
    command: Command,
    words: String,
    /// As long as it is to turn out what it is, as of an exchange that is not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
}

impl OneCommand {
    pub(super) fn new(command: &Command, shown: impl Fn(&str) -> String) -> Self {
        let command = command.map(shown);
        let words = command.to_string();
        Self {
            command,
            words,
            outcome: None,
        }
    }

    pub(super) fn pending(mut self, pending: bool) -> Self {
        self.outcome = pending.then_some(Outcome::Pending);
        self
    }
}

/// A remark: its words, and its facts.
#[derive(Serialize)]
pub(super) struct OneRemark {
    remark: String,
    #[serde(flatten)]
    facts: Remark,
}

impl OneRemark {
    pub(super) fn new(remark: &Remark, shown: impl Fn(&str) -> String) -> Self {
        let facts = remark.map(shown);
        let remark = facts.to_string();
        Self { remark, facts }
    }
}

/// A body: the JSON that it is, if it is an object or an array, with its fields in the order sent;
/// else a text.
struct Body(String);

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_nested = self.0.trim_start().starts_with(['{', '[']);
        match serde_json::from_str::<IgnoredAny>(&self.0) {
            Ok(_) if is_nested => {
                let mut json = serde_json::Deserializer::from_str(&self.0);
                serde_transcode::transcode(&mut json, serializer)
            }
            _ => serializer.serialize_str(&self.0),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OneExchange {
    id: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<u32>,
    direction: Direction,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_proxy: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    app: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    method: String,
    origin: String,
    target: String,
    request_headers: Headers,
    /// The credential in words.
    token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<Credential>,
    /// The access tokens that it brought beside, by their labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    carried: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Body>,
    request_body: Body,
    outcome: Outcome,
    reply_headers: Headers,
    reply_body: Body,
    refused: bool,
    trouble: bool,
    notes: Vec<Note>,
}

impl OneExchange {
    fn new(exchange: &Exchange, shown: impl Fn(&str) -> String) -> Self {
        let shown = &shown;
        let credential = exchange.credential().map(|one| one.map(shown));
        Self {
            id: exchange.id(),
            parent: exchange.parent(),
            direction: exchange.direction(),
            by_proxy: exchange.is_by_proxy(),
            app: exchange.app().map(shown),
            user: exchange.user().map(shown),
            method: shown(exchange.method()),
            origin: shown(exchange.origin()),
            target: shown(exchange.target()),
            request_headers: exchange.request_headers.map(shown),
            token: credential.iter().map(ToString::to_string).collect(),
            credential,
            carried: exchange.carried().map(shown).collect(),
            claims: exchange.claims().map(|claims| Body(shown(claims))),
            request_body: Body(shown(exchange.request_body())),
            outcome: exchange.outcome().map(shown),
            reply_headers: exchange.reply_headers.map(shown),
            reply_body: Body(shown(exchange.reply_body())),
            refused: exchange.is_refused(),
            trouble: exchange.is_trouble(),
            notes: exchange
                .notes()
                .iter()
                .map(|note| note.map(shown))
                .collect(),
        }
    }
}
