//! Long tasks: what the host begins, answers at once, and has done only later.
//!
//! A task ends by the tenant's clock. Nothing wakes up for it: the first request after its end
//! finds it done, and what it led to fires with that request.

use serde_json::json;

use super::content::ContentChange;
use super::paging::Window;
use super::rejection::Rejection;
use super::task_list::{Ended, Task, Work};
use super::{Author, ContentRequest, Decided, Site, Webhook};
use crate::cause::Cause;

/// How many tasks a list shows without a `limit`, and at most.
const STANDARD: usize = 100;

impl Site {
    /// The answer to what is done by a task, which is begun.
    pub(super) fn begin_long_task(&mut self, work: Work, author: &Author) -> ContentChange {
        let id = self.contents.next_id();
        let lasts = self.settings().long_task_duration.as_millis();
        let lasts = i64::try_from(lasts).unwrap_or(i64::MAX);
        let task = Task {
            work,
            by: author.account.clone(),
            begun_millis: author.now_millis,
            ends_millis: author.now_millis.saturating_add(lasts),
            ended: None,
        };
        self.long_tasks.tasks.insert(id, task);
        self.long_tasks.open = self.long_tasks.open.saturating_add(1);
        let link = format!("/rest/api/longtask/{id}");
        ContentChange {
            status: 202,
            ..ContentChange::shows(json!({ "id": id.to_string(), "links": { "status": link } }))
        }
    }

    /// Carries out what has come to its end by now; the events that it is.
    pub(crate) fn settle_tasks(&mut self, now_millis: i64) -> Vec<Webhook> {
        if self.long_tasks.open == 0 {
            return Vec::new();
        }
        let tasks = self.long_tasks.tasks.iter();
        let due = tasks.filter(|(_, task)| task.ended.is_none() && task.ends_millis <= now_millis);
        let due: Vec<(u64, Task)> = due.map(|(id, task)| (*id, task.clone())).collect();
        let mut events = Vec::new();
        for (id, task) in due {
            let (ended, fired) = self.carry_out(&task);
            events.extend(fired);
            if let Some(task) = self.long_tasks.tasks.get_mut(&id) {
                task.ended = Some(ended);
                self.long_tasks.open = self.long_tasks.open.saturating_sub(1);
            }
        }
        events
    }

    fn carry_out(&mut self, task: &Task) -> (Ended, Vec<Webhook>) {
        let author = Author {
            account: task.by.clone(),
            now_millis: task.ends_millis,
        };
        let done = |events| (Ended::default(), events);
        match &task.work {
            Work::DeleteSpace(key) => {
                let gone = self.take_space(key, &author.account);
                done(gone.into_iter().collect())
            }
            Work::ArchivePages(ids) => done(self.archive(ids, &author)),
            Work::TrashTree(id) => done(self.trash_tree(*id, &author)),
            Work::CopyTree(copy) => match self.copy_tree(copy, &author) {
                Ok((details, events)) => {
                    let details = Some(details);
                    (
                        Ended {
                            error: None,
                            details,
                        },
                        events,
                    )
                }
                Err(key) => {
                    let error = Some(key);
                    (
                        Ended {
                            error,
                            details: None,
                        },
                        Vec::new(),
                    )
                }
            },
        }
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
        let active = self
            .long_tasks
            .tasks
            .iter()
            .filter(|(_, task)| task.ended.is_none());
        let (part, more) = window.cut(active);
        let shown = part
            .iter()
            .map(|(id, task)| task.shown(&id.to_string(), now_millis));
        let body = self.part_v1(&target.query, window, (shown.collect(), more));
        Ok(ContentChange::shows(body))
    }
}
