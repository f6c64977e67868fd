//! Reading, making, changing, trashing and purging pages, in both REST APIs.

use serde_json::{Value, json};

use super::body_format::ALONE;
use super::content_v1::BY_DEFAULT;
use super::expand::Expand;
use super::moves::Spot;
use super::refused::{Act, bad, conflict, missing, no_file, refuse_archived, title_taken};
use super::rest_json::macro_v1;
use super::shown::Showing;
use super::space_named::space_id;
use super::{Api, Author, ContentChange, ContentRequest, Decided, Kind, State, Stored};
use crate::cause::Cause;
use crate::site::rejection::{Rejection, UNREADABLE_BODY};
use crate::site::{Page, Site, Space, Webhook};

impl Site {
    /// What the account may do with a page, as v2 lists it.
    pub(crate) fn read_operations(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored(target)?;
        let operations = self.operations_of(&target.account, stored);
        Ok(ContentChange::shows(json!({ "operations": operations })))
    }

    pub(super) fn show(
        &self,
        stored: &Stored,
        target: &ContentRequest,
    ) -> Result<Value, Rejection> {
        match target.api {
            Api::V1 => {
                let expand = Expand::of(&target.query)?.and(BY_DEFAULT);
                let showing = Showing::new(self, &target.account);
                let shown = showing.content(stored, &expand);
                showing.done(shown)
            }
            Api::V2 => {
                let shown = self.content_v2(stored, target.body_format(ALONE)?)?;
                Ok(self.alone_v2(shown))
            }
        }
    }

    /// The content of this id, in the state that was asked for, if the account may see it.
    pub(in crate::site) fn stored(&self, target: &ContentRequest) -> Result<&Stored, Rejection> {
        // Both take the id of an attachment as they write it.
        let found = match target.id.strip_prefix("att") {
            Some(id) => self
                .contents
                .named(id)
                .filter(|one| one.kind == Kind::Attachment),
            None => self.contents.named(&target.id),
        };
        let of_path = target.kind_of_path();
        let got = match found {
            Some(stored) if of_path.is_some_and(|kind| kind != stored.kind) => {
                format!("the path is not that of a {}", stored.kind.name())
            }
            Some(stored) if stored.is_trashed() != target.in_trash => match stored.is_trashed() {
                true => "it is in the trash".to_owned(),
                false => "it is not in the trash".to_owned(),
            },
            Some(stored) if self.may_see(&target.account, stored) => return Ok(stored),
            Some(_) => format!("a test denied {} to read it", target.account),
            None => "no such content".to_owned(),
        };
        let cause = Cause::missing("the content is there", &target.id, got);
        Err(match of_path {
            Some(Kind::Attachment) => no_file(&target.id, cause),
            _ => missing(target.api, &target.id, cause),
        })
    }

    /// A title is once among the pages of a space; of blog posts there may be many.
    pub(super) fn refuse_title(
        &self,
        api: Api,
        kind: Kind,
        space: &Space,
        title: &str,
        besides: u64,
    ) -> Result<(), Rejection> {
        let taken = self.contents.page_titled(space, title, besides);
        match taken.filter(|_| kind == Kind::Page) {
            Some(other) => Err(title_taken(api, title, other)),
            None => Ok(()),
        }
    }

    /// The version must be the next one. In the trash, that and `status: current` restore.
    pub(crate) fn update_content(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let api = target.api;
        let body = read(api, body)?;
        let mut target = target.clone();
        let trashed = self.contents.named(&target.id);
        let trashed = trashed.is_some_and(Stored::is_trashed);
        target.in_trash = trashed
            && body["status"]
                .as_str()
                .is_none_or(|status| status == "current");
        let stored = self.stored(&target)?;
        refuse_file(stored, &target.id)?;
        refuse_archived(api, stored)?;
        let current = stored.page.version;
        check_version(api, &body, current)?;
        self.permit(api, &target.account, stored, Act::Update)?;
        refuse_move(api, &body, stored)?;
        match body["title"].as_str().filter(|_| !trashed) {
            Some(title) => {
                let space = &stored.page.space;
                self.refuse_title(api, stored.kind, space, title, stored.page.id)?;
            }
            None => self.refuse_restore(api, stored)?,
        }
        if api == Api::V2 && body["id"].as_str().is_some_and(|id| id != target.id) {
            let got = body["id"].to_string();
            let cause = Cause::new("the body is about the page of the path", &target.id, got);
            let why = "The id in the body does not match the id in the path".into();
            return Err(bad(api, why, cause));
        }
        let parent = match trashed {
            true => None,
            false => self.parent_named(&target, &body, stored)?,
        };
        let next = self.next_version(&target, stored.clone(), &body, author)?;
        self.put_version(target, next, parent, author)
    }

