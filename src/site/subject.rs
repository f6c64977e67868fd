//! What an event is about: pages, comments, attachments, spaces, as webhooks show them.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::settings::WebhookIds;

/// The largest id, version and size: what every JSON reader can tell from its neighbours.
pub(crate) const LARGEST: u64 = (1 << 53) - 1;

#[track_caller]
fn bounded(what: &str, number: u64) -> u64 {
    assert!(
        number <= LARGEST,
        "{what} {number} is beyond what JSON can say exactly: at most {LARGEST}"
    );
    number
}

#[track_caller]
fn version(number: u64) -> u64 {
    assert!(
        number > 0,
        "versions are counted from 1: there is no version 0"
    );
    bounded("the version", number)
}

/// A page or a blog post.
///
/// ```
/// use mockfluence::Page;
/// let page = Page::new(10_000_001, "Runbook").with_version(2);
/// assert_eq!(page.version(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub(super) id: u64,
    pub(super) title: String,
    pub(super) space: Space,
    pub(super) version: u64,
    pub(super) creator: Option<String>,
    pub(super) last_modifier: Option<String>,
    pub(super) body: String,
    /// When it was made and last changed; the time of the event where nobody knows better.
    pub(super) created_millis: Option<i64>,
    pub(super) changed_millis: Option<i64>,
}

impl Page {
    /// Version 1 of a page in the space `ENG`, by the site's administrator.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn new(id: u64, title: impl Into<String>) -> Self {
        Self {
            id: bounded("the id", id),
            title: title.into(),
            space: Space::first(),
            version: 1,
            creator: None,
            last_modifier: None,
            body: String::new(),
            created_millis: None,
            changed_millis: None,
        }
    }

    /// In this space.
    #[must_use]
    pub fn with_space(mut self, space: Space) -> Self {
        self.space = space;
        self
    }

    /// The version it has.
    ///
    /// # Panics
    /// For 0, and for more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn with_version(mut self, number: u64) -> Self {
        self.version = version(number);
        self
    }

    /// The account that made it.
    #[must_use]
    pub fn with_creator(mut self, account_id: impl Into<String>) -> Self {
        self.creator = Some(account_id.into());
        self
    }

    /// The account that changed it last; the creator unless this says otherwise.
    #[must_use]
    pub fn with_last_modifier(mut self, account_id: impl Into<String>) -> Self {
        self.last_modifier = Some(account_id.into());
        self
    }

    /// Its body in storage format. No webhook shows it.
    #[must_use]
    pub fn with_body(mut self, storage: impl Into<String>) -> Self {
        self.body = storage.into();
        self
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The version it has now.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Its body in storage format.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// As events show it; `kind` is `page` or `blogpost`.
    pub(super) fn event_json(&self, about: &About<'_>, kind: &str) -> Value {
        let title = utf8_percent_encode(&self.title, NON_ALPHANUMERIC).to_string();
        let folder = if kind == "page" { "pages" } else { "blog" };
        let place = format!("spaces/{}/{folder}/{}/{title}", self.space.key, self.id);
        let mut shown = about.content(
            self.id,
            self.creator.as_deref(),
            self.last_modifier.as_deref(),
        );
        if let Some(created) = self.created_millis {
            shown["creationDate"] = created.into();
            shown["modificationDate"] = self.changed_millis.unwrap_or(created).into();
        }
        shown["contentType"] = kind.into();
        shown["title"] = self.title.as_str().into();
        shown["version"] = self.version.into();
        shown["spaceKey"] = self.space.key.as_str().into();
        shown["spaceId"] = self.space.id.into();
        shown["self"] = about.link(&place.replace("%20", "+")).into();
        shown
    }
}

/// A comment on a page, or a reply to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    id: u64,
    page: Page,
    reply_to: Option<u64>,
    creator: Option<String>,
}

impl Comment {
    /// The page that it is on.
    pub(super) fn page(&self) -> &Page {
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

    /// The account that wrote it.
    #[must_use]
    pub fn creator(mut self, account_id: impl Into<String>) -> Self {
        self.creator = Some(account_id.into());
        self
    }

    pub(super) fn event_json(&self, about: &About<'_>) -> Value {
        let mut shown = self.one(about, self.id);
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
    id: u64,
    file_name: String,
    file_size: u64,
    version: u64,
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

    pub(super) fn event_json(&self, about: &About<'_>, page: &Page) -> Value {
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

/// A space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    pub(super) id: u64,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) personal: bool,
}

impl Space {
    /// A space that belongs to no person.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn new(id: u64, key: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: bounded("the id", id),
            key: key.into(),
            name: name.into(),
            personal: false,
        }
    }

    /// The space that every site has from the start.
    pub(super) fn first() -> Self {
        Self::new(20_000_001, "ENG", "Engineering")
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it is somebody's own.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.personal
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Somebody's personal space.
    #[must_use]
    pub fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    pub(super) fn event_json(&self, about: &About<'_>) -> Value {
        json!({
            "id": self.id,
            "key": self.key,
            "title": self.name,
            "isPersonalSpace": self.personal,
            "self": about.link(&format!("spaces/{}", self.key)),
        })
    }
}

/// What every event needs to know: of the site, the time, and who acted.
#[derive(Debug)]
pub(super) struct About<'a> {
    pub(super) base_url: &'a str,
    pub(super) ids: WebhookIds,
    pub(super) now_millis: i64,
    pub(super) actor: &'a str,
}

impl About<'_> {
    /// What all content has.
    fn content(&self, id: u64, creator: Option<&str>, modifier: Option<&str>) -> Value {
        let creator = creator.unwrap_or(self.actor);
        let shown_id = match self.ids {
            WebhookIds::Text => Value::from(id.to_string()),
            _ => Value::from(id),
        };
        json!({
            "id": shown_id,
            "idAsString": id.to_string(),
            "creatorAccountId": creator,
            "lastModifierAccountId": modifier.unwrap_or(creator),
            "creationDate": self.now_millis,
            "modificationDate": self.now_millis,
        })
    }

    fn link(&self, place: &str) -> String {
        format!("{}/{place}", self.base_url)
    }
}
