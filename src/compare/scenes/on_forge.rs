//! `OnForge`: an app on Forge on a tenant of a scene, with a remote that is told how to answer.

use serde_json::{Value, json};

use super::stage::Stage;
use crate::compare::app::SceneApp;
use crate::manifest::Manifest;
use crate::site::{Page, Webhook};
use crate::tenant::{ForgeApp, Tenant};

pub(super) struct OnForge {
    pub(super) tenant: Tenant,
    pub(super) app: SceneApp,
    pub(super) forge: ForgeApp,
}

/// Where the remote hears of its own life, of events, and of a page.
pub(super) const LIFE: &str = "/forge/life";
pub(super) const EVENTS: &str = "/forge/events";

/// A manifest whose remote is this app, changed before it is read.
pub(super) fn manifest(
    app: &SceneApp,
    change: impl FnOnce(&mut Value),
) -> Result<Manifest, String> {
    let mut manifest = json!({
        "app": {
            "id": "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a",
            "runtime": { "name": "nodejs22.x" },
        },
        "remotes": [{ "key": "backend", "baseUrl": "https://probe.example.com", "operations": ["compute"] }],
        "modules": {
            "endpoint": [
                { "key": "life", "remote": "backend", "route": { "path": LIFE } },
                { "key": "events", "remote": "backend", "route": { "path": EVENTS } },
                { "key": "page", "remote": "backend" },
            ],
            "macro": [
                { "key": "board", "resource": "main", "resolver": { "endpoint": "page" }, "title": "Board" },
            ],
            "trigger": [
                { "key": "on-life", "endpoint": "life", "events": ["avi:forge:installed:app"] },
                { "key": "on-page", "endpoint": "events", "events": ["avi:confluence:updated:page"] },
            ],
            "preUninstall": [{ "key": "farewell", "endpoint": "life" }],
        },
        "resources": [{ "key": "main", "path": "static/board" }],
        "permissions": { "scopes": ["read:confluence-content.summary", "read:space:confluence"] },
    });
    change(&mut manifest);
    let manifest = Manifest::from_json(manifest).map_err(|error| error.to_string())?;
    Ok(manifest.with_remote("backend", app.url()))
}

/// A Connect half, which is told of its end.
pub(super) fn with_half(manifest: &mut Value) {
    manifest["app"]["connect"] =
        json!({ "key": "mockfluence-probe", "remote": "backend", "authentication": "jwt" });
    manifest["connectModules"] = json!({
        "confluence:lifecycle": [{ "key": "half", "installed": "/installed", "uninstalled": "/uninstalled" }],
    });
    let scopes = json!(["read:confluence-content.summary", "read:connect-confluence"]);
    manifest["permissions"]["scopes"] = scopes;
}

impl Stage {
    /// An app that is installed, and whose permissions are granted by now.
    pub(super) async fn on_forge(
        &self,
        change: impl FnOnce(&mut Value),
    ) -> Result<OnForge, String> {
        let there = self.just_on_forge(change).await?;
        there.tenant.clock().advance(self.settings.forge_access_lag);
        Ok(there)
    }

    /// An app whose install has just ended.
    pub(super) async fn just_on_forge(
        &self,
        change: impl FnOnce(&mut Value),
    ) -> Result<OnForge, String> {
        let (tenant, app) = (self.tenant()?, SceneApp::start().await?);
        let installed = tenant.install_forge(manifest(&app, change)?).await;
        Ok(OnForge {
            forge: installed.map_err(|error| error.message().to_owned())?,
            tenant,
            app,
        })
    }
}

impl OnForge {
    /// An event, which the app has heard of.
    pub(super) async fn event(&self) {
        let page = Page::new(7, "A page").with_version(2);
        let _ = self.tenant.fire(Webhook::page("page_updated", page)).await;
    }

    /// The last event that went to a path, without its envelope.
    pub(super) fn last_event(&self, path: &str) -> Result<Value, String> {
        let asked = self.app.last(path).ok_or("the event did not come")?;
        let mut event = asked.json();
        Ok(match event["payload"].is_object() {
            true => event["payload"].take(),
            false => event,
        })
    }

    /// The status of a call through the gateway.
    pub(super) async fn status(&self, path: &str) -> Result<u16, String> {
        let reply = self.forge.client().get(path).send().await;
        Ok(reply.map_err(|error| error.to_string())?.status())
    }

    /// The claims of the last token that went to a path.
    pub(super) fn claims(&self, path: &str) -> Result<Value, String> {
        let asked = self.app.last(path).ok_or("the remote was not called")?;
        Ok(asked.token().ok_or("the call has no token")?.claims)
    }
}
