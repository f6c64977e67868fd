//! The long tasks of a site, as data.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The deletion of a space.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) space: String,
    pub(super) by: String,
    pub(super) begun_millis: i64,
    pub(super) ends_millis: i64,
    pub(super) done: bool,
}

/// All that were ever begun, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct LongTasks {
    pub(super) tasks: BTreeMap<u64, Task>,
    /// Those that are not done.
    pub(super) open: usize,
}

impl Task {
    /// The name of the task is assumed, and so are the percentages on the way.
    pub(super) fn shown(&self, id: &str, now_millis: i64) -> Value {
        let end = if self.done {
            self.ends_millis
        } else {
            now_millis
        };
        let elapsed = end.saturating_sub(self.begun_millis).max(0);
        let whole = self.ends_millis.saturating_sub(self.begun_millis).max(1);
        let part = elapsed.saturating_mul(100).checked_div(whole).unwrap_or(0);
        let percentage = if self.done { 100 } else { part.min(99) };
        json!({
            "id": id,
            "name": { "key": "com.atlassian.confluence.spaces.delete", "args": [self.space] },
            "elapsedTime": elapsed,
            "percentageComplete": percentage,
            "successful": self.done,
            "finished": self.done,
            "messages": [],
            "status": if self.done { "Complete" } else { "In progress" },
            "errors": [],
            "additionalDetails": {},
        })
    }
}
