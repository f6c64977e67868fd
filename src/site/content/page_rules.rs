//! Reading, making, changing, trashing and purging pages, in both REST APIs.

use serde_json::Value;

use super::rest_json::macro_v1;
use super::{Author, ContentChange, Decided, Stored};
use crate::cause::Cause;
use crate::site::rejection::Rejection;
use crate::site::{Page, Site, Space, Webhook};

/// Which of the two REST APIs asks: they word things differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    V1,
    V2,
}

/// What a request is about.
#[derive(Clone, Debug)]
pub(crate) struct ContentRequest {
    pub(crate) api: Api,
    /// As it stands in the path.
    pub(crate) id: String,
    /// `status` of the query, or `purge` of v2.
    pub(crate) in_trash: bool,
    pub(crate) expand: String,
    pub(crate) body_format: Option<String>,
}

impl Site {
    pub(crate) fn read_content(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored(target)?;
        Ok(ContentChange::shows(self.show(stored, target)))
    }

    fn show(&self, stored: &Stored, target: &ContentRequest) -> Value {
        match target.api {
            Api::V1 => self.content_v1(stored, &target.expand),
            Api::V2 => self.content_v2(stored, target.body_format.as_deref()),
        }
    }

    /// The content of this id, in the state that was asked for.
    pub(super) fn stored(&self, target: &ContentRequest) -> Result<&Stored, Rejection> {
        let id: Option<u64> = target.id.parse().ok();
        let found = id.and_then(|id| self.contents.stored.get(&id));
        match found {
            Some(stored) if stored.trashed == target.in_trash => Ok(stored),
            _ => {
                let got = match found {
                    Some(stored) if stored.trashed => "it is in the trash",
                    Some(_) => "it is not in the trash",
                    None => "no such content",
                };
                let cause = Cause::missing("the content is there", &target.id, got);
                Err(missing(target.api, &target.id, cause))
            }
        }
    }

    pub(crate) fn create_content(&mut self, api: Api, body: &[u8], author: &Author) -> Decided {
        let body = read(api, body)?;
        let title = body["title"].as_str().unwrap_or_default();
        if title.is_empty() {
            let cause = Cause::new("content has a title", "`title`", body.to_string());
            return Err(bad(
                api,
                "A title is required to create content".into(),
                cause,
            ));
        }
        let id = self.next_content_id();
        let kind = if body["type"] == "blogpost" {
            "blogpost"
        } else {
            "page"
        };
        let page = Page {
            body: storage(&body).unwrap_or_default(),
            creator: Some(author.account.clone()),
            last_modifier: Some(author.account.clone()),
            ..Page::new(id, title).with_space(self.space_of(&body))
        };
        self.add_content(page.clone(), kind, author.now_millis);
        let target = ContentRequest {
            api,
            id: id.to_string(),
            in_trash: false,
            expand: "body.storage".into(),
            body_format: Some("storage".into()),
        };
        Ok(self
            .read_content(&target)?
            .with(event(kind, "created", page, author)))
    }

