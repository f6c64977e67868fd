//! What an account may do with content, as the REST APIs list it: by the rules that the calls go by.

use serde_json::{Value, json};

use super::content::{Kind, State, Stored};
use super::{ContentOperation, Site};

/// What an operation takes of the three that a test can deny.
#[derive(Clone, Copy, Debug)]
enum Takes {
    /// To do so to the content itself.
    Of(ContentOperation),
    /// To see the content, and to make something in its space.
    Making,
}

const READ: Takes = Takes::Of(ContentOperation::Read);
const UPDATE: Takes = Takes::Of(ContentOperation::Update);
const DELETE: Takes = Takes::Of(ContentOperation::Delete);

/// Operation, and what it is done to; nothing where that is the content itself.
type Row = (&'static str, Option<Kind>, Takes);

const PAGE: &[Row] = &[
    ("read", None, READ),
    ("export", None, READ),
    ("copy", None, Takes::Making),
    ("create", Some(Kind::Comment), Takes::Making),
    ("create", Some(Kind::Attachment), UPDATE),
    ("update", None, UPDATE),
    ("move", None, UPDATE),
    ("restrict_content", None, UPDATE),
    ("purge_version", None, UPDATE),
    ("archive", None, DELETE),
    ("delete", None, DELETE),
];
const BLOG_POST: &[Row] = &[
    ("read", None, READ),
    ("create", Some(Kind::Comment), Takes::Making),
    ("create", Some(Kind::Attachment), UPDATE),
    ("update", None, UPDATE),
    ("restrict_content", None, UPDATE),
    ("purge_version", None, UPDATE),
    ("delete", None, DELETE),
];
const COMMENT: &[Row] = &[
    ("read", None, READ),
    ("create", Some(Kind::Comment), Takes::Making),
    ("update", None, UPDATE),
    ("delete", None, DELETE),
];
const ATTACHMENT: &[Row] = &[
    ("read", None, READ),
    ("update", None, UPDATE),
    ("delete", None, DELETE),
];
/// Of a page in the archive, which nothing changes.
const ARCHIVED: &[Row] = &[
    ("read", None, READ),
    ("export", None, READ),
    ("copy", None, Takes::Making),
    ("delete", None, DELETE),
];
const TRASHED: &[Row] = &[
    ("read", None, READ),
    ("restore", None, UPDATE),
    ("purge", None, DELETE),
];
/// No call restores a file.
const TRASHED_FILE: &[Row] = &[("read", None, READ), ("purge", None, DELETE)];

fn rows(stored: &Stored) -> &'static [Row] {
    match (stored.state, stored.kind) {
        (State::Trashed, Kind::Attachment) => TRASHED_FILE,
        (State::Trashed, _) => TRASHED,
        (State::Archived, Kind::Page) => ARCHIVED,
        (_, Kind::Page) => PAGE,
        (_, Kind::BlogPost) => BLOG_POST,
        (_, Kind::Comment) => COMMENT,
        (_, Kind::Attachment) => ATTACHMENT,
    }
}

impl Site {
    /// What an account may do to content. What is allowed on content is allowed on its files.
    pub(super) fn operations_of(&self, account: &str, content: &Stored) -> Vec<Value> {
        let judged = match content.kind {
            Kind::Attachment => self.contents.container(content),
            _ => content,
        };
        let id = judged.id().to_string();
        let may = |takes: Takes| match takes {
            Takes::Of(operation) => self.may(account, operation, &id),
            Takes::Making => {
                self.may(account, ContentOperation::Read, &id)
                    && self.may_in(account, ContentOperation::Update, &content.page.space)
            }
        };
        let allowed = rows(content).iter().filter(|(.., takes)| may(*takes));
        let shown = allowed.map(|(operation, target, _)| {
            let target = target.unwrap_or(content.kind).name();
            json!({ "operation": operation, "targetType": target })
        });
        shown.collect()
    }
}
