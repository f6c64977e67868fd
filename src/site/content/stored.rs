//! One piece of content as a site stores it, as data: what all types of it have, and what hangs on
//! it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::kind::{Kind, State};
use crate::site::subject::{Label, Page};

/// A page, a blog post, a comment or an attachment.
///
/// [`Page`] has what all of them have: id, title (of an attachment its file name), space, parent,
/// labels, number and author of the version, times, and body. The parent is the content it hangs
/// on: of a page the page above it, of a comment the content or the comment that it answers, of an
/// attachment its container.
#[derive(Clone, Debug)]
pub(in crate::site) struct Stored {
    pub(in crate::site) page: Page,
    pub(in crate::site) kind: Kind,
    pub(in crate::site) state: State,
    /// Among its siblings; nothing until `Contents` has given it one.
    pub(in crate::site) position: Option<i64>,
    /// What was said of the present version.
    pub(in crate::site) message: String,
    pub(in crate::site) minor: bool,
    /// The versions before the present one, oldest first, as far as the site saw them.
    pub(in crate::site) past: Vec<Past>,
    /// Of the comment with which a thread on a text of the page begins.
    pub(in crate::site) inline: Option<Inline>,
    pub(in crate::site) properties: BTreeMap<String, ContentProperty>,
    pub(in crate::site) macros: Vec<Macro>,
}

impl Stored {
    /// Current content, with nothing on it.
    pub(in crate::site) fn new(page: Page, kind: Kind) -> Self {
        Self {
            page,
            kind,
            state: State::Current,
            position: None,
            message: String::new(),
            minor: false,
            past: Vec::new(),
            inline: None,
            properties: BTreeMap::new(),
            macros: Vec::new(),
        }
    }

    pub(in crate::site) fn id(&self) -> u64 {
        self.page.id
    }

    pub(in crate::site) fn is_trashed(&self) -> bool {
        self.state == State::Trashed
    }

    pub(in crate::site) fn is_current(&self) -> bool {
        self.state == State::Current
    }

    /// Among what it is listed: the children of its parent, or what is at the top of its space.
    pub(in crate::site) fn above(&self) -> Above {
        match self.page.parent {
            Some(parent) => Above::Content(parent),
            None => Above::Space(self.page.space.id),
        }
    }
}

/// What content hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) enum Above {
    /// At the top of the space of this id.
    Space(u64),
    /// Below the content of this id.
    Content(u64),
}

/// The text that an inline comment is about, and whether that is settled.
#[derive(Clone, Debug)]
pub(in crate::site) struct Inline {
    pub(in crate::site) selection: String,
    pub(in crate::site) resolution: &'static str,
    /// Who settled it or opened it again, and when.
    pub(in crate::site) resolved_by: Option<(String, i64)>,
}

impl Inline {
    pub(in crate::site) fn new(selection: &str) -> Self {
        Self {
            selection: selection.to_owned(),
            resolution: "open",
            resolved_by: None,
        }
    }

    /// As v2 shows it.
    pub(super) fn properties(&self) -> Value {
        json!({ "inlineMarkerRef": self.marker(), "inlineOriginalSelection": self.selection })
    }

    /// As v1 shows it.
    pub(super) fn properties_v1(&self) -> Value {
        json!({ "markerRef": self.marker(), "originalSelection": self.selection })
    }

    /// Of our making: it depends on the text alone.
    fn marker(&self) -> String {
        format!("{:08x}", crc32fast::hash(self.selection.as_bytes()))
    }
}

/// One of its versions.
#[derive(Clone, Copy, Debug)]
pub(in crate::site) enum Edition<'a> {
    Present,
    Past(&'a Past),
}

/// A version that is not the present one any more.
#[derive(Clone, Debug)]
pub(in crate::site) struct Past {
    pub(in crate::site) number: u64,
    pub(in crate::site) title: String,
    pub(in crate::site) body: String,
    pub(in crate::site) by: Option<String>,
    pub(in crate::site) when: i64,
    pub(in crate::site) message: String,
    pub(in crate::site) minor: bool,
}

impl Past {
    /// The present version, which is about to become one of the past.
    pub(super) fn of(stored: &Stored) -> Self {
        let page = &stored.page;
        Self {
            number: page.version,
            title: page.title.clone(),
            body: page.body.clone(),
            by: page.last_modifier.clone().or(page.creator.clone()),
            when: page.changed_millis.unwrap_or_default(),
            message: stored.message.clone(),
            minor: stored.minor,
        }
    }
}

#[derive(Clone, Debug)]
pub(in crate::site) struct ContentProperty {
    pub(super) id: u64,
    pub(in crate::site) value: Value,
    pub(super) version: u64,
    pub(super) by: String,
    pub(super) changed_millis: i64,
}

/// Labels by their ids.
pub(in crate::site) type Labels = BTreeMap<Label, u64>;

/// A macro on a page, for an app that asks for its body by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Macro {
    pub(in crate::site) id: String,
    pub(in crate::site) name: String,
    pub(in crate::site) body: String,
    pub(in crate::site) parameters: BTreeMap<String, String>,
}

impl Macro {
    /// A macro without body or parameters.
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            body: String::new(),
            parameters: BTreeMap::new(),
        }
    }

    /// What is between its tags.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    /// One parameter.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }
}
