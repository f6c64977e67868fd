//! Content that is made: pages, blog posts and comments, below what they name.

use serde_json::Value;

use super::labels::labels_of;
use super::page_rules::{event, read, storage};
use super::refused::bad;
use super::{Api, Author, ContentChange, ContentRequest, Decided, Kind, Stored};
use crate::cause::Cause;
use crate::site::query::Query;
use crate::site::rejection::Rejection;
use crate::site::{Page, Site, Space};

impl Site {
    /// `POST content` of v1, which makes all types; `POST pages` and `POST blogposts` of v2.
    pub(crate) fn create_content(
        &mut self,
        request: &ContentRequest,
        kind: Kind,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let api = request.api;
        let body = read(api, body)?;
        let kind = match (api, body["type"].as_str()) {
            (Api::V1, Some("blogpost")) => Kind::BlogPost,
            (Api::V1, Some("comment")) => return self.create_comment_v1(request, &body, author),
            _ => kind,
        };
        if body["status"] == "draft" {
            let cause = Cause::new("new content is published", "`status`: current", "draft");
            return Err(Rejection::not_served("drafts", cause));
        }
        let title = body["title"].as_str().unwrap_or_default();
        if title.is_empty() {
            let cause = Cause::new("content has a title", "`title`", body.to_string());
            let why = "A title is required to create content";
            return Err(bad(api, why.into(), cause));
        }
        let space = self.space_named(api, &body, kind)?;
        self.permit_in(api, &author.account, &space, kind)?;
        let parent = match kind {
            Kind::Page => self.parent_of_new(request, &body, &space)?,
            _ => None,
        };
        self.refuse_title(api, kind, &space, title, 0)?;
        let text = storage(api, &body)?.unwrap_or_default();
        let labels = match &body["metadata"]["labels"] {
            Value::Null => Vec::new(),
            labels => labels_of(labels)?,
        };
        let id = self.contents.next_id();
        let page = Page {
            body: text,
            creator: Some(author.account.clone()),
            last_modifier: Some(author.account.clone()),
            parent,
            ..Page::new(id, title).with_space(space)
        };
        self.put_content(page.clone(), kind, author.now_millis);
        let labelled = self.put_labels(id, labels, author);
        let target = Self::shown_as_made(request, id);
        let shown = self.show(self.stored(&target)?, &target)?;
        let mut change = ContentChange::shows(shown).with(event(kind, "created", page, author));
        change.events.extend(labelled);
        Ok(change)
    }

    fn shown_as_made(request: &ContentRequest, id: u64) -> ContentRequest {
        ContentRequest {
            id: id.to_string(),
            in_trash: false,
            query: Query::shows_storage(),
            ..request.clone()
        }
    }

    /// A comment of v1: on its container, or below the comment that it answers.
    fn create_comment_v1(
        &mut self,
        request: &ContentRequest,
        body: &Value,
        author: &Author,
    ) -> Decided {
        let answered = body["ancestors"].as_array().and_then(|all| all.last());
        let named = answered.unwrap_or(&body["container"]);
        let Some(id) = id_text(&named["id"]) else {
            let expected = "container.id, or the comment in `ancestors`";
            let cause = Cause::new("a comment says what it is on", expected, body.to_string());
            let why = "A container is required to create a comment";
            return Err(bad(Api::V1, why.into(), cause));
        };
        let target = ContentRequest {
            id,
            in_trash: false,
            ..request.clone()
        };
        let above = self.stored(&target)?;
        self.permit_in(Api::V1, &author.account, &above.page.space, Kind::Comment)?;
        let above = above.id();
        let text = storage(Api::V1, body)?.unwrap_or_default();
        let (id, event) = self.put_comment(above, text, None, author);
        let target = Self::shown_as_made(request, id);
        let shown = self.show(self.stored(&target)?, &target)?;
        Ok(ContentChange::shows(shown).with(event))
    }

    /// The page that a new one is below: in v2 the homepage of the space, if none is named.
    fn parent_of_new(
        &self,
        request: &ContentRequest,
        body: &Value,
        space: &Space,
    ) -> Result<Option<u64>, Rejection> {
        let at_top = request.query.first("root-level") == Some("true");
        let named = named_parent(request.api, body);
        if let (true, Some(named)) = (at_top, &named) {
            let got = format!("root-level=true and parentId {named}");
            let cause = Cause::new("a page at the top has no parent", "one of the two", got);
            let why = "parentId must not be given together with root-level";
            return Err(bad(request.api, why.into(), cause));
        }
        match named {
            Some(named) => self.parent_in(request.api, &request.account, &named, space),
            None if request.api == Api::V2 && !at_top => {
                let homepage = self.contents.homepage(space.id);
                Ok(homepage.filter(|page| !page.is_trashed()).map(Stored::id))
            }
            None => Ok(None),
        }
    }

    /// The page that an update puts content below, if it names another than it is below.
    pub(super) fn parent_named(
        &self,
        request: &ContentRequest,
        body: &Value,
        stored: &Stored,
    ) -> Result<Option<u64>, Rejection> {
        let api = request.api;
        let Some(named) = named_parent(api, body).filter(|_| stored.kind == Kind::Page) else {
            return Ok(None);
        };
        let parent = self.parent_in(api, &request.account, &named, &stored.page.space)?;
        let found = parent.and_then(|id| self.contents.get(id));
        let mut up = found
            .into_iter()
            .flat_map(|one| self.contents.ancestors(one));
        if parent == Some(stored.id()) || up.any(|one| one.id() == stored.id()) {
            let cause = Cause::new("a page is not below itself", "another parent", named);
            let why = "A page cannot be moved to be a child of itself or of its descendants";
            return Err(bad(api, why.into(), cause));
        }
        Ok(parent.filter(|_| parent != stored.page.parent))
    }

    /// The page of this id, which is current, in this space, and seen by the account.
    fn parent_in(
        &self,
        api: Api,
        account: &str,
        named: &str,
        space: &Space,
    ) -> Result<Option<u64>, Rejection> {
        let found = self.contents.named(named).filter(|one| {
            one.kind == Kind::Page
                && one.is_current()
                && one.page.space.id == space.id
                && self.may_see(account, one)
        });
        match found {
            Some(found) => Ok(Some(found.id())),
            None => {
                let expected = format!("a page in the space {}", space.key);
                let cause = Cause::new("the page above it is there", expected, named);
                let why = format!("Cannot find a parent page with id {named} in the space");
                Err(bad(api, why, cause))
            }
        }
    }
}

/// The page above it, as each API names it: the last of the ancestors, or `parentId`.
fn named_parent(api: Api, body: &Value) -> Option<String> {
    match api {
        Api::V1 => id_text(&body["ancestors"].as_array()?.last()?["id"]),
        Api::V2 => id_text(&body["parentId"]),
    }
}

/// An id as a text or a number: v1 takes both.
pub(super) fn id_text(id: &Value) -> Option<String> {
    match id {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}