    /// The content as an update makes it; what comes from the trash changes in nothing else.
    fn next_version(
        &self,
        target: &ContentRequest,
        mut stored: Stored,
        body: &Value,
        author: &Author,
    ) -> Result<Stored, Rejection> {
        let (trashed, version) = (stored.is_trashed(), &body["version"]);
        let message = version["message"].as_str().unwrap_or_default();
        stored.begin_version(author, message, version["minorEdit"] == true);
        if trashed {
            self.find_place(&mut stored);
            return Ok(stored);
        }
        if let Some(title) = body["title"].as_str() {
            title.clone_into(&mut stored.page.title);
        }
        if let Some(storage) = storage(target.api, body)? {
            stored.page.body = storage;
        }
        Ok(stored)
    }

    /// Puts a version there, moves the page if it is to be elsewhere, and says what that was. What
    /// can be refused is before anything has changed.
    fn put_version(
        &mut self,
        mut target: ContentRequest,
        mut stored: Stored,
        parent: Option<u64>,
        author: &Author,
    ) -> Decided {
        let trashed = stored.is_trashed();
        if trashed {
            stored.state = State::Current;
        }
        let (id, kind, page) = (stored.id(), stored.kind, stored.page.clone());
        let spot = parent.map(Spot::Append);
        if let Some(spot) = spot {
            self.check_relocation(target.api, id, spot, author)?;
        }
        self.show(&stored, &target)?;
        let mut webhook = match (kind, trashed) {
            (Kind::Comment, _) => self.comment_event("comment_updated", &stored, author),
            (_, true) => event(kind, "restored", page, author),
            (_, false) => event(kind, "updated", page, author),
        };
        if kind == Kind::Page && !trashed {
            webhook = webhook.with("updateTrigger", "edit_page");
        }
        self.contents.put(stored);
        let mut events = vec![webhook];
        events.extend(
            spot.into_iter()
                .flat_map(|spot| self.relocate(id, spot, author)),
        );
        target.in_trash = false;
        let mut change = ContentChange::shows(self.show(self.stored(&target)?, &target)?);
        change.events = events;
        Ok(change)
    }

    /// What was trashed cannot come back while another page has its title.
    fn refuse_restore(&self, api: Api, stored: &Stored) -> Result<(), Rejection> {
        let Page {
            id, title, space, ..
        } = &stored.page;
        let taken = self.contents.page_titled(space, title, *id);
        let Some(other) = taken.filter(|_| stored.is_trashed() && stored.kind == Kind::Page) else {
            return Ok(());
        };
        let why = format!(
            "Cannot restore content with id ContentId{{id={id}}}: newer Content exists in space {} \
             with title {title}. You must either remove that new content, or update the title of \
             the trashed content before restoring it.",
            space.key
        );
        let got = format!("`{title}`, the title of page {other}");
        let expected = "a title that no page of the space has";
        let cause = Cause::new("a title is once in a space", expected, got);
        Err(conflict(api, why, cause))
    }

    /// What is current goes to the trash, what is asked for in the trash goes for good.
    pub(crate) fn delete_content(&mut self, target: &ContentRequest, author: &Author) -> Decided {
        let stored = self.stored(target)?.clone();
        if stored.kind == Kind::Comment {
            return self.remove_comment(target, &stored, author);
        }
        let id = stored.id();
        let trashed = stored.is_trashed();
        let act = if trashed { Act::Purge } else { Act::Trash };
        self.permit(target.api, &target.account, &stored, act)?;
        #[cfg(feature = "attachments")]
        if stored.kind == Kind::Attachment {
            return Ok(self.remove_file(id, author));
        }
        match trashed {
            true => self.purge(id),
            false => self.trash(&stored),
        }
        let what = if trashed { "removed" } else { "trashed" };
        Ok(ContentChange::gone().with(event(stored.kind, what, stored.page, author)))
    }

