//! What a manifest has: its app, remotes, modules and scopes.

use serde_json::Value;

use super::document::Manifest;
use super::listed::listed;
use super::module::{Endpoint, PreUninstall, ScheduledTrigger, Trigger};
use super::remote::Remote;

/// What stands before the id of an app in its ARI.
const APP_ARI: &str = "ari:cloud:ecosystem::app/";

impl Manifest {
    /// The app's id as the manifest has it, `ari:cloud:ecosystem::app/` and what follows; or an empty string.
    #[must_use]
    pub fn app_ari(&self) -> &str {
        self.value["app"]["id"].as_str().unwrap_or_default()
    }

    /// The app's id without what stands before it in every ARI of an app.
    #[must_use]
    pub fn app_id(&self) -> &str {
        let ari = self.app_ari();
        ari.strip_prefix(APP_ARI).unwrap_or(ari)
    }

    /// The key of its Connect half, `app.connect.key`, if it has one.
    #[must_use]
    pub fn connect_key(&self) -> Option<&str> {
        self.value["app"]["connect"]["key"].as_str()
    }

    /// All remotes.
    pub fn remotes(&self) -> impl Iterator<Item = Remote<'_>> {
        listed(&self.value["remotes"]).map(Remote)
    }

    /// The remotes that nobody has put elsewhere are called at `url`.
    #[cfg(any(feature = "check", feature = "explore"))]
    #[must_use]
    pub(crate) fn at(self, url: &str) -> Self {
        let keys: Vec<String> = self.remotes().map(|one| one.key().to_owned()).collect();
        let left = keys
            .into_iter()
            .filter(|key| !self.remotes.contains_key(key));
        let left: Vec<String> = left.collect();
        left.into_iter()
            .fold(self, |manifest, key| manifest.with_remote(key, url))
    }

    /// The remote of this key.
    #[must_use]
    pub fn remote(&self, key: &str) -> Option<Remote<'_>> {
        self.remotes().find(|remote| remote.key() == key)
    }

    /// All endpoints.
    pub fn endpoints(&self) -> impl Iterator<Item = Endpoint<'_>> {
        self.modules("endpoint").map(Endpoint)
    }

    /// The endpoint of this key.
    #[must_use]
    pub fn endpoint(&self, key: &str) -> Option<Endpoint<'_>> {
        self.endpoints().find(|endpoint| endpoint.key() == key)
    }

    /// All triggers.
    pub fn triggers(&self) -> impl Iterator<Item = Trigger<'_>> {
        self.modules("trigger").map(Trigger)
    }

    /// All scheduled triggers.
    pub fn scheduled_triggers(&self) -> impl Iterator<Item = ScheduledTrigger<'_>> {
        self.modules("scheduledTrigger").map(ScheduledTrigger)
    }

    /// What is called before an uninstall.
    pub fn pre_uninstalls(&self) -> impl Iterator<Item = PreUninstall<'_>> {
        self.modules("preUninstall").map(PreUninstall)
    }

    /// The modules of one type, as they were written.
    pub fn modules(&self, kind: &str) -> impl Iterator<Item = &Value> {
        listed(&self.value["modules"][kind])
    }

    /// The scopes that it asks for, those of its Connect half among them.
    #[must_use]
    pub fn scopes(&self) -> Vec<&str> {
        let scopes = &self.value["permissions"]["scopes"];
        let by_name = scopes.as_object().into_iter().flatten();
        listed(scopes)
            .filter_map(Value::as_str)
            .chain(by_name.map(|(scope, _)| scope.as_str()))
            .collect()
    }
}
