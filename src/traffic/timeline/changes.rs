//! What is new of a log, for a page that shows it while it grows.

use serde_json::{Value, json};

use super::super::lives::lives;
use super::super::request_log::RequestLog;
use super::entry_json;

/// What was added to a whole log, or has changed in it, after a revision, at most so many entries of it: with the
/// revision to go on from, whether there is more, and with the last of it the lives of secrets, tokens and
/// keys. All of it to whoever names no revision of this log.
#[must_use]
pub fn changes(log: &RequestLog, since: u64, at_most: usize) -> Value {
    let now = log.revision();
    let mut changed = log.changed_after(if since <= now { since } else { 0 });
    let more = changed.len() > at_most;
    changed.truncate(at_most);
    let revision = match changed.last() {
        Some((last, _)) if more => *last,
        _ if more => since,
        _ => now,
    };
    let entries = changed.iter().filter_map(|(_, place)| {
        let entry = entry_json(log, log.entry(*place)?);
        Some(json!({ "place": place, "entry": entry }))
    });
    let mut changes = json!({
        "revision": revision,
        "total": log.len(),
        "entries": entries.collect::<Vec<_>>(),
        "more": more,
    });
    if !more && since != now {
        changes["lives"] = lives(log)
            .iter()
            .map(|life| {
                let mut value = json!(life);
                value["begins"] = life.begins.into();
                value["ends"] = life.ends.into();
                value
            })
            .collect();
    }
    changes
}
