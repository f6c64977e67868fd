//! The live side of the log: exchanges begin, learn things, and finish.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

use super::cleaner::Cleaner;
use super::command::Command;
use super::credential::Credential;
use super::entries::Entries;
use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::headers::{Headers, without_tokens};
use super::kept_text::{clean, clean_headers, line, unshared};
use super::known_secrets::KnownSecrets;
use super::note::Note;
use super::outcome::Outcome;
use super::placeholders::Placeholders;
use super::recorded::{Open, Recorded};
use super::remark::Remark;
use super::repeated::Repeated;
use super::request_log::RequestLog;
use super::texts::Texts;
use crate::clock::Clock;

/// The first half of an exchange.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    /// Whether the call came by the proxy of a look-alike network.
    pub(crate) by_proxy: bool,
    pub(crate) direction: Direction,
    pub(crate) app: Option<&'a str>,
    pub(crate) method: &'a str,
    pub(crate) origin: &'a str,
    pub(crate) target: &'a str,
    pub(crate) headers: Headers,
    pub(crate) credential: Option<Credential>,
    pub(crate) claims: Option<String>,
    pub(crate) body: &'a [u8],
}

/// A command in the log, to say more of it once more is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommandId(usize);

/// Collects a tenant's exchanges.
#[derive(Debug)]
pub(crate) struct Recorder {
    /// Held for the length of one change, never while anything waits.
    inner: Mutex<Recorded>,
    changed: watch::Sender<u64>,
    clock: Clock,
    limit: usize,
}

