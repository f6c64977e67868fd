//! Lists of files: on content in v1, on content and of the whole site in v2; and one of them.

use serde_json::json;

use super::shown::BY_DEFAULT;
use crate::cause::Cause;
use crate::site::content::{Above, ContentChange, Field, Kind, Order, State, Stored};
use crate::site::paging::{CursorPage, Window};
use crate::site::rejection::Rejection;
use crate::site::{ContentRequest, Decided, ListedKind, Site};

/// How many v1 shows without a `limit`, and at most.
const V1: (usize, usize) = (25, 1000);
/// How many v2 shows without a `limit`.
const V2: usize = 50;

const SORTED: &[Field] = &[Field::Id, Field::CreatedDate, Field::ModifiedDate];

impl Site {
    /// `GET content/{id}/child/attachment`.
    pub(crate) fn list_files(&self, target: &ContentRequest) -> Decided {
        let container = self.file_container(target)?;
        let window = Window::of(&target.query, V1.0, V1.1)?;
        let files = self.files_on(container.id());
        let asked =
            |one: &&Stored| self.is_asked(target, one) && self.may_see(&target.account, one);
        self.shown_v1(target, window, window.cut(files.filter(asked)), BY_DEFAULT)
    }

    /// By the name and the media type that the query asks for.
    fn is_asked(&self, target: &ContentRequest, file: &Stored) -> bool {
        let query = &target.query;
        let named = |name: &str| name == file.page.title;
        let typed = |kind: &str| self.file(file).is_some_and(|file| file.media_type == kind);
        query.first("filename").is_none_or(named) && query.first("mediaType").is_none_or(typed)
    }

    /// `GET attachments`, and those of a page or a blog post.
    pub(crate) fn list_files_v2(&self, target: &ContentRequest, on: Option<ListedKind>) -> Decided {
        let order = Order::of(&target.query, SORTED)?;
        let page = CursorPage::of(&target.query, self.settings(), V2, &order.name())?;
        let states: Vec<&str> = target.query.list("status").collect();
        let in_state = |one: &&Stored| match states.is_empty() {
            true => matches!(one.state, State::Current | State::Archived),
            false => states.contains(&one.state.name()),
        };
        let all: Box<dyn Iterator<Item = &Stored>> = match on {
            None => Box::new(
                State::ALL
                    .into_iter()
                    .flat_map(|state| self.contents.of_kind(Kind::Attachment, state, 0)),
            ),
            Some(ListedKind(kind)) => {
                let container = self.stored_as(target, kind)?.id();
                Box::new(
                    self.contents
                        .below(Above::Content(container), Kind::Attachment),
                )
            }
        };
        let asked = |one: &&Stored| {
            in_state(one) && self.is_asked(target, one) && self.sees_file(&target.account, one)
        };
        let (part, next) = order.part(&page, all.filter(asked));
        let shown = part.iter().map(|one| Ok(self.attachment_v2(one, None)));
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// `GET attachments/{id}`, with `version` one of the past.
    pub(crate) fn read_file_v2(&self, target: &ContentRequest) -> Decided {
        let stored = self.file_v2(target)?;
        let past = match target.query.first("version") {
            None => None,
            Some(sent) if sent == stored.page.version.to_string() => None,
            Some(sent) => {
                let past = stored
                    .past
                    .iter()
                    .find(|past| past.number.to_string() == sent);
                Some(past.ok_or_else(|| no_version(stored, sent))?)
            }
        };
        let mut shown = self.attachment_v2(stored, past);
        self.include(target, stored, &mut shown)?;
        Ok(ContentChange::shows(self.alone_v2(shown)))
    }

    /// `GET attachments/{id}/operations`.
    pub(crate) fn file_operations(&self, target: &ContentRequest) -> Decided {
        let stored = self.file_v2(target)?;
        let operations = self.operations_of(&target.account, stored);
        Ok(ContentChange::shows(json!({ "operations": operations })))
    }
}

pub(super) fn no_version(stored: &Stored, sent: &str) -> Rejection {
    let expected = format!("1 to {}", stored.page.version);
    let cause = Cause::missing("the attachment has the version", expected, sent);
    let why = format!("Cannot find version [{sent}] of the attachment");
    Rejection::errors(404, "NOT_FOUND", why, cause)
}
