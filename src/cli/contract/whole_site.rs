//! A whole site as a file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `users`, `spaces`, `content` and `denied`, as `mockfluence site sample` shows them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct SiteFile(pub(crate) Map<String, Value>);