impl Recorder {
    pub(crate) fn new(clock: Clock, limit: usize) -> Self {
        Self {
            limit,
            clock,
            inner: Mutex::new(Recorded {
                entries: Entries::counted_from(first_revision()),
                ..Recorded::default()
            }),
            changed: watch::Sender::new(0),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Recorded> {
        self.inner
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// What stands for the tenant's and the apps' origins when the log is shown.
    pub(crate) fn names(&self, change: impl FnOnce(&mut Placeholders)) {
        let mut inner = self.inner();
        let before = inner.names.count();
        change(&mut inner.names);
        if inner.names.count() != before {
            inner.entries.change_all();
        }
    }

    /// What no entry of the log keeps from now on.
    pub(crate) fn secrets<R>(&self, change: impl FnOnce(&mut KnownSecrets) -> R) -> R {
        change(&mut self.inner().cleaner.known)
    }

    /// An access token of Forge's, `systemToken#n` or `userToken#n`, for this app, that is good so long.
    pub(crate) fn forge_token(&self, token: &str, kind: &str, app: &str, expires_millis: i64) {
        let mut inner = self.inner();
        inner.cleaner.known.add_forge_token(token, kind);
        let label = inner.cleaner.known.label(token);
        inner.token_ends.add(&label, app, expires_millis);
        inner.entries.change();
    }

    /// The access tokens of this app's installation are good no more.
    pub(crate) fn end_forge_tokens(&self, app: &str) {
        let mut inner = self.inner();
        let after = inner.count;
        inner.token_ends.end(app, after);
        inner.entries.change();
    }

    /// Masks a text from now on, and in all there is.
    pub(crate) fn mask(&self, text: &str) {
        let mut inner = self.inner();
        let number = inner.cleaner.masks.add(text);
        let Recorded {
            entries,
            cleaner,
            apps,
            ..
        } = &mut *inner;
        for place in 0..entries.len() {
            if let Some(entry) = entries.get_mut(place) {
                let masked = entry.map(|text| cleaner.clean(text).into_owned());
                apps.moved(entry.app(), masked.app());
                *entry = masked;
            }
        }
        drop(inner);
        self.command(&Command::Mask { number });
    }

    /// Whether a callback waits for its answer.
    pub(crate) fn awaits_answer(&self) -> bool {
        self.inner().open_callback(Direction::FromApp).is_some()
    }

    /// Takes the request in; its number is its place by beginning.
    pub(crate) fn begin(&self, opening: Opening<'_>) -> u32 {
        let mut inner = self.inner();
        inner.count += 1;
        let id = inner.count;
        let parent = inner.open_callback(opening.direction);
        let Recorded {
            cleaner, repeated, ..
        } = &mut *inner;
        let exchange = Exchange {
            id,
            parent,
            direction: opening.direction,
            by_proxy: opening.by_proxy,
            app: opening.app.map(|app| repeated.share(&clean(cleaner, app))),
            method: repeated.share(&clean(cleaner, opening.method)),
            origin: repeated.share(opening.origin),
            target: clean(cleaner, &without_tokens(opening.target)).into(),
            request_headers: clean_headers(cleaner, repeated, &opening.headers),
            credential: opening.credential.map(|one| Arc::new(one.cleaned(cleaner))),
            claims: opening.claims.map(|claims| clean(cleaner, &claims).into()),
            request_body: cleaner.kept(opening.body).into(),
            outcome: Outcome::Pending,
            reply_headers: Headers::default(),
            reply_body: "".into(),
            notes: Vec::new(),
            started_millis: self.clock.now_millis(),
            took_micros: 0,
        };
        let exchange = Arc::new(exchange);
        let place = inner.entries.push(Entry::Exchange(exchange.clone()));
        let since = Instant::now();
        inner.open.push(Open { place, since });
        inner.of_app(None, exchange.app.as_ref());
        inner.places.push(place);
        let claims = exchange.claims.as_ref().map_or(0, |claims| claims.len());
        let texts = exchange.target.len() + exchange.request_body.len() + claims;
        let headers = unshared(&exchange.request_headers);
        inner.keep(place, texts + headers, self.limit);
        // A subscriber is the user's code: it may read the log.
        drop(inner);
        tracing::debug!(target: "mockfluence", id, direction = ?exchange.direction,
            method = %exchange.method, path = %exchange.target,
            token = exchange.credential().map(line), "begun");
        id
    }

    /// Says who calls, and the claims of the token where they are new.
    pub(crate) fn credential(
        &self,
        id: u32,
        app: Option<&str>,
        credential: &Credential,
        claims: Option<String>,
    ) {
        self.change(id, |exchange, cleaner, repeated| {
            if let Some(app) = app {
                exchange.app = Some(repeated.share(&clean(cleaner, app)));
            }
            exchange.credential = Some(Arc::new(credential.clone().cleaned(cleaner)));
            if let Some(claims) = claims {
                exchange.claims = Some(clean(cleaner, &claims).into());
            }
            exchange.claims.as_ref().map_or(0, |claims| claims.len())
        });
    }

    pub(crate) fn note(&self, id: u32, note: impl Into<Note>) {
        let note = note.into().cleaned(&self.inner().cleaner);
        let words = note.to_string();
        self.change(id, |exchange, _, _| {
            exchange.notes.push(note);
            words.len()
        });
        tracing::debug!(target: "mockfluence", id, note = words, "noted");
    }

    /// Says whose exchanges these were, once it is known.
    pub(crate) fn name_app(&self, ids: &[u32], app: &str) {
        for id in ids {
            self.change(*id, |exchange, cleaner, repeated| {
                exchange.app = Some(repeated.share(&clean(cleaner, app)));
                0
            });
        }
    }

    /// A request within a callback that brings no credential comes from the app that was called.
    pub(crate) fn name_app_by_callback(&self, id: u32) {
        let app = {
            let inner = self.inner();
            let exchange = inner.find(id);
            let parent = exchange.and_then(|exchange| inner.find(exchange.parent?));
            parent.and_then(|parent| parent.app.clone())
        };
        if let Some(app) = app {
            self.change(id, |exchange, _, _| {
                exchange.app = Some(app);
                0
            });
        }
    }

    /// What the tester does, before it is done.
    pub(crate) fn command(&self, command: &Command) -> CommandId {
        let mut inner = self.inner();
        let command = command.clone().cleaned(&inner.cleaner);
        let words = command.to_string();
        let after = inner.count;
        let place = inner.entries.push(Entry::Command {
            after,
            pending: command.is_to_be_learnt(),
            command: Arc::new(command),
        });
        inner.keep(place, words.len(), self.limit);
        drop(inner);
        tracing::debug!(target: "mockfluence", words, "commanded");
        CommandId(place)
    }

    /// Says what a command turned out to be.
    pub(crate) fn learn(&self, CommandId(place): CommandId, command: &Command) {
        let mut inner = self.inner();
        let known = command.clone().cleaned(&inner.cleaner);
        if let Some(Entry::Command {
            command, pending, ..
        }) = inner.entries.get_mut(place)
        {
            let bytes = known.to_string().len();
            *command = Arc::new(known);
            *pending = false;
            inner.keep(place, bytes, self.limit);
        }
    }

    /// The command is over, and nothing more is learnt of it.
    pub(crate) fn settle(&self, CommandId(place): CommandId) {
        if let Some(Entry::Command { pending, .. }) = self.inner().entries.get_mut(place) {
            *pending = false;
        }
    }

    /// A line of its own, for what happens without a request.
    pub(crate) fn remark(&self, remark: impl Into<Remark>) {
        let mut inner = self.inner();
        let remark = remark.into().cleaned(&inner.cleaner);
        let words = remark.to_string();
        let after = inner.count;
        let remark = Arc::new(remark);
        let place = inner.entries.push(Entry::Remark { after, remark });
        inner.keep(place, words.len(), self.limit);
        drop(inner);
        tracing::debug!(target: "mockfluence", text = words, "remarked");
    }

    pub(crate) fn finish(&self, id: u32, outcome: Outcome, headers: &Headers, body: &[u8]) {
        let (took, outcome) = {
            let inner = self.inner();
            let clean = |why: &str| inner.cleaner.clean(why).into_owned();
            (inner.took(id), outcome.map(clean))
        };
        self.change(id, |exchange, cleaner, repeated| {
            exchange.took_micros = took;
            exchange.outcome = outcome.map(|why| clean(cleaner, why));
            exchange.reply_headers = clean_headers(cleaner, repeated, headers);
            exchange.reply_body = cleaner.kept(body).into();
            exchange.reply_body.len() + unshared(&exchange.reply_headers)
        });
        self.inner().close(id);
        tracing::debug!(target: "mockfluence", id, ?outcome, "finished");
        self.changed.send_modify(|count| *count += 1);
    }

    /// The change says how many bytes more the exchange keeps.
    fn change(
        &self,
        id: u32,
        change: impl FnOnce(&mut Exchange, &Cleaner, &mut Repeated) -> usize,
    ) {
        let mut inner = self.inner();
        let Some(place) = inner.place(id) else { return };
        let Recorded {
            entries,
            cleaner,
            repeated,
            ..
        } = &mut *inner;
        if let Some(Entry::Exchange(exchange)) = entries.get_mut(place) {
            let before = exchange.app.clone();
            let bytes = change(Arc::make_mut(exchange), cleaner, repeated);
            let now = exchange.app.clone();
            inner.of_app(before.as_ref(), now.as_ref());
            inner.keep(place, bytes, self.limit);
        }
    }

    /// A text of the test itself, as the log would keep it.
    pub(crate) fn without_secrets(&self, text: &str) -> String {
        clean(&self.inner().cleaner, text)
    }

    /// How many entries the log has.
    pub(crate) fn len(&self) -> usize {
        self.inner().entries.len()
    }

    /// The log as it stands.
    pub(crate) fn log(&self) -> RequestLog {
        let inner = self.inner();
        RequestLog::new(
            inner.entries.clone(),
            inner.names.clone(),
            inner.token_ends.clone(),
        )
    }

    /// Counts the finished exchanges; changes when one finishes.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

/// The time, in microseconds: nothing changes as often, so that none of a tenant's revisions is one of a
/// tenant that had its name before.
fn first_revision() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| u64::try_from(now.as_micros()).unwrap_or(0))
}
