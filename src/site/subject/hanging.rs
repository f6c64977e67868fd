//! What hangs on a page, as webhooks show it: comments and files.

use serde_json::Value;

use super::about::{About, bounded, version};
use super::page::Page;

/// A comment on a page, or a reply to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub(in crate::site) id: u64,
    page: Page,
    pub(in crate::site) reply_to: Option<u64>,
    pub(in crate::site) creator: Option<String>,
    pub(in crate::site) version: u64,
    pub(in crate::site) body: String,
}

impl Comment {
    /// The page that it is on.
    pub(in crate::site) fn page(&self) -> &Page {
        &self.page
    }

    /// A comment on this page.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn new(id: u64, page: Page) -> Self {
        Self {
            id: bounded("the id", id),
            page,
            reply_to: None,
            creator: None,
            version: 1,
            body: String::new(),
        }
    }

    /// A reply to another comment on the page.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn reply_to(mut self, comment: u64) -> Self {
        self.reply_to = Some(bounded("the id", comment));
        self
    }

    #[cfg(feature = "content")]
    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// What it is on: the comment that it replies to, or its page.
    #[cfg(feature = "content")]
    pub(in crate::site) fn above(&self) -> u64 {
        self.reply_to.unwrap_or(self.page.id)
    }

    #[cfg(feature = "content")]
    pub(in crate::site) fn at_version(mut self, number: u64) -> Self {
        self.version = number;
        self
    }

    /// What it says, in storage format. No webhook shows it.
    #[must_use]
    pub fn body(mut self, storage: impl Into<String>) -> Self {
        self.body = storage.into();
        self
    }

    /// The account that wrote it.
    #[must_use]
    pub fn creator(mut self, account_id: impl Into<String>) -> Self {
        self.creator = Some(account_id.into());
        self
    }

    pub(in crate::site) fn event_json(&self, about: &About<'_>) -> Value {
        let mut shown = self.one(about, self.id);
        shown["version"] = self.version.into();
        shown["parent"] = match self.reply_to {
            Some(parent) => self.one(about, parent),
            None => self.page.event_json(about, "page"),
        };
        shown
    }

    fn one(&self, about: &About<'_>, id: u64) -> Value {
        let space = &self.page.space;
        let page = self.page.id;
        let place = format!("spaces/{}/pages/{page}/x?focusedCommentId={id}", space.key);
        let mut shown = about.content(id, self.creator.as_deref(), None);
        shown["contentType"] = "comment".into();
        shown["version"] = 1.into();
        shown["spaceKey"] = space.key.as_str().into();
        shown["spaceId"] = space.id.into();
        shown["self"] = about.link(&place).into();
        shown
    }
}

/// A file on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub(in crate::site) id: u64,
    pub(in crate::site) file_name: String,
    pub(in crate::site) file_size: u64,
    pub(in crate::site) version: u64,
    comment: String,
}

impl Attachment {
    /// Version 1 of an empty file.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn new(id: u64, file_name: impl Into<String>) -> Self {
        Self {
            id: bounded("the id", id),
            file_name: file_name.into(),
            file_size: 0,
            version: 1,
            comment: String::new(),
        }
    }

    /// Its size in bytes.
    ///
    /// # Panics
    /// For more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn file_size(mut self, bytes: u64) -> Self {
        self.file_size = bounded("the size", bytes);
        self
    }

    /// The version it has.
    ///
    /// # Panics
    /// For 0, and for more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn version(mut self, number: u64) -> Self {
        self.version = version(number);
        self
    }

    /// What was said when it was uploaded.
    #[must_use]
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comment = text.into();
        self
    }

    pub(in crate::site) fn event_json(&self, about: &About<'_>, page: &Page) -> Value {
        let place = format!("pages/viewpageattachments.action?pageId={}", page.id);
        let mut shown = about.content(
            self.id,
            page.creator.as_deref(),
            page.last_modifier.as_deref(),
        );
        shown["fileName"] = self.file_name.as_str().into();
        shown["fileSize"] = self.file_size.into();
        shown["version"] = self.version.into();
        shown["comment"] = self.comment.as_str().into();
        shown["self"] = about.link(&place).into();
        shown
    }
}
