//! What stands in the file of a site.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::format_hanging::{FileAttachment, FileComment, FileStatus, FileVersion, first};
use crate::site::{ContentOperation, User};

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct SiteFile {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) users: Vec<User>,
    /// Apps that have had an account, installed or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) apps: Vec<FileApp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) spaces: Vec<FileSpace>,
    /// In any order: a page may stand before its parent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) content: Vec<FileContent>,
    /// On any of it, on files, and on each other: in any order, too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) comments: Vec<FileComment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<Denied>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileApp {
    pub(super) key: String,
    pub(super) name: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FileSpace {
    pub(super) id: u64,
    pub(super) key: String,
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) personal: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) homepage: Option<u64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FileKind {
    #[default]
    Page,
    BlogPost,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FileContent {
    pub(super) id: u64,
    #[serde(rename = "type", default)]
    pub(super) kind: FileKind,
    #[serde(default, skip_serializing_if = "FileStatus::is_current")]
    pub(super) status: FileStatus,
    pub(super) title: String,
    /// The key of its space.
    pub(super) space: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<u64>,
    #[serde(default = "first")]
    pub(super) version: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_modifier: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) body: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) labels: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) properties: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) macros: Vec<FileMacro>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) attachments: Vec<FileAttachment>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) message: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) minor_edit: bool,
    /// The versions before the present one, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<FileVersion>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileMacro {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) body: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) parameters: BTreeMap<String, String>,
}

/// What an account may not do to content, or in a space, of this id.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Denied {
    pub(super) account: String,
    pub(super) operation: ContentOperation,
    pub(super) id: u64,
}
