//! Pages and blog posts, as webhooks show them.

use std::collections::BTreeSet;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::about::{About, bounded, version};
use super::label::Label;
use super::space::Space;

/// A page or a blog post.
///
/// ```
/// use mockfluence::Page;
/// let page = Page::new(10_000_001, "Runbook").with_version(2);
/// assert_eq!(page.version(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub(in crate::site) id: u64,
    pub(in crate::site) title: String,
    pub(in crate::site) space: Space,
    pub(in crate::site) version: u64,
    pub(in crate::site) creator: Option<String>,
    pub(in crate::site) last_modifier: Option<String>,
    pub(in crate::site) body: String,
    pub(in crate::site) parent: Option<u64>,
    pub(in crate::site) labels: BTreeSet<Label>,
    /// When it was made and last changed; the time of the event where nobody knows better.
    pub(in crate::site) created_millis: Option<i64>,
    pub(in crate::site) changed_millis: Option<i64>,
    pub(in crate::site) said: Said,
}

/// Whether a test has said what a page has from the start otherwise. Two pages are one whether that
/// was said or not.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::site) struct Said {
    version: bool,
    space: bool,
}

impl PartialEq for Said {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Said {}

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
            parent: None,
            labels: BTreeSet::new(),
            created_millis: None,
            changed_millis: None,
            said: Said::default(),
        }
    }

    /// The page of this id as the site has it, for events: an id is enough where the page is there.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[cfg(feature = "content")]
    #[must_use]
    #[track_caller]
    pub fn of_id(id: u64) -> Self {
        Self::new(id, "")
    }

    /// As the site has it, but for what a test has said of it otherwise.
    #[cfg(feature = "content")]
    pub(in crate::site) fn into_stored(self, stored: &Self) -> Self {
        let own = |text: String, stored: &String| match text.is_empty() {
            true => stored.clone(),
            false => text,
        };
        Self {
            title: own(self.title, &stored.title),
            version: match self.said.version {
                true => self.version,
                false => stored.version,
            },
            space: match self.said.space {
                true => self.space,
                false => stored.space.clone(),
            },
            creator: self.creator.or_else(|| stored.creator.clone()),
            last_modifier: self.last_modifier.or_else(|| stored.last_modifier.clone()),
            ..stored.clone()
        }
    }

    /// In this space.
    #[must_use]
    pub fn with_space(mut self, space: Space) -> Self {
        self.space = space;
        self.said.space = true;
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
        self.said.version = true;
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

    /// Below this page, which is on the site already and in the same space. No webhook shows it.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn with_parent(mut self, page: u64) -> Self {
        self.parent = Some(bounded("the id", page));
        self
    }

    /// With one more label: `runbook`, or with the prefix of another kind of labels, as in
    /// `my:favourite` and `team:ops`. The host writes labels in lower case. No webhook shows it.
    #[must_use]
    pub fn with_label(mut self, label: &str) -> Self {
        self.labels.insert(Label::parse(label));
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

    /// The page above it; none at the top of its space.
    #[must_use]
    pub fn parent(&self) -> Option<u64> {
        self.parent
    }

    /// Its labels in order, with the prefix of those that are not global.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        self.labels.iter().map(ToString::to_string).collect()
    }

    /// The space it is in.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// As events show it; `kind` is `page` or `blogpost`.
    pub(in crate::site) fn event_json(&self, about: &About<'_>, kind: &str) -> Value {
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
