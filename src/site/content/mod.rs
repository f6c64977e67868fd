//! Spaces, and pages with versions, their properties and macros (feature `content`): small, and
//! exact where apps get it wrong, which is the version rule.

mod along;
mod archive;
mod body_format;
mod clash;
mod comments;
mod comments_shown;
mod content_v1;
mod content_v2;
mod contents;
mod copies;
mod cql;
mod created;
mod expand;
mod found;
mod included;
mod kind;
mod labels;
mod labels_of_site;
mod links;
mod listing_v1;
mod listing_v2;
mod location;
mod looked_at;
mod moves;
mod narrowed;
mod page_rules;
mod page_tree;
mod parts_v1;
mod positions;
mod property_rules;
mod refused;
mod rest_json;
mod search;
mod shown;
mod sorted;
mod space_named;
mod spaces;
mod stocked;
mod stored;
mod trash;
#[cfg(test)]
mod tree_tests;
mod tree_v2;
mod version_deleted;
#[cfg(test)]
mod version_tests;
mod versions;
mod within_v1;

use serde_json::Value;

use super::query::Query;
use super::subject::Page;
use super::webhook::Webhook;
use super::{Rejection, Site};
pub(in crate::site) use along::TreeCopy;
pub use clash::ContentClash;
pub(crate) use contents::Contents;
pub(in crate::site) use expand::Expand;
pub(in crate::site) use included::all_of;
pub(crate) use kind::{Kind, State};
pub(crate) use listing_v2::ListedKind;
pub(in crate::site) use listing_v2::numbers;
pub(crate) use location::Location;
#[cfg(feature = "attachments")]
pub(in crate::site) use refused::{Act, conflict, missing, no_file};
pub(in crate::site) use refused::{bad, forbidden};
pub(in crate::site) use shown::{Object, Showing};
#[cfg(feature = "attachments")]
pub(in crate::site) use sorted::{Field, Order};
pub use stored::Macro;
pub(in crate::site) use stored::{Above, ContentProperty, Stored};
#[cfg(feature = "attachments")]
pub(in crate::site) use stored::{Edition, Inline, Past};

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
    /// Whose permissions count.
    pub(crate) account: String,
    /// As it stands in the path; empty where that names no content.
    pub(crate) id: String,
    /// `status` of the query, or `purge` of v2.
    pub(crate) in_trash: bool,
    pub(crate) query: Query,
}

impl ContentRequest {
    /// The type of the content that a path of v2 names, which has a collection for each.
    fn kind_of_path(&self) -> Option<Kind> {
        let (collection, _) = self
            .query
            .path()
            .strip_prefix("/wiki/api/v2/")?
            .split_once('/')?;
        match collection {
            "pages" => Some(Kind::Page),
            "blogposts" => Some(Kind::BlogPost),
            "footer-comments" | "inline-comments" | "comments" => Some(Kind::Comment),
            "attachments" => Some(Kind::Attachment),
            _ => None,
        }
    }
}

/// A reply, and the events that what led to it is.
#[derive(Debug)]
pub(crate) struct ContentChange {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    pub(crate) events: Vec<Webhook>,
    /// The header `Link` of a list of v2.
    pub(crate) link: Option<String>,
}

impl ContentChange {
    pub(in crate::site) fn shows(body: Value) -> Self {
        Self {
            status: 200,
            body: Some(body),
            events: Vec::new(),
            link: None,
        }
    }

    /// A part of a list of v2.
    pub(in crate::site) fn part((body, link): (Value, Option<String>)) -> Self {
        Self {
            link,
            ..Self::shows(body)
        }
    }

    pub(in crate::site) fn gone() -> Self {
        Self {
            status: 204,
            body: None,
            events: Vec::new(),
            link: None,
        }
    }

    pub(in crate::site) fn with(mut self, event: Webhook) -> Self {
        self.events.push(event);
        self
    }
}

pub(crate) type Decided = Result<ContentChange, Rejection>;

/// Who changes content, and when.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    pub(crate) account: String,
    pub(crate) now_millis: i64,
}

impl Site {
    /// Whether anybody has put something there yet.
    pub(crate) fn has_content(&self) -> bool {
        !self.contents.is_untouched()
    }

    /// A page that is not in the trash.
    pub(crate) fn content(&self, id: u64) -> Option<Page> {
        let stored = self.contents.get(id)?;
        (stored.state != State::Trashed).then(|| stored.page.clone())
    }
}
