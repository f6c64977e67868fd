//! A backend of an app on Forge: a scripted app, and the manifest that leads to it.

use mockfluence::manifest::Manifest;
use mockfluence::{ForgeApp, Page, Tenant, Webhook};
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

pub(crate) const APP: &str = "406d303d-0393-4ec4-ad7c-1435be94583a";

/// What a test changes of it; null takes a member away.
pub(crate) fn manifest(backend: &ScriptedApp, changes: &[(&str, Value)]) -> Manifest {
    let mut manifest = json!({
        "app": { "id": format!("ari:cloud:ecosystem::app/{APP}"), "runtime": { "name": "nodejs22.x" } },
        "remotes": [{ "key": "backend", "baseUrl": "https://moved-app.example.com" }],
        "modules": {
            "endpoint": [
                { "key": "life", "remote": "backend", "route": { "path": "/forge/life" } },
                { "key": "events", "remote": "backend", "route": { "path": "/forge/events" } },
            ],
            "trigger": [
                { "key": "on-life", "endpoint": "life", "events": ["avi:forge:installed:app", "avi:forge:upgraded:app"] },
                { "key": "on-page", "endpoint": "events", "events": ["avi:confluence:updated:page"] },
            ],
            "scheduledTrigger": [{ "key": "hourly", "endpoint": "life", "interval": "hour" }],
            "preUninstall": [{ "key": "farewell", "endpoint": "life" }],
        },
        "permissions": { "scopes": ["read:confluence-content.summary"] },
    });
    for (place, value) in changes {
        let (above, name) = place.rsplit_once('/').unwrap();
        let above = manifest.pointer_mut(above).unwrap();
        match (above, value) {
            (Value::Array(list), value) => list[name.parse::<usize>().unwrap()] = value.clone(),
            (above, Value::Null) => drop(above.as_object_mut().unwrap().remove(name)),
            (above, value) => above[name] = value.clone(),
        }
    }
    Manifest::from_json(manifest)
        .unwrap()
        .with_remote("backend", backend.base_url())
}

/// With a Connect half that has a lifecycle and a webhook.
pub(crate) fn with_half(lifecycle: Value) -> Vec<(&'static str, Value)> {
    let mut lifecycle = lifecycle;
    lifecycle["key"] = "connect-life".into();
    vec![
        (
            "/app/connect",
            json!({ "key": "moved-app", "remote": "backend", "authentication": "jwt" }),
        ),
        (
            "/connectModules",
            json!({
                "confluence:lifecycle": [lifecycle],
                "confluence:webhooks": [{ "key": "hook", "event": "page_updated", "url": "/connect/page" }],
            }),
        ),
        (
            "/permissions",
            json!({ "scopes": ["read:confluence-content.summary", "write:connect-confluence"] }),
        ),
    ]
}

/// A tenant with the plain app on it.
pub(crate) async fn installed() -> (Tenant, ScriptedApp, ForgeApp) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let app = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    (tenant, backend, app)
}

pub(crate) fn page() -> Page {
    Page::new(10_000_001, "Runbook").with_version(2)
}

pub(crate) fn edit() -> Webhook {
    Webhook::page("page_updated", page())
}

/// A Connect half with callbacks, one of which Forge never sends.
pub(crate) fn both() -> Value {
    json!({ "installed": "/installed", "uninstalled": "/uninstalled", "enabled": "/enabled" })
}
