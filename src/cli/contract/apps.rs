//! Apps on a tenant, and what an admin does to them.

use std::collections::BTreeMap;

use mockfluence::{Licence, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// By key.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Apps {
    pub(crate) apps: Vec<App>,
}

/// An app as it is now.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct App {
    pub(crate) key: String,
    pub(crate) name: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) base_url: Option<String>,
    /// The file that its descriptor was read from, as `descriptorFile` told it.
    pub(crate) descriptor_file: Option<String>,
    pub(crate) status: Status,
    pub(crate) shared_secret: Option<String>,
    pub(crate) licence: Licence,
    /// What `installed` gave it as `oauthClientId`, where the tenant gave one.
    pub(crate) oauth_client_id: Option<String>,
    /// The account that the app itself has on the site.
    pub(crate) account_id: String,
    pub(crate) static_modules: Option<Value>,
    pub(crate) dynamic_modules: Value,
    /// What users see of each dynamic module, by its key.
    pub(crate) dynamic_module_names: BTreeMap<String, String>,
    /// The keys of the dynamic modules that users see by now.
    pub(crate) effective_module_keys: Vec<String>,
    /// Why it is disabled, if it is.
    pub(crate) disabled_reason: Option<String>,
    /// What the host takes of its descriptor and you may not have meant.
    pub(crate) warnings: Vec<Doubt>,
    /// What the app accepted meanwhile and should have refused: after a command to it.
    pub(crate) accepted_forgeries: Vec<AcceptedForgery>,
}

/// A request that the app should have refused.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct AcceptedForgery {
    pub(crate) path: String,
    /// What the app answered.
    pub(crate) status: u16,
    /// What was wrong with it.
    pub(crate) forgery: String,
}

/// Something about a descriptor that may not have been meant.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Doubt {
    /// Which kind, such as `warning.base.url.origin`.
    pub(crate) sub_code: String,
    /// The place in the descriptor, as a JSON pointer.
    pub(crate) pointer: String,
    /// The same in words.
    pub(crate) text: String,
}

/// A descriptor: by its URL, as a value, or as a text.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct Source {
    /// Read by the tenant, as the host does.
    pub(crate) descriptor_url: Option<String>,
    pub(crate) descriptor: Option<Map<String, Value>>,
    /// Exactly as an app would serve it, well-formed or not.
    pub(crate) descriptor_text: Option<String>,
    /// Beside `descriptorText`: the file that you have read it from, which `mockfluence upgrade` reads again.
    pub(crate) descriptor_file: Option<String>,
    /// In place of the descriptor's own; it stays for later upgrades.
    pub(crate) base_url: Option<String>,
    /// Callbacks are recorded, and nothing is sent.
    pub(crate) without_backend: bool,
    /// Hosts beyond loopback that the tenant may call from now on, for the descriptor and for callbacks.
    pub(crate) allowed_targets: Vec<String>,
}

/// What an upgrade did.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Upgraded {
    pub(crate) app: App,
    /// The dynamic modules that it removed; the app hears nothing of it.
    pub(crate) removed_modules: Vec<String>,
    /// The keys that were dynamic and are static now.
    pub(crate) conflicts: Vec<String>,
}

/// Where the app stands now, and what it answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CallbackReport {
    pub(crate) status: Status,
    pub(crate) callbacks: Vec<Callback>,
    /// What the app accepted and should have refused.
    pub(crate) accepted_forgeries: Vec<AcceptedForgery>,
}

/// One callback: its path, and the status of the answer if one came.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Callback {
    pub(crate) path: String,
    pub(crate) status: Option<u16>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LicenceChange {
    pub(crate) licence: Licence,
}

/// A request that the tester sends in the app's place.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenFor {
    pub(crate) method: String,
    /// Path and query, below the base URL or with `/wiki`.
    #[schemars(regex(pattern = "^/"))]
    pub(crate) path: String,
    /// Signs with this secret instead of the app's.
    pub(crate) secret: Option<String>,
    /// This query string hash instead of the right one.
    pub(crate) qsh: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Token {
    pub(crate) token: String,
    /// The value for the header `Authorization`.
    pub(crate) authorization: String,
}