    /// `version` is not looked at: the store keeps macros of the present version only.
    pub(crate) fn read_macro(&self, target: &ContentRequest, version: &str, id: &str) -> Decided {
        let stored = self.stored(target)?;
        match stored.macros.iter().find(|one| one.id == id) {
            Some(one) => Ok(ContentChange::shows(macro_v1(one, stored.page.id, version))),
            None => {
                let known: Vec<&str> = stored.macros.iter().map(|one| one.id.as_str()).collect();
                let cause = Cause::missing("the page has the macro", known.join(", "), id);
                let why = format!("No macro found with id : {id}");
                Err(Rejection::service(404, "NotFoundException", why, cause))
            }
        }
    }
}

pub(super) fn event(kind: Kind, what: &str, page: Page, author: &Author) -> Webhook {
    let webhook = match kind {
        Kind::Page => Webhook::page(format!("page_{what}"), page),
        _ => Webhook::blog(format!("blog_{what}"), page),
    };
    webhook.by(&author.account)
}

pub(super) fn read(api: Api, body: &[u8]) -> Result<Value, Rejection> {
    serde_json::from_slice(body).map_err(|error| {
        let cause = Cause::new("the body is JSON", "a JSON object", error.to_string());
        bad(api, UNREADABLE_BODY.into(), cause)
    })
}

/// An update leaves the content in its space: there are other calls for moves.
fn refuse_move(api: Api, body: &Value, stored: &Stored) -> Result<(), Rejection> {
    let space = &stored.page.space;
    let (own, sent) = match api {
        Api::V1 => (
            space.key.clone(),
            body["space"]["key"].as_str().map(str::to_owned),
        ),
        Api::V2 => (
            space.id.to_string(),
            space_id(&body["spaceId"])?.map(|id| id.to_string()),
        ),
    };
    match sent.filter(|sent| *sent != own) {
        None => Ok(()),
        Some(sent) => {
            let cause = Cause::new("an update leaves content in its space", own, sent);
            Err(bad(
                api,
                "You can't change an existing page's space.".into(),
                cause,
            ))
        }
    }
}

/// The body as it was sent, which the store has in storage format alone.
pub(super) fn storage(api: Api, body: &Value) -> Result<Option<String>, Rejection> {
    let body = &body["body"];
    let flat = |value: &Value| value.as_str().map(str::to_owned);
    if body.is_null() {
        return Ok(None);
    }
    if let Some(value) = flat(&body["storage"]["value"]) {
        return Ok(Some(value));
    }
    let names = body.as_object().map(|body| body.keys().cloned());
    let name = match &body["representation"] {
        Value::String(name) => name.clone(),
        _ if body["value"].is_string() => "storage".to_owned(),
        _ => names.and_then(|mut names| names.next()).unwrap_or_default(),
    };
    if name == "storage" && body["value"].is_string() {
        return Ok(flat(&body["value"]));
    }
    let cause = Cause::new(
        "a body is in storage format",
        "`storage` with a `value`",
        &name,
    );
    match name.as_str() {
        "" | "storage" => Err(bad(api, "The body has no value".into(), cause)),
        other => Err(Rejection::not_served(
            &format!("bodies in `{other}`"),
            cause,
        )),
    }
}

/// The one rule that apps loop on: the version sent is the present one and one more.
pub(super) fn check_version(api: Api, body: &Value, current: u64) -> Result<(), Rejection> {
    let Some(sent) = body["version"]["number"].as_u64() else {
        let got = body["version"].to_string();
        let cause = Cause::new("an update names its version", "version.number", got);
        return Err(bad(
            api,
            "Must supply an incremented version when updating content".into(),
            cause,
        ));
    };
    let next = current.saturating_add(1);
    if sent == next {
        return Ok(());
    }
    let expected = next.to_string();
    let cause = Cause::new("the version is the next one", expected, sent.to_string()).with_likely(
        "somebody else changed it in between: read it again, and send that version + 1",
    );
    Err(match api {
        Api::V1 => Rejection::service(
            409,
            "ConflictException",
            format!("Version must be incremented on update. Current version is: {current}"),
            cause,
        ),
        Api::V2 => Rejection::errors(
            409,
            "CONFLICT",
            format!(
                "Version must be incremented when updating a page. Current Version: [{current}]. \
                 Provided version: [{sent}]"
            ),
            cause,
        ),
    })
}

/// A file changes by the paths of attachments only.
fn refuse_file(stored: &Stored, id: &str) -> Result<(), Rejection> {
    if stored.kind != Kind::Attachment {
        return Ok(());
    }
    let expected = "PUT …/child/attachment/{id}";
    let cause = Cause::new("the update is one of content", expected, id);
    let what = "updates of attachments by this path";
    Err(Rejection::not_served(what, cause))
}
