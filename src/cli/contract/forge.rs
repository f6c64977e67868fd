//! Apps on Forge, and what an admin does to them.

use std::collections::BTreeMap;

use mockfluence::manifest::ForgeEnvironment;
use mockfluence::{Licence, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::apps::{Callback, Doubt};

/// By id.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct ForgeApps {
    pub(crate) forge_apps: Vec<ForgeApp>,
}

/// An app on Forge as it is now.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct ForgeApp {
    /// Without what stands before it in its ARI.
    pub(crate) id: String,
    pub(crate) status: Status,
    pub(crate) version: String,
    pub(crate) environment: ForgeEnvironment,
    /// The ARI, as tokens have it.
    pub(crate) installation_id: String,
    /// The account that the app itself has on the site.
    pub(crate) account_id: String,
    pub(crate) licence: Licence,
    /// The key of its Connect half, which is shown among the apps.
    pub(crate) connect_key: Option<String>,
    /// What Forge takes of its manifest and you may not have meant.
    pub(crate) warnings: Vec<Doubt>,
    /// Of the modules that it made by itself, but for those that a static one hides.
    pub(crate) dynamic_module_keys: Vec<String>,
    /// The keys of its schedules.
    pub(crate) schedules: Vec<String>,
    /// The events that it did not take, and that are to be tried again.
    pub(crate) event_retries: Vec<EventRetry>,
}

/// An event that is to be tried again once the tenant's clock is so far.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct EventRetry {
    pub(crate) trigger: String,
    pub(crate) event: String,
    /// From 1 to 4.
    #[schemars(range(max = 4))]
    pub(crate) retry: u32,
    pub(crate) reason: String,
}

/// A manifest: as a value, or as a text.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct NewManifest {
    pub(crate) manifest: Option<Map<String, Value>>,
    /// YAML, as in `manifest.yml`.
    pub(crate) manifest_text: Option<String>,
    /// Base URLs in place of those of the manifest, by the keys of its remotes; they stay for later upgrades.
    pub(crate) remotes: BTreeMap<String, String>,
    /// Values of the variables that it declares under `environment.variables`.
    pub(crate) variables: BTreeMap<String, String>,
    /// Where it was deployed to: production without it.
    pub(crate) environment: ForgeEnvironment,
    /// Calls are recorded, and nothing is sent.
    pub(crate) without_backend: bool,
    /// Hosts beyond loopback that the tenant may call from now on.
    pub(crate) allowed_targets: Vec<String>,
}

/// What an upgrade was.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct ForgeUpgraded {
    pub(crate) app: ForgeApp,
    /// What makes it a major version, of which the app is told; nothing for a minor one.
    pub(crate) major_changes: Vec<String>,
}

/// Where the app stands now, and what it answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct ForgeCalls {
    pub(crate) status: Status,
    pub(crate) callbacks: Vec<Callback>,
    /// Why nothing was sent, if nothing was.
    pub(crate) nothing: Option<String>,
}

/// A schedule of the manifest, by its key.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunSchedule {
    pub(crate) schedule: String,
}
