//! The JSON body of the lifecycle callbacks, its fields in the captured order.

use serde::Serialize;

use super::Site;
use super::callback::Event;
use super::installation::{Installation, Pending};
use crate::settings::Payload;

/// The deprecated `publicKey` of a lifecycle payload: 1024 bits, no armour, used for nothing.
pub(crate) const LEGACY_PUBLIC_KEY: &str =
    include_str!("../../fixtures/keys/legacy-public-key.b64");

/// A lifecycle payload; absent fields are omitted, never `null` or `""`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LifecyclePayload {
    key: String,
    client_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    oauth_client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shared_secret: Option<String>,
    server_version: &'static str,
    plugins_version: String,
    base_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_url_servicedesk_help_center: Option<String>,
    product_type: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_entitlement_number: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entitlement_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entitlement_number: Option<&'static str>,
    event_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    installation_id: Option<String>,
}

impl LifecyclePayload {
    pub(crate) fn new(site: &Site, installation: &Installation, event: Event) -> Self {
        let preset = site.settings().payload;
        let installed = event == Event::Installed;
        let renaming = matches!(installation.pending, Some(Pending::Rename));
        let silent = renaming && !site.settings().installation_id_on_rename;
        let full = preset != Payload::Captured;
        let base_url = site.base_url().to_owned();
        Self {
            key: installation.descriptor.key().to_owned(),
            client_key: site.client_key().to_owned(),
            oauth_client_id: site.oauth_client_id(installation.descriptor.key()),
            public_key: (!full).then_some(LEGACY_PUBLIC_KEY.trim_ascii()),
            shared_secret: installation.secret.clone().filter(|_| installed),
            server_version: "6452",
            plugins_version: site.plugins_version(),
            display_url: full.then(|| base_url.clone()),
            display_url_servicedesk_help_center: full.then(|| base_url.clone()),
            base_url,
            product_type: "confluence",
            // Captured like this, trailing space included.
            description: "Atlassian Confluence at null ",
            service_entitlement_number: full.then_some("SEN-1"),
            entitlement_id: (full && installed).then_some("00000000-0000-4000-8000-000000000001"),
            entitlement_number: (full && installed).then_some("E-000-000-001"),
            event_type: event.name(),
            installation_id: (preset == Payload::ConnectOnForge && installed && !silent)
                .then(|| format!("ari:cloud:ecosystem::installation/{}", site.client_key())),
        }
    }

    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a struct of strings is JSON")
    }
}
