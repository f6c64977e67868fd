//! `Invocation`: a call of Forge's to a remote, and what its token claims.

use serde_json::{Map, Value, json};

use super::context::{InvocationContext, Of};
use super::contract::ForgeContract;
use super::licence::InvocationLicence;
use super::module::{Environment, InvokedBy};
use crate::jwt::Claims;

/// How long a token is good, in seconds: for pages and events alike.
pub(super) const LIFETIME: i64 = 25;

/// Where the token is issued, as it says.
pub(super) const ISSUER: &str = "forge/invocation-token";

/// A call of Forge's to a remote of an app. Ids are bare UUIDs here and become ARIs in the token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Invocation {
    pub(crate) app: String,
    /// The version that is installed, `22.4.0`.
    pub(crate) version: String,
    /// The number of its deployment, which is in `app.version`.
    pub(crate) build: u32,
    pub(crate) installation: String,
    pub(crate) environment: Environment,
    pub(crate) module: InvokedBy,
    pub(crate) cloud_id: String,
    /// Below which the app calls the REST API.
    pub(crate) api_base_url: String,
    pub(crate) licence: Option<InvocationLicence>,
    pub(crate) context: InvocationContext,
    /// The user who called, where a user did.
    pub(crate) principal: Option<String>,
    /// Which isolated cloud it comes from, if from one.
    pub(crate) ic_label: Option<String>,
    pub(crate) contract: ForgeContract,
}

/// An ARI of Forge's own.
fn ari(kind: &str, id: &str) -> String {
    format!("ari:cloud:ecosystem::{kind}/{id}")
}

impl Invocation {
    /// The app as an ARI, which the token is for.
    pub(crate) fn audience(&self) -> String {
        ari("app", &self.app)
    }

    /// A call of an app that no tenant has, for a token in a place where none belongs.
    pub(crate) fn of_nobody(cloud_id: String, api_base_url: String) -> Self {
        Self {
            app: "0c2f7a91-58d3-4e6b-9a14-7d60b3c8f512".into(),
            version: "1.0.0".into(),
            build: 1,
            installation: "b7d1e6a4-2f39-4c08-8e5b-16a9d0c3f724".into(),
            environment: Environment {
                kind: "PRODUCTION".into(),
                id: "4a8c0e52-91b7-4d3f-a6e8-5f2b7c1d9036".into(),
            },
            module: InvokedBy {
                kind: "core:trigger".into(),
                key: "another-app".into(),
            },
            cloud_id,
            api_base_url,
            licence: None,
            context: InvocationContext::Trigger,
            principal: None,
            ic_label: None,
            contract: ForgeContract::default(),
        }
    }

    /// What its token claims, issued at this time, in seconds since 1970; `id` is its own.
    pub(crate) fn claims(&self, now: i64, id: String) -> Claims {
        let mut other = Map::new();
        other.insert("app".into(), self.app());
        other.insert("jti".into(), id.into());
        let texts = [("principal", &self.principal), ("icLabel", &self.ic_label)];
        for (name, text) in texts {
            other.extend(
                text.iter()
                    .map(|text| (name.to_owned(), text.as_str().into())),
            );
        }
        Claims {
            iss: Some(ISSUER.into()),
            aud: Some(self.audience().into()),
            iat: Some(now),
            nbf: Some(now),
            exp: Some(now.saturating_add(LIFETIME)),
            context: self.context.claim(&Of {
                cloud_id: &self.cloud_id,
                module: &self.module,
                version: &self.version,
                environment: &self.environment,
            }),
            other,
            ..Claims::default()
        }
    }

    fn app(&self) -> Value {
        let installation = ari("installation", &self.installation);
        let environment = format!("{}/{}", self.app, self.environment.id);
        let mut context = json!({ "name": "confluence", "apiBaseUrl": self.api_base_url });
        if self.contract.has_cloud_id_in_contexts() {
            context["cloudId"] = self.cloud_id.as_str().into();
        }
        let mut app = json!({
            "id": self.audience(),
            "appVersion": self.version,
            "installationId": installation,
            "apiBaseUrl": self.api_base_url,
            "environment": { "type": self.environment.kind, "id": ari("environment", &environment) },
            "module": { "type": self.module.kind, "key": self.module.key },
            "installation": { "id": installation, "contexts": [context] },
        });
        if self.contract.has_build() {
            app["version"] = self.build.to_string().into();
        }
        if let Some(licence) = &self.licence {
            app["license"] = licence.claim(self.contract);
        }
        app
    }
}
