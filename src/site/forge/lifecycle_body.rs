//! The bodies of what an app on Forge hears of its own life: `installed`, `upgraded`, `preUninstall`, and schedules.

use serde_json::{Map, Value, json};

use super::installation::ForgeInstallation;
use crate::settings::LifecycleEventFields;
use crate::site::Site;

impl Site {
    /// The body of `avi:forge:installed:app` or `avi:forge:upgraded:app`. Ids are bare here and ARIs in the token.
    pub(super) fn forge_life(&self, app: &ForgeInstallation, event: &str) -> Value {
        let upgraded = event == "avi:forge:upgraded:app";
        let by = match upgraded {
            true => "upgraderAccountId",
            false => "installerAccountId",
        };
        let manifest = &app.manifest;
        let mut body = json!({
            "id": self.forge_installation_id(app),
            by: self.admin(),
            "app": {
                "id": manifest.app_id(),
                "version": app.version.to_string(),
                "ownerAccountId": self.identity().account_id(&format!("owner of {}", manifest.app_id())),
            },
            "environment": { "id": self.forge_environment_id(manifest) },
        });
        let seen = self.settings().lifecycle_event_fields == LifecycleEventFields::Seen;
        if seen || upgraded {
            body["permissions"] = permissions(manifest.value(), seen);
        }
        if seen {
            body["eventType"] = event.into();
            body["context"] = format!("ari:cloud:confluence::site/{}", self.cloud_id()).into();
        }
        body
    }

    /// The body of a call by the clock or before an uninstall.
    pub(crate) fn forge_tick(&self, module_key: &str, context_token: &str) -> String {
        let body = json!({
            "context": { "cloudId": self.cloud_id(), "moduleKey": module_key },
            "contextToken": context_token,
        });
        body.to_string()
    }
}

/// What the app may do, as its backend is told: two live ones have seen `frames` and `scripts`, too.
fn permissions(manifest: &Value, seen: bool) -> Value {
    let given = &manifest["permissions"];
    let list = |value: &Value| match value {
        Value::Array(_) => value.clone(),
        _ => json!([]),
    };
    let scopes = match given["scopes"].as_object() {
        Some(by_name) => by_name.keys().cloned().collect(),
        None => list(&given["scopes"]),
    };
    let fetch = &given["external"]["fetch"];
    let mut told = Map::new();
    told.insert("scopes".into(), scopes);
    told.insert(
        "external".into(),
        json!({ "fetch": { "backend": list(&fetch["backend"]), "client": list(&fetch["client"]) } }),
    );
    if seen {
        told.insert("frames".into(), list(&given["external"]["frames"]));
        told.insert("scripts".into(), list(&given["external"]["scripts"]));
    }
    told.into()
}
