//! Pages that are archived: by a long task, and never out of the archive again by REST.

use serde_json::Value;

use super::created::id_text;
use super::page_rules::{event, read};
use super::refused::{Act, bad};
use super::stored::Above;
use super::{Api, Author, ContentRequest, Decided, Kind, State, Stored};
use crate::cause::Cause;
use crate::site::rejection::Rejection;
use crate::site::task_list::Work;
use crate::site::{Site, Webhook};

/// How many pages one request archives at most.
const MOST: usize = 300;

impl Site {
    /// `POST content/archive`: all of the pages, or none. The texts are assumed.
    pub(crate) fn archive_pages(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = read(Api::V1, body)?;
        let sent = body["pages"].as_array().map_or(&[][..], Vec::as_slice);
        if sent.is_empty() || sent.len() > MOST {
            let expected = format!("`pages` with 1 to {MOST} ids");
            let cause = Cause::new("the request names pages", expected, sent.len().to_string());
            let why = format!("The number of pages to archive must be from 1 to {MOST}");
            return Err(bad(Api::V1, why, cause));
        }
        if self.long_tasks.is_archiving() {
            let expected = "no other task that archives";
            let cause = Cause::new("one task archives at a time", expected, "one that goes on")
                .with_likely("poll its `links.status` until it is `finished`");
            let why = "An archive job is already running".into();
            return Err(bad(Api::V1, why, cause));
        }
        let mut ids = Vec::new();
        for one in sent {
            let stored = self.to_archive(target, &one["id"])?;
            self.permit(Api::V1, &target.account, stored, Act::Archive)?;
            ids.push(stored.id());
        }
        Ok(self.begin_long_task(Work::ArchivePages(ids), author))
    }

    /// A page of the request that is current and seen by the account.
    fn to_archive(&self, target: &ContentRequest, id: &Value) -> Result<&Stored, Rejection> {
        let named = id_text(id).unwrap_or_default();
        let found = self.contents.named(&named).filter(|one| {
            one.kind == Kind::Page && !one.is_trashed() && self.may_see(&target.account, one)
        });
        let (why, got) = match found {
            Some(stored) if stored.is_current() => return Ok(stored),
            Some(_) => (
                format!("Page {named} is already archived"),
                "it is archived",
            ),
            None => (format!("Page {named} does not exist"), "no such page"),
        };
        let cause = Cause::new("what is archived is a current page", &named, got);
        Err(bad(Api::V1, why, cause))
    }

    /// What the task does: each page that is current by then, and no page below it.
    pub(in crate::site) fn archive(&mut self, ids: &[u64], author: &Author) -> Vec<Webhook> {
        self.retire(ids, State::Archived, "archived", author)
    }

    /// Takes current pages out of the tree, into this state. The current pages below them go to the
    /// nearest current page above.
    pub(super) fn retire(
        &mut self,
        ids: &[u64],
        into: State,
        what: &str,
        author: &Author,
    ) -> Vec<Webhook> {
        let mut events = Vec::new();
        for id in ids {
            let page = self.contents.get(*id).filter(|one| one.is_current());
            let Some(page) = page.map(|one| one.page.clone()) else {
                continue;
            };
            self.contents.change(*id, |stored| stored.state = into);
            events.push(event(Kind::Page, what, page, author));
        }
        for id in ids {
            self.lift_children(*id);
        }
        events
    }

    fn lift_children(&mut self, id: u64) {
        let Some(gone) = self.contents.get(id) else {
            return;
        };
        let mut above = self.contents.ancestors(gone).into_iter().rev();
        let above = above.find(|one| one.is_current()).map(Stored::id);
        let children = self.contents.below(Above::Content(id), Kind::Page);
        let children = children.filter(|one| one.is_current()).map(Stored::id);
        for child in children.collect::<Vec<_>>() {
            self.contents.change(child, |one| one.page.parent = above);
        }
    }
}