    /// A space that some page is in, else one that is made up from what was sent.
    fn space_of(&self, body: &Value) -> Space {
        let key = body["space"]["key"].as_str();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let id = text(&body["spaceId"])
            .and_then(|id| id.parse().ok())
            .or(body["spaceId"].as_u64());
        let mut spaces = self
            .contents
            .stored
            .values()
            .map(|stored| &stored.page.space);
        let known = spaces.find(|space| Some(space.key.as_str()) == key || Some(space.id) == id);
        let standard = Space::new(20_000_001, "ENG", "Engineering");
        known.cloned().unwrap_or(match (key, id) {
            (Some(key), _) => Space::new(standard.id + 1, key, key),
            (None, Some(id)) => Space { id, ..standard },
            (None, None) => standard,
        })
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
        let id: Option<u64> = target.id.parse().ok();
        let trashed = id
            .and_then(|id| self.contents.stored.get(&id))
            .is_some_and(|one| one.trashed);
        target.in_trash = trashed
            && body["status"]
                .as_str()
                .is_none_or(|status| status == "current");
        let stored = self.stored(&target)?;
        let current = stored.page.version;
        check_version(api, &body, current)?;
        if api == Api::V2 && body["id"].as_str().is_some_and(|id| id != target.id) {
            let got = body["id"].to_string();
            let cause = Cause::new("the body is about the page of the path", &target.id, got);
            let why = "The id in the body does not match the id in the path".into();
            return Err(bad(api, why, cause));
        }
        let mut stored = stored.clone();
        stored.trashed = false;
        stored.page.version = current + 1;
        stored.page.last_modifier = Some(author.account.clone());
        stored.page.changed_millis = Some(author.now_millis);
        if let Some(title) = body["title"].as_str().filter(|_| !trashed) {
            stored.page.title = title.to_owned();
        }
        if let Some(storage) = storage(&body).filter(|_| !trashed) {
            stored.page.body = storage;
        }
        let (kind, page) = (stored.kind, stored.page.clone());
        let shown = self.show(&stored, &target);
        self.contents.stored.insert(page.id, stored);
        let what = if trashed { "restored" } else { "updated" };
        let mut webhook = event(kind, what, page, author);
        if what == "updated" && kind == "page" {
            webhook = webhook.with("updateTrigger", "edit_page");
        }
        Ok(ContentChange::shows(shown).with(webhook))
    }

    /// What is current goes to the trash, what is asked for in the trash goes for good.
    pub(crate) fn delete_content(&mut self, target: &ContentRequest, author: &Author) -> Decided {
        let stored = self.stored(target)?.clone();
        let id = stored.page.id;
        if stored.trashed {
            self.contents.stored.remove(&id);
        } else if let Some(stored) = self.contents.stored.get_mut(&id) {
            stored.trashed = true;
        }
        let what = if stored.trashed { "removed" } else { "trashed" };
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

fn event(kind: &str, what: &str, page: Page, author: &Author) -> Webhook {
    let webhook = match kind {
        "page" => Webhook::page(format!("page_{what}"), page),
        _ => Webhook::blog(format!("blog_{what}"), page),
    };
    webhook.by(&author.account)
}

pub(super) fn read(api: Api, body: &[u8]) -> Result<Value, Rejection> {
    serde_json::from_slice(body).map_err(|error| {
        let cause = Cause::new("the body is JSON", "a JSON object", error.to_string());
        bad(api, error.to_string(), cause)
    })
}

fn storage(body: &Value) -> Option<String> {
    let body = &body["body"];
    let value = body["storage"]["value"].as_str().or(body["value"].as_str());
    value.map(str::to_owned)
}

/// The one rule that apps loop on: the version sent is the present one and one more.
fn check_version(api: Api, body: &Value, current: u64) -> Result<(), Rejection> {
    let Some(sent) = body["version"]["number"].as_u64() else {
        let got = body["version"].to_string();
        let cause = Cause::new("an update names its version", "version.number", got);
        return Err(bad(
            api,
            "Must supply an incremented version when updating content".into(),
            cause,
        ));
    };
    if sent == current + 1 {
        return Ok(());
    }
    let expected = (current + 1).to_string();
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

pub(super) fn bad(api: Api, why: String, cause: Cause) -> Rejection {
    match api {
        Api::V1 => Rejection::service(400, "BadRequestException", why, cause),
        Api::V2 => Rejection::errors(400, "INVALID_REQUEST_PARAMETER", why, cause),
    }
}

pub(super) fn missing(api: Api, id: &str, cause: Cause) -> Rejection {
    match api {
        Api::V1 => {
            let why = format!("No content found with id : {id}");
            Rejection::service(404, "NotFoundException", why, cause)
        }
        Api::V2 => Rejection::errors(404, "NOT_FOUND", "Not Found".into(), cause),
    }
}
