//! Calls to the remote of an app on Forge, and the tokens by which it calls back.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::apps::AcceptedForgery;
use super::loads::Tampered;
use super::stubs::get;

/// Who makes a call to a remote.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum InvokedFrom {
    /// A page, by `invokeRemote`
    #[default]
    Page,
    /// A page, straight from the browser by `requestRemote`
    Browser,
    /// A function of the app
    Function,
}

/// A call to an endpoint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Invocation {
    /// The key of the endpoint; from a browser or a function that of a remote, too.
    pub(crate) endpoint: String,
    #[serde(default)]
    pub(crate) from: InvokedFrom,
    /// Who looks at the page; the site's administrator without this.
    pub(crate) user: Option<String>,
    /// Nobody is logged in.
    #[serde(default)]
    pub(crate) anonymous: bool,
    /// The key of the module whose page calls, where it is not the one whose resolver the endpoint is.
    pub(crate) module: Option<String>,
    #[serde(default = "get")]
    pub(crate) method: String,
    /// Path and query behind the remote's base URL.
    #[serde(default = "root")]
    #[schemars(regex(pattern = "^/"))]
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) json: Option<Value>,
    pub(crate) text: Option<String>,
    /// Members of the context's `extension`.
    #[serde(default)]
    pub(crate) extension: Map<String, Value>,
    pub(crate) tamper: Option<Tampered>,
}

fn root() -> String {
    "/".to_owned()
}

/// What a call came to.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Invoked {
    /// `resolved`, or why the page's promise is rejected: `token-refused`, `wrong-content-type`, `no-json`,
    /// `network-error`, `timed-out`, `unexpected`.
    pub(crate) outcome: String,
    /// The error of the promise in Forge's words.
    pub(crate) message: Option<String>,
    /// What the remote has answered; none if nothing whole came.
    pub(crate) status: Option<u16>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Option<String>,
    /// What the app accepted and should have refused.
    pub(crate) accepted_forgeries: Vec<AcceptedForgery>,
}

/// For whom a token is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForgeTokenFor {
    /// The account that the app acts as; the app itself without it.
    pub(crate) user: Option<String>,
}

/// A token by which the app calls the gateway.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct ForgeToken {
    pub(crate) token: String,
    /// What it is good for: `app.apiBaseUrl` of an invocation token.
    pub(crate) gateway: String,
}
