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

    /// Its id.
    #[cfg(feature = "content")]
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

    /// As the site has it, on this page, but for what a test has said of it otherwise.
    #[cfg(feature = "content")]
    pub(in crate::site) fn into_stored(self, stored: Self) -> Self {
        Self {
            reply_to: self.reply_to.or(stored.reply_to),
            creator: self.creator.or(stored.creator),
            ..stored
        }
    }

    /// On this page.
    #[cfg(feature = "content")]
    pub(in crate::site) fn on(mut self, page: Page) -> Self {
        self.page = page;
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
    file_size: Option<u64>,
    version: Option<u64>,
    comment: Option<String>,
}

impl Attachment {
    /// Version 1 of an empty file; in an event, the file of this id, or of this name on its page, as
    /// the site has it.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn new(id: u64, file_name: impl Into<String>) -> Self {
        Self {
            id: bounded("the id", id),
            file_name: file_name.into(),
            file_size: None,
            version: None,
            comment: None,
        }
    }

    /// Its size.
    pub(in crate::site) fn bytes(&self) -> u64 {
        self.file_size.unwrap_or_default()
    }

    /// Its version.
    pub(in crate::site) fn number(&self) -> u64 {
        self.version.unwrap_or(1)
    }

    /// As the site has it, but for what a test has said of it otherwise.
    #[cfg(feature = "attachments")]
    pub(in crate::site) fn into_stored(self, stored: Self) -> Self {
        let file_name = match self.file_name.is_empty() {
            true => stored.file_name,
            false => self.file_name,
        };
        Self {
            id: stored.id,
            file_name,
            file_size: self.file_size.or(stored.file_size),
            version: self.version.or(stored.version),
            comment: self.comment.or(stored.comment),
        }
    }

    /// Its size in bytes.
    ///
    /// # Panics
    /// For more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn file_size(mut self, bytes: u64) -> Self {
        self.file_size = Some(bounded("the size", bytes));
        self
    }

    /// The version it has.
    ///
    /// # Panics
    /// For 0, and for more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn version(mut self, number: u64) -> Self {
        self.version = Some(version(number));
        self
    }

    /// What was said when it was uploaded.
    #[must_use]
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comment = Some(text.into());
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
        shown["fileSize"] = self.bytes().into();
        shown["version"] = self.number().into();
        shown["comment"] = self.comment.as_deref().unwrap_or_default().into();
        shown["self"] = about.link(&place).into();
        shown
    }
}
