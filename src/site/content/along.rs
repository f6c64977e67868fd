//! What a request for a copy asks for, as data.

use serde_json::Value;

/// What a copy takes along.
#[derive(Clone, Copy, Debug)]
pub(in crate::site) struct Along {
    pub(super) properties: bool,
    pub(super) labels: bool,
    #[cfg(feature = "attachments")]
    pub(super) attachments: bool,
}

impl Along {
    /// As the body of the request says; the permissions of a page are no part of the store.
    pub(super) fn of(body: &Value) -> Self {
        let says = |name: &str| body[name] == true;
        Self {
            properties: says("copyProperties"),
            labels: says("copyLabels"),
            #[cfg(feature = "attachments")]
            attachments: says("copyAttachments"),
        }
    }
}

/// A page and all that is below it, to be copied below another.
#[derive(Clone, Debug)]
pub(in crate::site) struct TreeCopy {
    pub(in crate::site) source: u64,
    pub(super) destination: u64,
    pub(super) along: Along,
    pub(super) titles: Titles,
}

/// How the copies are called.
#[derive(Clone, Debug)]
pub(super) struct Titles {
    prefix: String,
    search: String,
    replace: String,
}

impl Titles {
    /// `titleOptions` of the request.
    pub(super) fn of(options: &Value) -> Self {
        let text = |name: &str| options[name].as_str().unwrap_or_default().to_owned();
        Self {
            prefix: text("prefix"),
            search: text("search"),
            replace: text("replace"),
        }
    }

    pub(super) fn of_copy(&self, title: &str) -> String {
        let replaced = match self.search.is_empty() {
            true => title.to_owned(),
            false => title.replace(&self.search, &self.replace),
        };
        format!("{}{replaced}", self.prefix)
    }
}
