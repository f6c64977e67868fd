//! Long tasks: what the host begins, answers at once, and has done only later.
//!
//! A task ends by the tenant's clock. Nothing wakes up for it: the first request after its end
//! finds it done, and what it led to fires with that request.

use serde_json::{Value, json};

use super::content::ContentChange;
use super::paging::Window;
use super::rejection::Rejection;
use super::task_list::Task;
use super::{Author, ContentRequest, Decided, Site, Space, Webhook};
use crate::cause::Cause;

/// How many tasks a list shows without a `limit`, and at most.
const STANDARD: usize = 100;

impl Site {
    /// The answer to what is done by a task.
    pub(super) fn begin_deletion(&mut self, space: &Space, author: &Author) -> Value {
        let id = self.contents.next_id();
        let lasts = self.settings().long_task_duration.as_millis();
        let lasts = i64::try_from(lasts).unwrap_or(i64::MAX);
        let task = Task {
            space: space.key.clone(),
            by: author.account.clone(),
            begun_millis: author.now_millis,
            ends_millis: author.now_millis.saturating_add(lasts),
            done: false,
        };
        self.long_tasks.tasks.insert(id, task);
        self.long_tasks.open = self.long_tasks.open.saturating_add(1);
        json!({ "id": id.to_string(), "links": { "status": format!("/rest/api/longtask/{id}") } })
    }

    /// Carries out what has come to its end by now; the events that it is.
    pub(crate) fn settle_tasks(&mut self, now_millis: i64) -> Vec<Webhook> {
        if self.long_tasks.open == 0 {
            return Vec::new();
        }
        let due = |task: &&mut Task| !task.done && task.ends_millis <= now_millis;
        let mut ended = Vec::new();
        for task in self.long_tasks.tasks.values_mut().filter(due) {
            task.done = true;
            ended.push((task.space.clone(), task.by.clone()));
        }
        self.long_tasks.open = self.long_tasks.open.saturating_sub(ended.len());
        let events = ended
            .iter()
            .filter_map(|(space, by)| self.take_space(space, by));
        events.collect()
    }

    /// `GET longtask/{id}`.
    pub(crate) fn read_task(&self, id: &str, now_millis: i64) -> Decided {
        let found = id
            .parse()
            .ok()
            .and_then(|id: u64| self.long_tasks.tasks.get(&id));
        let task = found.ok_or_else(|| {
            let cause = Cause::missing("the task was begun", "`links.status`", id);
            let why = format!("No long task found with id : {id}");
            Rejection::service(404, "NotFoundException", why, cause)
        })?;
        let mut shown = task.shown(id, now_millis);
        let own = format!("{}/rest/api/longtask/{id}", self.base_url());
        shown["_links"] = json!({ "self": own, "base": self.base_url(), "context": "/wiki" });
        Ok(ContentChange::shows(shown))
    }

    /// `GET longtask`: those that are active.
    pub(crate) fn list_tasks(&self, target: &ContentRequest, now_millis: i64) -> Decided {
        let window = Window::of(&target.query, STANDARD, STANDARD)?;
        let active = self.long_tasks.tasks.iter().filter(|(_, task)| !task.done);
        let (part, more) = window.cut(active);
        let shown = part
            .iter()
            .map(|(id, task)| task.shown(&id.to_string(), now_millis));
        let body = self.part_v1(&target.query, window, (shown.collect(), more));
        Ok(ContentChange::shows(body))
    }
}
