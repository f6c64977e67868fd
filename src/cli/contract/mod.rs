//! The control API as types: what each operation takes and gives, for the server and the commands alike.

pub(crate) mod apps;
pub(crate) mod attachments;
pub(crate) mod events;
pub(crate) mod faults;
pub(crate) mod filter_words;
pub(crate) mod forge;
pub(crate) mod forge_calls;
pub(crate) mod forgeries;
pub(crate) mod live;
pub(crate) mod loads;
pub(crate) mod log;
pub(crate) mod network;
mod numbers;
pub(crate) mod page_requests;
pub(crate) mod problem;
pub(crate) mod settings;
pub(crate) mod site;
pub(crate) mod stubs;
pub(crate) mod tenants;
pub(crate) mod whole_site;
pub(crate) mod wording;
pub(crate) mod written;

use http::Method;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One operation of the control API. The table in `control::routes` has them all.
pub(crate) trait Operation {
    /// As in the OpenAPI document, but for the first letter.
    const NAME: &'static str;
    const METHOD: Method;
    /// With `{tenant}`, `{app}` and `{id}` where the place is not fixed.
    const PATH: &'static str;
    /// The query of a GET, the body of all else; [`Nothing`] for neither.
    type Request: Serialize + DeserializeOwned + JsonSchema;
    /// The body of a good answer; [`Nothing`] for none.
    type Reply: Serialize + DeserializeOwned + JsonSchema;
}

/// A request or a reply without content.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// A page for a browser, which is no JSON.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Html(pub(crate) String);

/// A document of the API's own description.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Document(pub(crate) Map<String, Value>);
