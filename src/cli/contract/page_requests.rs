//! What a page of an app asks of the host by `AP.request`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::stubs::get;

/// By one user, within the app's scopes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PageRequest {
    /// The key of the module whose page asks.
    pub(crate) module: String,
    /// Who looks at it; the site's administrator without this.
    pub(crate) user: Option<String>,
    /// Nobody is logged in.
    #[serde(default)]
    pub(crate) anonymous: bool,
    #[serde(default = "get")]
    pub(crate) method: String,
    /// Path and query, below the base URL or with `/wiki`.
    #[schemars(regex(pattern = "^/"))]
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) json: Option<Value>,
    pub(crate) text: Option<String>,
}

/// What the page is answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct PageReply {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    /// Where the answer sends it.
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}
