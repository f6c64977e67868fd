//! What stands in the file of a site.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::site::{ContentOperation, User};

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct SiteFile {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) users: Vec<User>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) spaces: Vec<FileSpace>,
    /// In any order: a page may stand before its parent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) content: Vec<FileContent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<Denied>,
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
}

fn first() -> u64 {
    1
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

/// With its bytes as text, where they are one, or in base64.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FileAttachment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u64>,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) media_type: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) comment: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) base64: Option<String>,
}

/// What an account may not do to content, or in a space, of this id.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Denied {
    pub(super) account: String,
    pub(super) operation: ContentOperation,
    pub(super) id: u64,
}
