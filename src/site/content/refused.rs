//! The refusals of the content store, in the words of each API.

use super::{Api, Kind, State, Stored};
use crate::cause::Cause;
use crate::settings::UnwritableContent;
use crate::site::rejection::Rejection;
use crate::site::{ContentOperation, Site};

pub(in crate::site) fn bad(api: Api, why: String, cause: Cause) -> Rejection {
    match api {
        Api::V1 => Rejection::service(400, "BadRequestException", why, cause),
        Api::V2 => Rejection::errors(400, "INVALID_REQUEST_PARAMETER", why, cause),
    }
}

pub(in crate::site) fn conflict(api: Api, why: String, cause: Cause) -> Rejection {
    match api {
        Api::V1 => Rejection::service(409, "ConflictException", why, cause),
        Api::V2 => Rejection::errors(409, "CONFLICT", why, cause),
    }
}

pub(in crate::site) fn missing(api: Api, id: &str, cause: Cause) -> Rejection {
    match api {
        Api::V1 => {
            let why = format!("No content found with id : {id}");
            Rejection::service(404, "NotFoundException", why, cause)
        }
        Api::V2 => {
            let why = format!("Cannot find a page with id [{id}]");
            Rejection::errors(404, "NOT_FOUND", why, cause)
        }
    }
}

/// A missing attachment in v2, by analogy.
pub(in crate::site) fn no_file(id: &str, cause: Cause) -> Rejection {
    let why = format!("Cannot find an attachment with id [{id}]");
    Rejection::errors(404, "NOT_FOUND", why, cause)
}

/// A missing permission. The code of v2 is assumed, by analogy with its others.
pub(in crate::site) fn forbidden(api: Api, why: String, cause: Cause) -> Rejection {
    match api {
        Api::V1 => Rejection::service(403, "PermissionException", why, cause),
        Api::V2 => Rejection::errors(403, "FORBIDDEN", why, cause),
    }
}

/// The host says the same where a space does not exist and where the caller may not write to it.
pub(super) fn no_place(api: Api, kind: &str, cause: Cause) -> Rejection {
    forbidden(
        api,
        format!("Could not create content with type {kind}"),
        cause,
    )
}

pub(super) fn title_taken(api: Api, title: &str, other: u64) -> Rejection {
    let why = "A page with this title already exists: A page already exists with the same TITLE \
               in this space"
        .to_owned();
    let got = format!("`{title}`, the title of page {other}");
    let expected = "a title that no page of the space has";
    let cause = Cause::new("a title is once in a space", expected, got);
    match api {
        Api::V1 => bad(api, why, cause),
        Api::V2 => Rejection::errors(400, "BAD_REQUEST", why, cause),
    }
}

/// What is archived is not changed: there is nothing current to change. The text is that for what
/// is not there, by analogy.
pub(super) fn refuse_archived(api: Api, stored: &Stored) -> Result<(), Rejection> {
    if stored.state != State::Archived {
        return Ok(());
    }
    let id = stored.id().to_string();
    let cause = Cause::missing("the content is current", "current", "it is archived")
        .with_likely("no call of REST takes a page out of the archive: somebody does it by hand");
    Err(missing(api, &id, cause))
}

/// What somebody is about to do, for the words of its refusal.
#[derive(Clone, Copy, Debug)]
pub(in crate::site) enum Act<'a> {
    Update,
    #[cfg(feature = "attachments")]
    Attach,
    Archive,
    Trash,
    Purge,
    CreateProperty(&'a str),
    UpdateProperty(&'a str),
    DeleteProperty(&'a str),
}

impl Act<'_> {
    /// The permission that it takes.
    fn operation(self) -> ContentOperation {
        match self {
            Act::Archive | Act::Trash | Act::Purge => ContentOperation::Delete,
            _ => ContentOperation::Update,
        }
    }

    fn refusal(self, stored: &Stored) -> String {
        let id = stored.page.id;
        match self {
            Act::Update => {
                let class = stored.kind.class();
                format!("Could not update Content of type : class {class} with id {id}")
            }
            // Assumed.
            #[cfg(feature = "attachments")]
            Act::Attach => format!("Could not attach files to content with id {id}"),
            // Assumed.
            Act::Archive => format!("Unable to archive content with id: ContentId{{id={id}}}"),
            Act::Trash => format!("Unable to trash content with id: ContentId{{id={id}}}"),
            Act::Purge => format!("Unable to purge content with id: ContentId{{id={id}}}"),
            Act::CreateProperty(key) => format!("Cannot create new content property: {key}"),
            Act::UpdateProperty(key) => format!("Cannot update content property: {key}"),
            Act::DeleteProperty(key) => format!("Cannot delete content property: {key}"),
        }
    }
}

impl Site {
    /// Refuses what the account may not do to content that it may see; to a file, what it may not do
    /// to that which the file is on.
    pub(in crate::site) fn permit(
        &self,
        api: Api,
        account: &str,
        stored: &Stored,
        act: Act<'_>,
    ) -> Result<(), Rejection> {
        let judged = match stored.kind {
            Kind::Attachment => self.contents.container(stored),
            _ => stored,
        };
        let id = judged.page.id.to_string();
        let operation = act.operation();
        if self.may(account, operation, &id) {
            return Ok(());
        }
        let got = format!("a test denied {account} what `{operation}` takes");
        let expected = format!("an account that may `{operation}` content {id}");
        let cause = Cause::new("the account may change the content", expected, got).with_likely(
            "scopes alone are not enough: the page is restricted for the acting account",
        );
        Err(match self.settings().unwritable_content {
            UnwritableContent::NotFound => missing(api, &id, cause),
            _ => forbidden(api, act.refusal(stored), cause),
        })
    }
}
