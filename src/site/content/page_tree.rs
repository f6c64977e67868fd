//! A page and all that is below it: trashed, or copied, by a long task.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::along::{Along, Titles, TreeCopy};
use super::contents::folded;
use super::created::id_text;
use super::links::web_ui;
use super::page_rules::{event, read};
use super::refused::{Act, bad, missing, no_place};
use super::{Api, Author, ContentRequest, Decided, Kind, State, Stored};
use crate::cause::Cause;
use crate::site::rejection::Rejection;
use crate::site::task_list::Work;
use crate::site::{ContentOperation, Site, Webhook};

/// How many pages one request copies at most: our own bound, for a tree that is copied into itself
/// doubles.
const MOST: usize = 10_000;

impl Site {
    /// `DELETE content/{id}/pageTree`.
    pub(crate) fn delete_tree(&mut self, target: &ContentRequest, author: &Author) -> Decided {
        let stored = self.stored(target)?;
        if stored.kind != Kind::Page || !stored.is_current() {
            let got = format!("a {} that is {}", stored.kind.name(), stored.state.name());
            let cause = Cause::new("a tree begins with a current page", "a current page", got);
            let why = format!("Content with id {} is not a current page", target.id);
            return Err(bad(Api::V1, why, cause));
        }
        self.permit(Api::V1, &target.account, stored, Act::Trash)?;
        let id = stored.id();
        let mut below = self.contents.below_all(id, Kind::Page);
        let denied = below.find(|(_, one)| {
            let below = one.id().to_string();
            one.is_current() && !self.may(&target.account, ContentOperation::Delete, &below)
        });
        if let Some((_, one)) = denied {
            let got = format!("a test denied {} to delete {}", target.account, one.id());
            let expected = "an account that may delete each page of the tree";
            let cause = Cause::missing("the account may trash all of it", expected, got);
            return Err(missing(Api::V1, &target.id, cause));
        }
        Ok(self.begin_long_task(Work::TrashTree(id), author))
    }

    /// What the task does: all current pages of the tree, as one reads it.
    pub(in crate::site) fn trash_tree(&mut self, id: u64, author: &Author) -> Vec<Webhook> {
        let below = self.contents.below_all(id, Kind::Page);
        let below = below.filter(|(_, one)| one.is_current());
        let ids: Vec<u64> = std::iter::once(id)
            .chain(below.map(|(_, one)| one.id()))
            .collect();
        self.retire(&ids, State::Trashed, "trashed", author)
    }

    /// `POST content/{id}/pagehierarchy/copy`.
    pub(crate) fn copy_hierarchy(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = read(Api::V1, body)?;
        let source = self.stored_as(target, Kind::Page)?.id();
        let at = ContentRequest {
            id: id_text(&body["destinationPageId"]).unwrap_or_default(),
            ..target.clone()
        };
        let destination = self.stored_as(&at, Kind::Page)?;
        let copy = TreeCopy {
            source,
            destination: destination.id(),
            along: Along::of(&body),
            titles: Titles::of(&body["titleOptions"]),
        };
        self.permit_deep_copy(&target.account, destination)?;
        let pages = self
            .tree(source, &target.account)
            .take(MOST.saturating_add(1));
        let pages: Vec<u64> = pages.map(Stored::id).collect();
        if pages.len() > MOST {
            let cause = Cause::new("a copy has a bound", format!("{MOST} pages"), "more");
            return Err(Rejection::not_served("copies of trees so large", cause));
        }
        if let Some((title, other)) = self.taken_title(&copy, &target.account) {
            let got = format!("`{title}`, the title of page {other}");
            let expected = "`titleOptions` that give titles that no page of the space has";
            let cause = Cause::new("a title is once in a space", expected, got)
                .with_likely("within one space a copy needs a `prefix`, or `search` and `replace`");
            let why = format!("A page already exists with the title {title} in the space");
            return Err(bad(Api::V1, why, cause));
        }
        self.check_room(&pages, copy.along)?;
        Ok(self.begin_long_task(Work::CopyTree(copy), author))
    }

    fn permit_deep_copy(&self, account: &str, destination: &Stored) -> Result<(), Rejection> {
        let space = &destination.page.space;
        if self.may_in(account, ContentOperation::Update, space) && destination.is_current() {
            return Ok(());
        }
        let expected = "a current page in a space where the account may make pages";
        let got = format!("page {} in {}", destination.id(), space.key);
        let cause = Cause::new("the copies have a place", expected, got);
        Err(no_place(Api::V1, Kind::Page.name(), cause))
    }

    /// The current pages of a tree that an account sees, each before those below it.
    fn tree<'a>(&'a self, id: u64, account: &'a str) -> impl Iterator<Item = &'a Stored> {
        let below = self.contents.below_all(id, Kind::Page).map(|(_, one)| one);
        let all = self.contents.get(id).into_iter().chain(below);
        all.filter(|one| one.is_current() && self.may_see(account, one))
    }

    /// A title of a copy that the space of the destination has already, or another copy gets; and the
    /// page that has it, or is copied so.
    fn taken_title(&self, copy: &TreeCopy, account: &str) -> Option<(String, u64)> {
        let space = &self.contents.get(copy.destination)?.page.space;
        let mut given = BTreeMap::new();
        let mut pages = self.tree(copy.source, account);
        pages.find_map(|one| {
            let title = copy.titles.of_copy(&one.page.title);
            let twin = given.insert(folded(&title), one.id());
            let other = twin.or_else(|| self.contents.page_titled(space, &title, 0))?;
            Some((title, other))
        })
    }

    /// What the task does, and what it tells when it has ended; a status key where it cannot.
    pub(in crate::site) fn copy_tree(
        &mut self,
        copy: &TreeCopy,
        author: &Author,
    ) -> Result<(Value, Vec<Webhook>), &'static str> {
        let destination = self.contents.get(copy.destination);
        let destination = destination.filter(|one| one.is_current());
        let space = destination.ok_or("ERROR_UNKNOWN")?.page.space.clone();
        if self.taken_title(copy, &author.account).is_some() {
            return Err("ERROR_COPY_PAGE");
        }
        let pages: Vec<Stored> = self.tree(copy.source, &author.account).cloned().collect();
        let ids: Vec<u64> = pages.iter().map(Stored::id).collect();
        if self.check_room(&ids, copy.along).is_err() {
            return Err("ERROR_COPY_PAGE");
        }
        let mut copies = BTreeMap::new();
        let mut events = Vec::new();
        for page in &pages {
            let above = page.page.parent.and_then(|id| copies.get(&id));
            let parent = above.copied().unwrap_or(copy.destination);
            let id = self.contents.next_id();
            copies.insert(page.id(), id);
            let (title, text) = (
                copy.titles.of_copy(&page.page.title),
                page.page.body.clone(),
            );
            let place = (space.clone(), Some(parent));
            let made = self.copied(page, id, &title, text, place, copy.along, author);
            let subject = made.page.clone();
            self.contents.put(made);
            self.copy_attachments(page.id(), id, copy.along, author);
            events.push(event(Kind::Page, "created", subject.clone(), author));
            events.push(Webhook::page("page_copied", subject).by(&author.account));
        }
        let root = copies
            .get(&copy.source)
            .and_then(|id| self.contents.get(*id));
        let root = root.ok_or("ERROR_UNKNOWN")?;
        let details = json!({
            "destinationId": root.id_text(),
            "destinationUrl": web_ui(root, root),
            "totalPageNeedToCopy": pages.len(),
        });
        Ok((details, events))
    }
}
