//! The look-alike network: what an app has to be given.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an app needs to meet tenants at their real names.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Network {
    /// For `HTTPS_PROXY`, on the server's own machine.
    pub(crate) proxy_url: String,
    pub(crate) port: u16,
    /// The certificate to trust (PEM).
    pub(crate) ca: String,
    /// Whom the proxy lets an app through to, beside the machine that it is on.
    pub(crate) allowed_hosts: Vec<String>,
}
