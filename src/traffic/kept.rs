//! How much the log keeps of all entries together: beyond it the oldest are shortened.

use std::sync::Arc;

use super::command::Command;
use super::cut::cut;
use super::entries::Entries;
use super::entry::Entry;
use super::exchange::Exchange;
use super::headers::Headers;
use super::note::Note;
use super::outcome::Outcome;
use super::texts::Texts;

/// The most of a text once its entry is one of the oldest, and of notes.
const OF_AN_OLD_TEXT: usize = 64;
const OLD_NOTES: usize = 8;

/// What stands in the place of what is gone.
const DROPPED: &str = "[dropped: setting `limits.log_body_limit`]";

/// How many bytes the entries keep, each and in sum.
#[derive(Debug, Default)]
pub(super) struct Kept {
    of_entries: Vec<usize>,
    sum: usize,
    /// Before this entry all are as short as they get.
    old: usize,
}

impl Kept {
    /// An entry keeps so much, or so much more.
    pub(super) fn add(&mut self, place: usize, bytes: usize) {
        if self.of_entries.len() <= place {
            self.of_entries.resize(place + 1, 0);
        }
        self.of_entries[place] += bytes;
        self.sum += bytes;
    }

    /// Shortens the oldest entries until all together are within the limit, and first of all what
    /// has come to one of them late: `place` is where something was added.
    pub(super) fn hold(&mut self, limit: usize, place: usize, entries: &mut Entries) {
        if place < self.old {
            self.shorten(place, entries);
        }
        while self.sum > limit && self.old < entries.len() {
            self.shorten(self.old, entries);
            self.old += 1;
        }
    }

    fn shorten(&mut self, place: usize, entries: &mut Entries) {
        let left = entries.get_mut(place).map_or(0, shorten);
        if let Some(bytes) = self.of_entries.get_mut(place) {
            self.sum = self.sum.saturating_sub(bytes.saturating_sub(left));
            *bytes = left.min(*bytes);
        }
    }
}

fn brief(text: &str) -> String {
    cut(text, OF_AN_OLD_TEXT).unwrap_or_else(|| text.to_owned())
}

/// Leaves an entry what tells it from others; how many bytes these are.
fn shorten(entry: &mut Entry) -> usize {
    match entry {
        Entry::Exchange(exchange) => shorten_exchange(Arc::make_mut(exchange)),
        Entry::Command { command, .. } => {
            let mut short = command.map(brief);
            if let Command::Upgrade { changes, .. } = &mut short {
                *changes = None;
            }
            *command = Arc::new(short);
            command.to_string().len()
        }
        Entry::Remark { remark, .. } => {
            let words = remark.to_string();
            if words.len() > OF_AN_OLD_TEXT {
                *remark = Arc::new(brief(&words).into());
            }
            words.len().min(2 * OF_AN_OLD_TEXT)
        }
    }
}

fn shorten_exchange(exchange: &mut Exchange) -> usize {
    for body in [&mut exchange.request_body, &mut exchange.reply_body] {
        if !body.is_empty() {
            *body = DROPPED.into();
        }
    }
    if let Some(target) = cut(&exchange.target, OF_AN_OLD_TEXT) {
        exchange.target = target.into();
    }
    exchange.claims = exchange.claims.take().map(|_| DROPPED.into());
    for headers in [&mut exchange.request_headers, &mut exchange.reply_headers] {
        if !headers.0.is_empty() {
            *headers = Headers(format!("…: {DROPPED}\n").into());
        }
    }
    if let Outcome::Failed(why) = &exchange.outcome {
        exchange.outcome = Outcome::Failed(brief(why));
    }
    let more = exchange.notes.len() > OLD_NOTES;
    exchange.notes.truncate(OLD_NOTES);
    exchange
        .notes
        .iter_mut()
        .for_each(|note| *note = note.map(brief));
    exchange.notes.extend(more.then(|| Note::from(DROPPED)));
    let notes = exchange.notes.iter().map(|note| note.to_string().len());
    exchange.target.len() + notes.sum::<usize>()
}
