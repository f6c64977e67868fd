//! The app's descriptor, and the modules it registers.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{App, Shared};

pub(super) const APP_KEY: &str = "board";

pub(super) async fn show(State(app): Shared) -> Response {
    let mut descriptor = app.descriptor();
    if app.has("descriptor-changes") {
        let number = app
            .memory()
            .registered
            .entry(String::new())
            .and_modify(|n| *n += 1)
            .or_default()
            .to_string();
        descriptor["description"] = json!(number);
    }
    match app.has("descriptor-is-text") {
        true => descriptor.to_string().into_response(),
        false => Json(descriptor).into_response(),
    }
}

impl App {
    fn descriptor(&self) -> Value {
        let name = |name: &str| json!({ "value": name });
        let mut descriptor = json!({
            "key": APP_KEY, "name": "Board", "version": "1.0.0", "baseUrl": self.base_url,
            "vendor": { "name": "Example", "url": "https://example.com" },
            "links": { "self": format!("{}/atlassian-connect.json", self.base_url) },
            "authentication": { "type": "jwt" }, "scopes": ["READ", "WRITE"],
            "apiMigrations": { "signed-install": true, "context-qsh": true },
            "lifecycle": {
                "installed": "/installed", "enabled": "/enabled",
                "disabled": "/disabled", "uninstalled": "/uninstalled"
            },
            "modules": {
                "generalPages": [{ "key": "board", "name": name("Board"), "url": "/board" }],
                "staticContentMacros": [{ "key": "summary", "name": name("Summary"), "url": "/summary" }],
                "webhooks": [{ "event": "page_updated", "url": "/page-updated" }],
            }
        });
        if self.has("no-signed-install") {
            descriptor["apiMigrations"]["signed-install"] = json!(false);
        }
        if self.has("no-context-qsh") {
            descriptor["apiMigrations"]["context-qsh"] = json!(false);
        }
        if self.has("uninstalled-not-declared") {
            descriptor["lifecycle"]
                .as_object_mut()
                .unwrap()
                .remove("uninstalled");
        }
        if self.has("event-is-misspelt") {
            let other = json!({ "event": "page_updatd", "url": "/page-updated" });
            descriptor["modules"]["webhooks"]
                .as_array_mut()
                .unwrap()
                .push(other);
        }
        descriptor
    }
}

impl App {
    /// A page for an incident, and a webhook, as the body of a registration, for the time of this number.
    pub(super) fn dynamic(&self, time: usize) -> Value {
        let mut name = json!({ "value": "Incident" });
        if self.has("name-without-translation") {
            name["i18n"] = json!("incident.name");
        }
        let key = match self.has("another-key-each-time") {
            true => format!("incident-{time}"),
            false => "incident-1".to_owned(),
        };
        json!({
            "generalPages": [{ "key": key, "name": name, "url": "/incident" }],
            "webhooks": [{ "event": "page_created", "url": "/page-updated" }],
        })
    }
}
