//! What is on a site without the app's doing: pages and what hangs on them, spaces, permissions.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::numbers::{LARGEST, exact, version};

/// A page, or a blog post.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Page {
    #[schemars(range(max = LARGEST))]
    #[serde(deserialize_with = "exact")]
    pub(crate) id: u64,
    pub(crate) title: String,
    #[schemars(range(min = 1, max = LARGEST))]
    #[serde(default, deserialize_with = "version")]
    pub(crate) version: Option<u64>,
    /// The account that made it.
    pub(crate) creator: Option<String>,
    /// The account that changed it last.
    pub(crate) last_modifier: Option<String>,
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) space_id: Option<u64>,
    pub(crate) space_key: Option<String>,
    pub(crate) space_name: Option<String>,
    /// In storage format.
    pub(crate) body: Option<String>,
    /// A blog post, and no page.
    #[serde(default)]
    pub(crate) blog_post: bool,
    /// The page that it is below.
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) parent: Option<u64>,
    /// `runbook`, or with a prefix as in `my:favourite`.
    #[serde(default)]
    pub(crate) labels: Vec<String>,
}

/// A page as it stands.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct ShownPage {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) version: u64,
    /// In storage format.
    pub(crate) body: String,
}

/// A macro on a page, for an app that asks for its body by id.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Macro {
    pub(crate) id: String,
    pub(crate) name: String,
    /// What is between its tags.
    #[serde(default)]
    pub(crate) body: String,
    #[serde(default)]
    pub(crate) parameters: BTreeMap<String, String>,
}

/// A content property, as apps store them beside a page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Property {
    pub(crate) key: String,
    pub(crate) value: Value,
}

/// A space of the site, or another name for the one of its key.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSpace {
    pub(crate) key: String,
    /// The next one without it.
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) id: Option<u64>,
    /// The key without it.
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) personal: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Spaces {
    pub(crate) spaces: Vec<Space>,
}

/// What somebody does to a piece of content.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ContentOperation {
    Read,
    Update,
    Delete,
}

/// Whether somebody may do something with a piece of content.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Permission {
    pub(crate) account_id: String,
    pub(crate) operation: ContentOperation,
    /// The number of a page.
    pub(crate) content_id: String,
    pub(crate) allowed: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Comment {
    #[schemars(range(max = LARGEST))]
    #[serde(deserialize_with = "exact")]
    pub(crate) id: u64,
    /// The comment that it answers.
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) reply_to: Option<u64>,
    pub(crate) creator: Option<String>,
    /// In storage format.
    pub(crate) body: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Space {
    #[schemars(range(max = LARGEST))]
    #[serde(deserialize_with = "exact")]
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) name: String,
    /// Somebody's own.
    #[serde(default)]
    pub(crate) personal: bool,
}
