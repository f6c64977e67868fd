//! The long tasks of a site, as data.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::content::TreeCopy;

/// What a task does when it ends.
#[derive(Clone, Debug)]
pub(super) enum Work {
    /// The space of this key, and all that is in it.
    DeleteSpace(String),
    ArchivePages(Vec<u64>),
    /// A page and all pages below it, to the trash.
    TrashTree(u64),
    CopyTree(TreeCopy),
}

impl Work {
    /// The names are assumed; arguments are objects, and of which form is not known.
    fn name(&self) -> Value {
        let key = match self {
            Work::DeleteSpace(_) => "com.atlassian.confluence.spaces.delete",
            Work::ArchivePages(_) => "com.atlassian.confluence.pages.archive",
            Work::TrashTree(_) => "com.atlassian.confluence.pages.delete.tree",
            Work::CopyTree(_) => "com.atlassian.confluence.pages.copy.tree",
        };
        json!({ "key": key, "args": [] })
    }
}

/// How a task has ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Ended {
    /// One of the status keys that the API description has for what went wrong.
    pub(super) error: Option<&'static str>,
    pub(super) details: Option<Value>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) work: Work,
    pub(super) by: String,
    pub(super) begun_millis: i64,
    pub(super) ends_millis: i64,
    pub(super) ended: Option<Ended>,
}

/// All that were ever begun, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct LongTasks {
    pub(super) tasks: BTreeMap<u64, Task>,
    /// Those that are not done.
    pub(super) open: usize,
}

impl LongTasks {
    /// Whether pages are being archived.
    pub(super) fn is_archiving(&self) -> bool {
        let open = self.tasks.values().filter(|task| task.ended.is_none());
        self.open > 0
            && open
                .into_iter()
                .any(|task| matches!(task.work, Work::ArchivePages(_)))
    }
}

impl Task {
    /// The percentages on the way are assumed.
    pub(super) fn shown(&self, id: &str, now_millis: i64) -> Value {
        let done = self.ended.is_some();
        let error = self.ended.as_ref().and_then(|ended| ended.error);
        let details = self.ended.as_ref().and_then(|ended| ended.details.clone());
        let end = if done { self.ends_millis } else { now_millis };
        let elapsed = end.saturating_sub(self.begun_millis).max(0);
        let whole = self.ends_millis.saturating_sub(self.begun_millis).max(1);
        let part = elapsed.saturating_mul(100).checked_div(whole).unwrap_or(0);
        let percentage = if done { 100 } else { part.min(99) };
        let status = match (done, error) {
            (false, _) => "In progress",
            (true, None) => "Complete",
            (true, Some(_)) => "Failed",
        };
        let errors = error.map(|key| json!({ "translation": key, "args": [] }));
        json!({
            "id": id,
            "name": self.work.name(),
            "elapsedTime": elapsed,
            "percentageComplete": percentage,
            "successful": done && error.is_none(),
            "finished": done,
            "messages": [],
            "status": status,
            "errors": errors.into_iter().collect::<Vec<_>>(),
            "additionalDetails": details.unwrap_or_else(|| json!({})),
        })
    }
}
