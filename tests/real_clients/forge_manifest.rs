//! The manifest by which the clients move to Forge.

use serde_json::{Value, json};

use crate::client::Client;

pub(crate) const APP: &str = "6a1f0f5e-5d0c-4d53-8a51-4f6f0e0f7c11";

/// The app's manifest; its remote is elsewhere.
pub(crate) fn manifest(client: Client) -> Value {
    let endpoint = |name: &str, auth: Value| json!({ "key": name, "remote": "backend", "route": { "path": format!("/forge/{name}") }, "auth": auth });
    let system = || json!({ "appSystemToken": { "enabled": true } });
    json!({
        "app": {
            "id": format!("ari:cloud:ecosystem::app/{APP}"),
            "connect": { "key": client.key(), "remote": "backend", "authentication": "jwt" },
        },
        "remotes": [{ "key": "backend", "baseUrl": "https://backend.example.com" }],
        "permissions": { "scopes": [
            "read:confluence-content.summary", "read:confluence-content.all", "read:confluence-user",
            "read:connect-confluence", "write:connect-confluence",
        ] },
        "resources": [{ "key": "main", "path": "static" }],
        "connectModules": {
            "confluence:lifecycle": [{ "key": "connect-life", "installed": "/installed", "uninstalled": "/uninstalled" }],
            "confluence:generalPages": [{ "key": "protected", "name": { "value": "Protected" }, "url": "/protected" }],
        },
        "modules": {
            "endpoint": [
                endpoint("board", json!({ "appSystemToken": { "enabled": true }, "appUserToken": { "enabled": true } })),
                endpoint("modules", system()), endpoint("sync", system()),
                endpoint("lifecycle", json!({})), endpoint("events", json!({})), endpoint("goodbye", json!({})),
            ],
            "macro": [{ "key": "incidents", "title": "Incidents", "resource": "main", "resolver": { "endpoint": "board" } }],
            "trigger": [
                { "key": "life", "endpoint": "lifecycle", "events": ["avi:forge:installed:app", "avi:forge:upgraded:app"] },
                { "key": "edits", "endpoint": "events", "events": ["avi:confluence:updated:page"] },
            ],
            "scheduledTrigger": [{ "key": "hourly", "endpoint": "sync", "interval": "hour" }],
            "preUninstall": [{ "key": "farewell", "endpoint": "goodbye" }],
        },
    })
}
