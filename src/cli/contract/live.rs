//! How the live page gets to ask the API: a link that is good for once, and the session it is changed for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The address of the live page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Link {
    /// With a code behind `#link=`, which no server and no log gets to see; without one where no token is needed.
    pub(crate) url: String,
}

/// What stands behind `#link=`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    pub(crate) code: String,
}

/// What the page sends as its bearer token.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Session {
    pub(crate) token: String,
}
