//! The half of an app that is on Forge, as far as the language of events moves it: of the tenant and of the model.

use serde_json::{Value, json};

use super::Pair;
use super::obedient::{KEY, STATICS};
use crate::explore::event::Event;
use crate::manifest::Manifest;
use crate::site::model_tests::model::Place;

const ID: &str = "ari:cloud:ecosystem::app/one";
/// Of each manifest: whoever changes one for the other gets a major version.
const SCOPES: [&str; 2] = ["read:connect-confluence", "write:connect-confluence"];

/// What is on Forge, or was.
#[derive(Default)]
pub(super) struct Moved {
    is_there: bool,
    manifest: usize,
    /// Major and minor, once there was one.
    version: Option<(u32, u32)>,
}

/// The Connect half has the static modules of the version of its number.
pub(super) fn manifest(base_url: &str, number: usize) -> Manifest {
    let panel = |key: &&str| json!({ "key": key, "name": { "value": key }, "url": "/", "location": "atl.general" });
    let statics: Vec<Value> = STATICS[number].iter().map(panel).collect();
    let events = [
        "avi:forge:installed:app",
        "avi:forge:upgraded:app",
        "avi:confluence:updated:page",
    ];
    let value = json!({
        "app": { "id": ID, "connect": { "key": KEY, "remote": "backend", "authentication": "jwt" } },
        "remotes": [{ "key": "backend", "baseUrl": base_url }],
        "modules": {
            "endpoint": [{ "key": "hears", "remote": "backend", "route": { "path": "/hears" } }],
            "trigger": [{ "key": "told", "endpoint": "hears", "events": events }],
        },
        "connectModules": {
            "confluence:lifecycle": [{
                "key": "life", "installed": "/installed", "enabled": "/enabled",
                "disabled": "/disabled", "uninstalled": "/uninstalled"
            }],
            "confluence:webPanels": statics,
        },
        "permissions": { "scopes": [SCOPES[number], "read:confluence-content.summary"] },
    });
    Manifest::from_json(value).unwrap()
}

impl Pair {
    /// Whether it was an event of an app that moves or has moved, and is done; `place` where the app is there.
    pub(super) fn follow_on_forge(
        &mut self,
        event: Event,
        place: Option<Place>,
        refused: bool,
    ) -> bool {
        match event {
            Event::MoveToForge(number) if place.is_some() && !self.moved.is_there => {
                let version = self.moved.version.unwrap_or((1, 1));
                self.put_on_forge(number, version, place, refused);
            }
            Event::ForgeUpgrade(number) if self.moved.is_there => {
                let (major, minor) = self.moved.version.unwrap_or_default();
                // Of a minor version nobody is told, and nobody refuses it.
                match self.moved.manifest == number {
                    true => self.put_on_forge(number, (major, minor + 1), place, false),
                    false => self.put_on_forge(number, (major + 1, 0), place, refused),
                }
            }
            Event::Upgrade(_) if self.moved.is_there => {}
            Event::Uninstall | Event::ImportSite => {
                self.moved.is_there = false;
                return false;
            }
            _ => return false,
        }
        true
    }

    fn put_on_forge(
        &mut self,
        manifest: usize,
        version: (u32, u32),
        place: Option<Place>,
        refused: bool,
    ) {
        self.put(STATICS[manifest], Some(ID), place, refused);
        if !refused {
            self.moved = Moved {
                is_there: true,
                manifest,
                version: Some(version),
            };
        }
    }

    pub(super) fn compare_on_forge(&self) {
        let app = self.site.tenant.forge_app(ID);
        let expected = self.moved.version.filter(|_| self.moved.is_there);
        let expected = expected.map(|(major, minor)| format!("{major}.{minor}.0"));
        assert_eq!(app.map(|app| app.version()), expected);
    }
}
