//! What an event of the site is about.

use serde_json::Value;

use super::subject::{Attachment, Comment, Page, Space};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum EventSubject {
    /// `page` or `blog`.
    Page(&'static str, Page),
    /// With its parents before and after.
    Moved(Box<[Page; 3]>),
    Reordered(Page, Vec<Page>, Vec<Page>),
    Comment(Comment),
    Attachments(Page, Vec<Attachment>),
    Label(String, Page),
    Space(Space),
    User(String),
    /// A whole body.
    Body(Value),
}
