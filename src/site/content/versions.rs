//! Versions of content: listed, read and restored, in both REST APIs.

use serde_json::json;

use super::body_format::LISTED;
use super::expand::Expand;
use super::page_rules::{event, read};
use super::refused::{Act, bad, refuse_archived};
use super::shown::Showing;
use super::stored::{Edition, Past};
use super::{Api, Author, ContentChange, ContentRequest, Decided, Stored};
use crate::cause::Cause;
use crate::site::Site;
use crate::site::paging::{CursorPage, Place, Sortable, Window};
use crate::site::rejection::Rejection;

/// How many versions v1 shows, and at most.
const MOST: usize = 200;

impl Stored {
    /// The present version and those of the past, the last one first.
    fn versions(&self) -> impl Iterator<Item = Edition<'_>> {
        std::iter::once(Edition::Present).chain(self.past.iter().rev().map(Edition::Past))
    }

    fn number_of(&self, version: Edition<'_>) -> u64 {
        match version {
            Edition::Present => self.page.version,
            Edition::Past(past) => past.number,
        }
    }

    /// The content as it was in a version.
    fn in_version(&self, version: Edition<'_>) -> Stored {
        match version {
            Edition::Present => self.clone(),
            Edition::Past(past) => self.at(past),
        }
    }

    /// The version of a number.
    pub(super) fn version_numbered(&self, number: u64) -> Option<Edition<'_>> {
        let mut versions = self.versions();
        versions.find(|version| self.number_of(*version) == number)
    }

    /// Keeps the present version as one of the past, and takes the next number.
    pub(in crate::site) fn begin_version(&mut self, author: &Author, message: &str, minor: bool) {
        let past = Past::of(self);
        self.past.push(past);
        let page = &mut self.page;
        page.version = page.version.saturating_add(1);
        page.last_modifier = Some(author.account.clone());
        page.changed_millis = Some(author.now_millis);
        message.clone_into(&mut self.message);
        self.minor = minor;
    }
}

/// The content as it was in the version that the query names, if it names one.
fn as_of(target: &ContentRequest, stored: &Stored) -> Result<Option<Stored>, Rejection> {
    let Some(number) = target.query.first("version").filter(|one| !one.is_empty()) else {
        return Ok(None);
    };
    let version = version_of(target, stored, number)?;
    Ok(Some(stored.in_version(version)))
}

/// The version that a path or a query names.
fn version_of<'a>(
    target: &ContentRequest,
    stored: &'a Stored,
    number: &str,
) -> Result<Edition<'a>, Rejection> {
    let found = number.parse().ok();
    let found = found.and_then(|number| stored.version_numbered(number));
    found.ok_or_else(|| {
        let known = stored.versions().take(20);
        let known: Vec<_> = known.map(|one| stored.number_of(one).to_string()).collect();
        let cause = Cause::missing("the version is there", known.join(", "), number)
            .with_likely("a page that a test puts there has no versions before its own");
        match target.api {
            Api::V1 => {
                let why = format!("No version found with number : {number}");
                Rejection::service(404, "NotFoundException", why, cause)
            }
            Api::V2 => {
                let why = format!("Cannot find version [{number}] of [{}]", target.id);
                Rejection::errors(404, "NOT_FOUND", why, cause)
            }
        }
    })
}

impl Site {
    /// Content as it stands, or as it was in the version that the query names.
    pub(crate) fn read_content(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored(target)?;
        let then = as_of(target, stored)?;
        let mut shown = self.show(then.as_ref().unwrap_or(stored), target)?;
        if target.api == Api::V2 {
            self.include(target, stored, &mut shown)?;
        }
        Ok(ContentChange::shows(shown))
    }

