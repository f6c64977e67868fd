//! Pages that are copied: into a space, below a page, or over one.

use serde_json::Value;

use super::along::Along;
use super::content_v1::BY_DEFAULT;
use super::expand::Expand;
use super::page_rules::{event, read, storage};
use super::refused::{Act, bad, refuse_archived};
use super::shown::Showing;
use super::{Api, Author, ContentChange, ContentRequest, Decided, Kind, Stored};
use crate::cause::Cause;
use crate::site::rejection::Rejection;
use crate::site::{Page, Site, Space, Webhook};

impl Site {
    /// `POST content/{id}/copy`.
    pub(crate) fn copy_page(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = read(Api::V1, body)?;
        let source = self.stored_as(target, Kind::Page)?.clone();
        let along = Along::of(&body);
        self.check_room(&[source.id()], along)?;
        let destination = &body["destination"];
        let value = &destination["value"];
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let title = body["pageTitle"].as_str().unwrap_or(&source.page.title);
        let text = storage(Api::V1, &body)?.unwrap_or_else(|| source.page.body.clone());
        let at = ContentRequest {
            id: value.clone(),
            ..target.clone()
        };
        let (space, parent) = match destination["type"].as_str() {
            Some("space") => (self.space_of_key(&target.account, &value)?.clone(), None),
            Some("parent_page") => {
                let parent = self.stored_as(&at, Kind::Page)?;
                (parent.page.space.clone(), Some(parent.id()))
            }
            Some("existing_page") => {
                let title = body["pageTitle"].as_str();
                return self.copy_over(&at, &source, (title, text), along, author);
            }
            _ => return Err(no_destination(&body)),
        };
        self.permit_in(Api::V1, &target.account, &space, Kind::Page)?;
        self.refuse_title(Api::V1, Kind::Page, &space, title, 0)?;
        let id = self.contents.next_id();
        let copy = self.copied(&source, id, title, text, (space, parent), along, author);
        self.show(&copy, target)?;
        self.contents.put(copy);
        self.copy_attachments(source.id(), id, along, author);
        self.answer_copy(target, id, "created", author)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a copy has of its own, and of its source"
    )]
    pub(super) fn copied(
        &mut self,
        source: &Stored,
        id: u64,
        title: &str,
        text: String,
        (space, parent): (Space, Option<u64>),
        along: Along,
        author: &Author,
    ) -> Stored {
        let mut page = Page::new(id, title).with_space(space);
        page.body = text;
        page.parent = parent;
        page.creator = Some(author.account.clone());
        page.last_modifier = Some(author.account.clone());
        page.created_millis = Some(author.now_millis);
        page.changed_millis = Some(author.now_millis);
        if along.labels {
            page.labels.clone_from(&source.page.labels);
        }
        let mut copy = Stored::new(page, Kind::Page);
        copy.macros.clone_from(&source.macros);
        self.copy_properties(source, &mut copy, along);
        copy
    }

    /// The properties of the source; one that is there already gets a version.
    fn copy_properties(&mut self, source: &Stored, copy: &mut Stored, along: Along) {
        let properties = source.properties.iter().filter(|_| along.properties);
        for (key, property) in properties {
            let mut property = property.clone();
            match copy.properties.get(key) {
                Some(known) => {
                    property.id = known.id;
                    property.version = known.version.saturating_add(1);
                }
                None => property.id = self.contents.next_id(),
            }
            copy.properties.insert(key.clone(), property);
        }
    }

    /// Over a page that is there: it gets a version, and its title is its own unless one is given.
    fn copy_over(
        &mut self,
        at: &ContentRequest,
        source: &Stored,
        (title, text): (Option<&str>, String),
        along: Along,
        author: &Author,
    ) -> Decided {
        let stored = self.stored_as(at, Kind::Page)?;
        let id = stored.id();
        self.permit(Api::V1, &at.account, stored, Act::Update)?;
        refuse_archived(Api::V1, stored)?;
        if let Some(title) = title {
            self.refuse_title(Api::V1, Kind::Page, &stored.page.space, title, id)?;
        }
        let mut stored = stored.clone();
        stored.begin_version(author, "", false);
        stored.page.body = text;
        if let Some(title) = title {
            title.clone_into(&mut stored.page.title);
        }
        if along.labels {
            stored
                .page
                .labels
                .extend(source.page.labels.iter().cloned());
        }
        stored.macros.clone_from(&source.macros);
        self.show(&stored, at)?;
        self.copy_properties(source, &mut stored, along);
        self.contents.put(stored);
        self.copy_attachments(source.id(), id, along, author);
        self.answer_copy(at, id, "updated", author)
    }

    /// The attachments of the source, on the copy.
    #[cfg_attr(
        not(feature = "attachments"),
        expect(clippy::unused_self, reason = "pages without files")
    )]
    pub(super) fn copy_attachments(
        &mut self,
        source: u64,
        onto: u64,
        along: Along,
        author: &Author,
    ) {
        #[cfg(feature = "attachments")]
        if along.attachments {
            self.copy_files(source, onto, author);
        }
        #[cfg(not(feature = "attachments"))]
        let _ = (source, onto, along, author);
    }

    /// Refuses a copy of these pages if there is no room for their files.
    #[cfg_attr(
        not(feature = "attachments"),
        expect(clippy::unused_self, reason = "pages without files")
    )]
    pub(super) fn check_room(&mut self, pages: &[u64], along: Along) -> Result<(), Rejection> {
        #[cfg(feature = "attachments")]
        if along.attachments {
            return self.make_room_for_copies(pages);
        }
        let _ = (pages, along);
        Ok(())
    }

    /// What a copy is answered by, and its events: the page, then that it is a copy.
    fn answer_copy(
        &self,
        target: &ContentRequest,
        id: u64,
        what: &str,
        author: &Author,
    ) -> Decided {
        let copy = self.contents.get(id).expect("the copy was put there");
        let expand = Expand::of(&target.query)?.and(BY_DEFAULT);
        let showing = Showing::new(self, &target.account);
        let shown = showing.content(copy, &expand);
        let page = copy.page.clone();
        let copied = Webhook::page("page_copied", page.clone()).by(&author.account);
        let change = ContentChange::shows(showing.done(shown)?);
        Ok(change
            .with(event(Kind::Page, what, page, author))
            .with(copied))
    }
}

fn no_destination(body: &Value) -> Rejection {
    let expected =
        "a `destination` with a `value`, of the type space, parent_page or existing_page";
    let cause = Cause::new(
        "a copy has a destination",
        expected,
        body["destination"].to_string(),
    );
    bad(
        Api::V1,
        "The destination of the copy is not specified or invalid".into(),
        cause,
    )
}
