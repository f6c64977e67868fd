//! By what host and app know each other, and from where to where in the log it is good: secrets, tokens, keys.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;

use super::command::Command;
use super::credential::{Credential, Signer};
use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::note::Note;
use super::request_log::RequestLog;
use super::token_ends::TokenEnds;
use crate::clock::ClockMove;

/// How long an invocation token is good.
const INVOCATION_TOKEN: i64 = 25_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Secret,
    /// The app's own, or a user's.
    AccessToken,
    /// All that went to one app, which follow each other.
    InvocationToken,
    InvocationKey,
}

/// One secret, token or key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Life {
    pub(super) kind: Kind,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) app: Option<String>,
    /// The places of the first and the last entry at which it is good; without the last it still is.
    #[serde(skip)]
    pub(super) begins: usize,
    #[serde(skip)]
    pub(super) ends: Option<usize>,
    /// When it expires.
    #[serde(skip)]
    until: Option<i64>,
    #[serde(skip)]
    after: Option<u32>,
}

/// All that begin in this log, in the order in which they do.
pub(super) fn lives(log: &RequestLog) -> Vec<Life> {
    let mut found = Found {
        ends: log.token_ends(),
        lives: Vec::new(),
        open: Vec::new(),
        names: HashSet::new(),
        rotations: 0,
        now: 0,
    };
    for (place, entry) in log.entries().enumerate() {
        match entry {
            Entry::Exchange(exchange) => found.look(exchange, place),
            Entry::Command { command, .. } if **command == Command::RotateInvocationKey => {
                found.rotations += 1;
                found.end(place, |life| life.kind == Kind::InvocationKey);
            }
            Entry::Command { command, .. } => {
                if let Command::MoveClock(by) = &**command {
                    found.move_clock(*by, place);
                }
            }
            Entry::Remark { .. } => {}
        }
    }
    found.lives
}

struct Found<'a> {
    ends: &'a TokenEnds,
    lives: Vec<Life>,
    /// The places in `lives` of those that have not ended: few, however many there were.
    open: Vec<usize>,
    names: HashSet<String>,
    rotations: usize,
    /// The tenant's time, as far as the log has come.
    now: i64,
}

impl Found<'_> {
    /// What it passes by expires there.
    fn move_clock(&mut self, by: ClockMove, place: usize) {
        match by {
            ClockMove::Advance { millis } => self.now = self.now.saturating_add(millis),
            ClockMove::Set { millis } => self.now = millis,
            ClockMove::Rewind { .. } | ClockMove::Reset => return,
        }
        let now = self.now;
        self.end(place, |life| life.until.is_some_and(|until| until <= now));
    }

    fn look(&mut self, exchange: &Exchange, place: usize) {
        let (id, now) = (exchange.id(), exchange.started_millis());
        self.now = now;
        self.end(place.saturating_sub(1), |life| {
            let expired = life.until.is_some_and(|until| until <= now);
            expired || life.after.is_some_and(|after| after < id)
        });
        if let Some(name) = secret(exchange) {
            self.secret(name, exchange, place);
        }
        if is_invocation(exchange) {
            self.invocation(exchange, place);
        }
        for label in access_tokens(exchange) {
            self.access_token(&label, exchange, place);
        }
        self.end(place, |life| life.after == Some(id));
    }

    /// Ends what is open and meets this.
    fn end(&mut self, place: usize, is_over: impl Fn(&Life) -> bool) {
        let lives = &mut self.lives;
        self.open.retain(|at| {
            let life = &mut lives[*at];
            let over = is_over(life);
            if over {
                life.ends = Some(place.max(life.begins));
            }
            !over
        });
    }

    fn begin(&mut self, kind: Kind, name: String, exchange: &Exchange, place: usize) -> &mut Life {
        self.open.push(self.lives.len());
        self.names.insert(name.clone());
        self.lives.push(Life {
            kind,
            name,
            app: exchange.app().map(str::to_owned),
            begins: place,
            ends: None,
            until: None,
            after: None,
        });
        self.lives.last_mut().expect("one was pushed")
    }

    fn open(&mut self, is_it: impl Fn(&Life) -> bool) -> Option<&mut Life> {
        let mut open = self.open.iter();
        let at = open.find(|at| is_it(&self.lives[**at]))?;
        self.lives.get_mut(*at)
    }

    /// It lives until the same app accepts the next one.
    fn secret(&mut self, name: String, exchange: &Exchange, place: usize) {
        let app = exchange.app();
        let same = |life: &Life| life.kind == Kind::Secret && life.app.as_deref() == app;
        if self.open(same).is_some_and(|life| life.name == name) {
            return;
        }
        self.end(place, same);
        self.begin(Kind::Secret, name, exchange, place);
    }

    fn invocation(&mut self, exchange: &Exchange, place: usize) {
        if self.open(|life| life.kind == Kind::InvocationKey).is_none() {
            let name = format!("invocation key#{}", self.rotations + 1);
            self.begin(Kind::InvocationKey, name, exchange, place).app = None;
        }
        let until = Some(exchange.started_millis().saturating_add(INVOCATION_TOKEN));
        let app = exchange.app();
        let same = |life: &Life| life.kind == Kind::InvocationToken && life.app.as_deref() == app;
        match self.open(same) {
            Some(life) => life.until = until,
            None => {
                let name = "invocation tokens".to_owned();
                self.begin(Kind::InvocationToken, name, exchange, place)
                    .until = until;
            }
        }
    }

    /// From where it is first seen, if it is good there.
    fn access_token(&mut self, label: &str, exchange: &Exchange, place: usize) {
        let Some(end) = self.ends.of(label) else {
            return;
        };
        let over = end.after.is_some_and(|after| after < exchange.id());
        let expired = end.expires_millis <= exchange.started_millis();
        if over || expired || self.names.contains(label) {
            return;
        }
        let life = self.begin(Kind::AccessToken, label.to_owned(), exchange, place);
        (life.until, life.after) = (Some(end.expires_millis), end.after);
    }
}

/// The label of the secret that an accepted `installed` brings.
fn secret(exchange: &Exchange) -> Option<String> {
    let accepted = exchange.status().is_some_and(|status| status < 300);
    let may_be = accepted && exchange.request_body().contains("sharedSecret");
    if exchange.direction() != Direction::ToApp || !may_be {
        return None;
    }
    let body: Value = serde_json::from_str(exchange.request_body()).ok()?;
    Some(body.get("sharedSecret")?.as_str()?.to_owned())
}

/// Whether it is a call of Forge's with a token that nothing has spoilt.
fn is_invocation(exchange: &Exchange) -> bool {
    let signed = matches!(
        exchange.credential(),
        Some(Credential::Jwt {
            signer: Signer::InvocationKey,
            ..
        })
    );
    let spoilt = |note: &Note| matches!(note, Note::Fault { .. });
    exchange.direction() == Direction::ToApp && signed && !exchange.notes().iter().any(spoilt)
}

/// The labels of those that an exchange shows: brought to the app, used by it, or given to it for a user.
fn access_tokens(exchange: &Exchange) -> Vec<String> {
    let mut found: Vec<String> = exchange.carried().map(str::to_owned).collect();
    if let Some(Credential::Forge { token, .. }) = exchange.credential() {
        found.push(token.clone());
    }
    if exchange.path().ends_with("/graphql") {
        let body = exchange.reply_json().unwrap_or_default();
        let given = body.pointer("/data/offlineUserAuthToken/authToken/token");
        found.extend(given.and_then(Value::as_str).map(str::to_owned));
    }
    found
}
