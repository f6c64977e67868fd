//! The app's descriptor in its versions, and the modules it registers.

use serde_json::{Value, json};

pub(crate) const APP_KEY: &str = "incident-board";

/// A version of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Version {
    /// One page.
    #[default]
    One,
    /// A web item whose key a dynamic module already has.
    Conflicting,
}

pub(crate) fn descriptor(base_url: &str, version: Version) -> Value {
    let page = json!({
        "key": "board", "name": { "value": "Incident board" }, "url": "/board",
        "location": "system.header/left"
    });
    let mut modules = json!({ "generalPages": [page] });
    let number = match version {
        Version::One => "1.0.0",
        Version::Conflicting => {
            modules["webItems"] = web_items(&["incident-42".to_owned()])["webItems"].clone();
            "2.0.0"
        }
    };
    json!({
        "key": APP_KEY,
        "name": "Incident board",
        "version": number,
        "baseUrl": base_url,
        "authentication": { "type": "jwt" },
        "apiMigrations": { "signed-install": true },
        "lifecycle": {
            "installed": "/installed", "enabled": "/enabled",
            "disabled": "/disabled", "uninstalled": "/uninstalled"
        },
        "scopes": ["READ"],
        "modules": modules
    })
}

/// A web item for each incident, as the body of a registration.
pub(crate) fn web_items(incidents: &[String]) -> Value {
    let items: Vec<Value> = incidents
        .iter()
        .map(|key| {
            json!({
                "key": key, "name": { "value": format!("Incident {key}") },
                "url": format!("/incidents/{key}"), "location": "system.content.action"
            })
        })
        .collect();
    json!({ "webItems": items })
}
