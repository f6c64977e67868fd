//! An app that takes everything, and the commands by which a test has it register.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::explore::subject::Parts;
use crate::server::DYNAMIC_MODULES;
use crate::tenant::Tenant;

pub(super) const KEY: &str = "one";
pub(super) const STATICS: [&[&str]; 2] = [&["a"], &["b", "c"]];

/// An app that takes everything, and registers what it is told to.
#[derive(Clone)]
pub(super) struct Obedient {
    base_url: String,
    tenant: Tenant,
}

impl Obedient {
    async fn start(tenant: Tenant) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let app = axum::Router::new().fallback(|| async { StatusCode::NO_CONTENT });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { base_url, tenant }
    }

    fn descriptor(&self, version: usize) -> Value {
        let panel = |key: &&str| json!({ "key": key, "name": { "value": key }, "url": "/", "location": "atl.general" });
        let statics: Vec<Value> = STATICS[version].iter().map(panel).collect();
        json!({
            "key": KEY, "baseUrl": self.base_url, "scopes": ["READ"], "authentication": { "type": "jwt" },
            "lifecycle": {
                "installed": "/installed", "enabled": "/enabled",
                "disabled": "/disabled", "uninstalled": "/uninstalled"
            },
            "modules": { "webPanels": statics }
        })
    }

    async fn register(self, key: &'static str) {
        let Some(app) = self.tenant.app(KEY) else {
            return;
        };
        let item = json!({ "key": key, "name": { "value": key }, "url": "/", "location": "system.header/left" });
        let modules = json!({ "webItems": [item] });
        drop(
            app.client()
                .post(DYNAMIC_MODULES)
                .json(&modules)
                .send()
                .await,
        );
    }

    async fn remove(self) {
        if let Some(app) = self.tenant.app(KEY) {
            drop(app.client().delete(DYNAMIC_MODULES).send().await);
        }
    }
}

pub(super) fn parts() -> Arc<Parts<Obedient>> {
    let mut parts = Parts::new(Obedient::start);
    for version in 0..STATICS.len() {
        let source = move |app: &Obedient| app.descriptor(version).into();
        parts.versions.push((version.to_string(), Arc::new(source)));
    }
    #[cfg(feature = "forge")]
    for number in 0..STATICS.len() {
        let manifest = move |app: &Obedient| super::moved::manifest(&app.base_url, number);
        parts
            .manifests
            .push((number.to_string(), Arc::new(manifest)));
    }
    parts.add_command("register b".into(), |app| app.register("b"));
    parts.add_command("register d".into(), |app| app.register("d"));
    parts.add_command("remove".into(), Obedient::remove);
    Arc::new(parts)
}
