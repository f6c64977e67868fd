//! The JSON body of the lifecycle callbacks, its fields in the captured order.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use super::Site;
use super::event::Event;
use super::installation::{Installation, Pending};
use super::licence::{ENTITLEMENT_ID, ENTITLEMENT_NUMBER, SUPPORT_ENTITLEMENT_NUMBER};
use crate::settings::Payload;

/// The deprecated `publicKey` of a lifecycle payload: 1024 bits, no armour, used for nothing.
pub(crate) const LEGACY_PUBLIC_KEY: &str =
    include_str!("../../fixtures/keys/legacy-public-key.b64");

/// A lifecycle payload, in order; absent fields are omitted, never `null` or `""`.
pub(crate) struct LifecyclePayload(Vec<(String, Value)>);

impl LifecyclePayload {
    pub(crate) fn new(site: &Site, installation: &Installation, event: Event) -> Self {
        let settings = site.settings();
        let installed = event == Event::Installed;
        let renaming = matches!(installation.pending, Some(Pending::Rename));
        let silent = renaming && !settings.installation_id_on_rename;
        let full = settings.payload != Payload::Captured;
        let moved = installation.source.forge.is_some();
        let base_url = site.base_url();
        let app_key = installation.descriptor.key();
        let some = |text: &str| Some(text.to_owned());
        let when = |there: bool, text: &str| there.then(|| text.to_owned());
        let custom = settings.display_url.clone();
        let secret = installation.secret.as_ref();
        let secret = secret.map(|secret| secret.expose().to_owned());
        let fields = [
            ("key", some(app_key)),
            ("clientKey", some(site.client_key())),
            ("oauthClientId", site.oauth_client_id(app_key)),
            ("publicKey", when(!full, LEGACY_PUBLIC_KEY.trim_ascii())),
            ("sharedSecret", installed.then_some(()).and(secret)),
            ("serverVersion", some("6452")),
            ("pluginsVersion", Some(site.plugins_version())),
            ("baseUrl", some(base_url)),
            ("displayUrl", custom.or_else(|| when(full, base_url))),
            ("displayUrlServicedeskHelpCenter", when(full, base_url)),
            ("productType", some("confluence")),
            // Captured like this, trailing space included.
            ("description", some("Atlassian Confluence at null ")),
            (
                "serviceEntitlementNumber",
                when(full, SUPPORT_ENTITLEMENT_NUMBER),
            ),
            ("entitlementId", when(full && installed, ENTITLEMENT_ID)),
            (
                "entitlementNumber",
                when(full && installed, ENTITLEMENT_NUMBER),
            ),
            ("eventType", some(event.name())),
            (
                "installationId",
                (moved && installed && !silent).then(|| site.installation_id(installation)),
            ),
        ];
        let there = fields
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), text?.into())));
        let mut payload = Self(there.collect());
        for (name, value) in &settings.payload_fields {
            payload.set(name, value);
        }
        payload
    }

    /// Another value at the same place, one more at the end, or none for null.
    fn set(&mut self, name: &str, value: &Value) {
        let place = self.0.iter().position(|(known, _)| known == name);
        match (place, value) {
            (Some(place), Value::Null) => drop(self.0.remove(place)),
            (None, Value::Null) => {}
            (Some(place), value) => self.0[place].1 = value.clone(),
            (None, value) => self.0.push((name.to_owned(), value.clone())),
        }
    }

    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("JSON values by their names are JSON")
    }
}

impl Serialize for LifecyclePayload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
