//! Every kind of request to an app that carries a token, and what the app gets of it.

use mockfluence::jwt::{Decoded, decode};
use mockfluence::{Fault, InstalledApp, Tamper, Tenant, Webhook, to_app};
use serde_json::{Value, json};

use crate::scripted_app::{Received, ScriptedApp};

/// A request to the app, and how its token is spoilt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    Installed,
    Enabled,
    Webhook,
    Page,
    StaticMacro,
    PostedMacro,
}

impl Way {
    pub(super) fn path(self) -> &'static str {
        match self {
            Way::Installed => "/installed",
            Way::Enabled => "/enabled",
            Way::Webhook => "/page-created",
            Way::Page => "/board",
            Way::StaticMacro => "/table",
            Way::PostedMacro => "/posted",
        }
    }

    pub(super) fn is_rs256(self) -> bool {
        self == Way::Installed
    }
}

/// Ways that make no sense for the token of this request.
pub(super) fn misfits(way: Way) -> Vec<Tamper> {
    let mut misfits = Vec::new();
    if !way.is_rs256() {
        misfits.extend([
            Tamper::UnknownKid,
            Tamper::NoKid,
            Tamper::WrongAudience,
            Tamper::NoAudience,
        ]);
    }
    if way == Way::Page {
        misfits.push(Tamper::InQuery);
    }
    misfits.extend([
        Tamper::OtherApp,
        Tamper::ForgeContextToken,
        Tamper::ConnectToken,
        Tamper::MixedInstallations,
        Tamper::MixedSites,
        Tamper::NoInstallation,
        Tamper::DangerousLabel,
    ]);
    misfits
}

pub(super) struct Scene {
    pub(super) tenant: Tenant,
    pub(super) app: InstalledApp,
    pub(super) backend: ScriptedApp,
}

impl Scene {
    pub(super) async fn new() -> Self {
        let tenant = Tenant::start();
        let backend = ScriptedApp::start().await;
        let name = json!({ "value": "x" });
        let mut descriptor = backend.descriptor();
        descriptor["modules"] = json!({
            "generalPages": [{ "key": "board", "name": name, "url": "/board" }],
            "staticContentMacros": [
                { "key": "table", "name": name, "url": "/table?a=1" },
                { "key": "posted", "name": name, "url": "/posted?a=1", "method": "POST" }
            ],
            "webhooks": [{ "event": "page_created", "url": "/page-created" }],
        });
        backend.serve_descriptor(descriptor);
        let app = tenant.install(backend.descriptor_url()).await.unwrap();
        Self {
            tenant,
            app,
            backend,
        }
    }

    /// Sends the request with its token spoilt; what the app gets, or why it cannot be.
    pub(super) async fn send(&self, way: Way, tamper: Option<&Tamper>) -> Result<Received, String> {
        let load = match way {
            Way::Page => Some("board"),
            Way::StaticMacro => Some("table"),
            Way::PostedMacro => Some("posted"),
            Way::Installed | Way::Enabled | Way::Webhook => None,
        };
        if let Some(module) = load {
            let mut load = self.app.open(module);
            if let Some(tamper) = tamper {
                load = load.tamper(tamper.clone());
            }
            load.send().await.map_err(|error| error.to_string())?;
            return Ok(self.backend.last(way.path()));
        }
        if let Some(tamper) = tamper {
            let fault = Fault::token(tamper.clone()).on(to_app().post(way.path()));
            let injected = self.tenant.try_inject(fault.times(1));
            injected.map_err(|error| error.to_string())?;
        }
        match way {
            Way::Installed => self.app.repeat_installed().await.unwrap(),
            Way::Enabled => {
                self.app.disable().await;
                self.app.enable().await;
            }
            _ => drop(
                self.tenant
                    .fire(Webhook::raw("page_created", json!({ "page": { "id": 7 } })))
                    .await,
            ),
        }
        assert!(self.tenant.faults_left().is_empty());
        Ok(self.backend.last(way.path()))
    }
}

pub(super) fn in_query(received: &Received) -> Option<String> {
    let query = received.query.as_deref()?;
    let token = query.split('&').find_map(|part| part.strip_prefix("jwt="));
    token.map(str::to_owned)
}

pub(super) fn token(received: &Received) -> Option<String> {
    let header = received.header("authorization");
    let header = header.map(|header| header.strip_prefix("JWT ").unwrap().to_owned());
    header.or_else(|| in_query(received))
}

pub(super) fn parts(received: &Received) -> Decoded {
    decode(&token(received).unwrap()).unwrap()
}

pub(super) fn signature(received: &Received) -> String {
    let token = token(received).unwrap();
    token.rsplit('.').next().unwrap().to_owned()
}

/// Whether the signature is right for what the token says, by the key that the app knows.
pub(super) fn verifies(scene: &Scene, way: Way, token: &str) -> bool {
    use jsonwebtoken::{Algorithm, DecodingKey, Validation};
    let (algorithm, key) = if way.is_rs256() {
        let pem = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/fixtures/keys/install-key-public.b64"
        ));
        let pem = format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            pem.unwrap().trim()
        );
        (
            Algorithm::RS256,
            DecodingKey::from_rsa_pem(pem.as_bytes()).unwrap(),
        )
    } else {
        let secret = scene.app.shared_secret().unwrap();
        (
            Algorithm::HS256,
            DecodingKey::from_secret(secret.as_bytes()),
        )
    };
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    jsonwebtoken::decode::<Value>(token, &key, &validation).is_ok()
}