    /// `GET …/version` of v1, `GET …/versions` of v2: the last one first.
    pub(crate) fn list_versions(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored(target)?;
        if target.api == Api::V1 {
            let window = Window::of(&target.query, MOST, MOST)?;
            let expand = Expand::of(&target.query)?;
            let showing = Showing::new(self, &target.account);
            let shown = stored
                .versions()
                .map(|one| showing.version(stored, one, &expand));
            let part = window.cut(shown);
            let body = showing.done(self.part_v1(&target.query, window, part))?;
            return Ok(ContentChange::shows(body));
        }
        let descending = match target.query.first("sort") {
            None | Some("-modified-date" | "") => true,
            Some("modified-date") => false,
            Some(sent) => {
                let expected = "modified-date or -modified-date";
                let cause = Cause::new("versions are sorted by date", expected, sent);
                let why = format!("Provided value {{{sent}}} for 'sort' is not the correct type");
                return Err(bad(Api::V2, why, cause));
            }
        };
        let page = CursorPage::of(&target.query, self.settings(), 25, &descending.to_string())?;
        let place = |one: &Edition<'_>| Place {
            value: Sortable::Number(0),
            id: stored.number_of(*one),
        };
        let mut all: Vec<Edition<'_>> = stored.versions().collect();
        if !descending {
            all.reverse();
        }
        let passed = |one: &Edition<'_>| {
            let number = stored.number_of(*one);
            page.after.as_ref().is_none_or(|after| match descending {
                true => number < after.id,
                false => number > after.id,
            })
        };
        let (part, next) = page.cut(all.into_iter().filter(passed), place);
        let format = target.body_format(LISTED)?;
        let shown = part.iter().map(|one| {
            let mut version = self.version_v2(stored, *one);
            let then = stored.in_version(*one);
            let body = then.body_v2(format)?;
            version[stored.kind.name()] = json!({
                "title": then.page.title, "id": stored.id_text(), "body": body,
            });
            Ok(version)
        });
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// `GET …/version/{number}` of v1, `GET …/versions/{number}` of v2.
    pub(crate) fn read_version(&self, target: &ContentRequest, number: &str) -> Decided {
        let stored = self.stored(target)?;
        let past = version_of(target, stored, number)?;
        if target.api == Api::V1 {
            let expand = Expand::of(&target.query)?.and(&["content"]);
            let showing = Showing::new(self, &target.account);
            let shown = showing.version(stored, past, &expand);
            return Ok(ContentChange::shows(showing.done(shown)?));
        }
        let mut shown = self.version_v2(stored, past);
        let number = stored.number_of(past);
        let mut others = stored.versions().map(|one| stored.number_of(one));
        let after: Vec<u64> = others.by_ref().take_while(|one| *one != number).collect();
        shown["contentTypeModified"] = false.into();
        shown["collaborators"] = json!([shown["authorId"]]);
        if let Some(next) = after.last() {
            shown["nextVersion"] = (*next).into();
        }
        if let Some(previous) = others.next() {
            shown["prevVersion"] = previous.into();
        }
        Ok(ContentChange::shows(shown))
    }

    /// `GET …/history`.
    pub(crate) fn read_history(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored(target)?;
        let expand = Expand::of(&target.query)?;
        let showing = Showing::new(self, &target.account);
        let shown = showing.history(stored, &expand);
        Ok(ContentChange::shows(showing.done(shown)?))
    }

    /// `POST …/version`: a version of the past becomes the next one.
    pub(crate) fn restore_version(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = read(Api::V1, body)?;
        let parameters = &body["params"];
        let stored = self.stored(target)?;
        let past = (body["operationKey"] == "restore")
            .then(|| parameters["versionNumber"].as_u64())
            .flatten()
            .and_then(|number| stored.version_numbered(number));
        let Some(Edition::Past(past)) = past else {
            let expected = r#"{"operationKey": "restore", "params": {"versionNumber": …}}"#;
            let cause = Cause::new(
                "a version of the past is restored",
                expected,
                body.to_string(),
            );
            let why = format!("Cannot restore version {}", parameters["versionNumber"]);
            return Err(bad(Api::V1, why, cause));
        };
        let past = past.clone();
        refuse_archived(Api::V1, stored)?;
        self.permit(Api::V1, &target.account, stored, Act::Update)?;
        let with_title = parameters["restoreTitle"] == true;
        if with_title {
            let space = &stored.page.space;
            self.refuse_title(Api::V1, stored.kind, space, &past.title, stored.id())?;
        }
        let message = parameters["message"].as_str().unwrap_or_default();
        let mut stored = stored.clone();
        stored.begin_version(author, message, false);
        stored.page.body = past.body;
        if with_title {
            stored.page.title = past.title;
        }
        let showing = Showing::new(self, &target.account);
        let expand = Expand::of(&target.query)?.and(&["content"]);
        let shown = showing.version(&stored, Edition::Present, &expand);
        let shown = showing.done(shown)?;
        let (kind, page) = (stored.kind, stored.page.clone());
        self.contents.put(stored);
        let event = event(kind, "updated", page, author).with("updateTrigger", "revert");
        Ok(ContentChange::shows(shown).with(event))
    }
}
