//! The app of a test that needs no backend: its descriptor, installed on a tenant.

use mockfluence::{CallbackDelivery, Deliveries, DescriptorSource, InstalledApp, Settings, Tenant};
use serde_json::{Value, json};

/// An app whose callbacks are recorded and answered by nobody. READ and `installed`, unless changed.
#[derive(Clone)]
pub(crate) struct App {
    descriptor: Value,
}

impl App {
    pub(crate) fn without_backend() -> Self {
        let descriptor = json!({
            "authentication": { "type": "jwt" }, "scopes": ["READ"],
            "lifecycle": { "installed": "/installed" }
        });
        Self { descriptor }.key("app")
    }

    /// Its key, and a base URL of the same name.
    pub(crate) fn key(self, key: &str) -> Self {
        self.with("key", json!(key))
            .with("baseUrl", json!(format!("http://{key}.invalid")))
    }

    pub(crate) fn scopes(self, scopes: &[&str]) -> Self {
        self.with("scopes", json!(scopes))
    }

    pub(crate) fn modules(self, modules: Value) -> Self {
        self.with("modules", modules)
    }

    /// Any other member of the descriptor.
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        self.descriptor[name] = value;
        self
    }

    pub(crate) fn source(self) -> DescriptorSource {
        DescriptorSource::from(self.descriptor).without_backend()
    }

    pub(crate) async fn on(self, tenant: &Tenant) -> InstalledApp {
        tenant.install(self.source()).await.unwrap()
    }

    /// On a tenant of its own.
    pub(crate) async fn started(self, settings: Settings) -> (Tenant, InstalledApp) {
        let tenant = Tenant::builder().settings(settings).start();
        let app = self.on(&tenant).await;
        (tenant, app)
    }
}

/// The plain app on a tenant with these settings.
pub(crate) async fn installed(settings: Settings) -> (Tenant, InstalledApp) {
    App::without_backend().started(settings).await
}

/// A module that every rule lets pass.
pub(crate) fn web_item(key: &str) -> Value {
    json!({ "key": key, "name": { "value": key }, "url": "/x", "location": "system.content.action" })
}

/// The body that registers web items of these keys, or the `modules` that has them.
pub(crate) fn web_items(keys: &[&str]) -> Value {
    json!({ "webItems": keys.iter().map(|key| web_item(key)).collect::<Vec<_>>() })
}

/// Path and status of each callback.
pub(crate) fn sent(callbacks: &Deliveries<CallbackDelivery>) -> Vec<(&str, Option<u16>)> {
    callbacks
        .as_slice()
        .iter()
        .map(|sent| (sent.path.as_str(), sent.status))
        .collect()
}
