//! Files on pages: put there, and listed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::numbers::{LARGEST, exact};

/// A file for a page; one of the same name gets a new version.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewAttachment {
    #[schemars(length(min = 1, max = 255))]
    pub(crate) file_name: String,
    /// The next one of the site without it.
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) id: Option<u64>,
    /// That of its name without it.
    pub(crate) media_type: Option<String>,
    #[serde(default)]
    pub(crate) comment: String,
    /// The bytes, if they are text.
    pub(crate) text: Option<String>,
    /// The bytes in base64.
    pub(crate) base64: Option<String>,
}

/// A file as it is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Attachment {
    /// Both APIs of Confluence write `att` before it.
    pub(crate) id: u64,
    pub(crate) file_name: String,
    pub(crate) media_type: String,
    pub(crate) comment: String,
    pub(crate) version: u64,
    pub(crate) file_size: u64,
    pub(crate) base64: String,
}

/// In the order in which they came.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Attachments {
    pub(crate) attachments: Vec<Attachment>,
}
