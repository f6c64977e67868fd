//! Invocation tokens, on `jsonwebtoken`: signed by Forge, for this app, and of one mind.

use axum::http::HeaderMap;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

use super::{APP_ID, Board, Bug, host_client};

const ISSUER: &str = "forge/invocation-token";

/// What the app needs of a token.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Invocation {
    pub(super) app: App,
    pub(super) context: Option<Context>,
    /// The user, where there is one.
    pub(super) principal: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct App {
    pub(super) installation_id: String,
    pub(super) api_base_url: String,
    installation: Installation,
    license: Option<serde_json::Value>,
}

#[derive(Clone, Debug, Deserialize)]
struct Installation {
    id: String,
    contexts: Vec<InstallationContext>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct InstallationContext {
    cloud_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Context {
    cloud_id: Option<String>,
}

impl Invocation {
    /// The site that the call is about.
    pub(super) fn cloud_id(&self) -> Option<String> {
        let of_context = self.context.as_ref()?.cloud_id.clone();
        of_context.or_else(|| self.app.installation.contexts.first()?.cloud_id.clone())
    }

    /// Whether its parts agree on the installation and on the site.
    fn is_of_one_mind(&self) -> bool {
        let listed = &self.app.installation.contexts;
        let context = self
            .context
            .as_ref()
            .and_then(|one| one.cloud_id.as_deref());
        let differs = |one: &InstallationContext| {
            let listed = one.cloud_id.as_deref();
            listed.zip(context).is_some_and(|(one, other)| one != other)
        };
        let cloud_id = self.cloud_id().unwrap_or_default();
        self.app.installation.id == self.app.installation_id
            && !listed.iter().any(differs)
            && self.app.api_base_url.ends_with(&format!("/{cloud_id}"))
    }

    /// The old licence had `isActive`, the new one has `active`.
    fn licence_can_be_read(&self, board: &Board) -> bool {
        let Some(licence) = &self.app.license else {
            return true;
        };
        let known = |field: &str| licence[field].is_boolean();
        known("isActive") || !board.has(Bug::WantsIsActive) && known("active")
    }
}

/// The invocation behind these headers, if its token is good.
pub(super) async fn verify(board: &Board, headers: &HeaderMap) -> Option<Invocation> {
    let token = bearer(headers)?;
    let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
    let keys: JwkSet = host_client::json(&board.http, &board.keys.forge).await?;
    let key = DecodingKey::from_jwk(keys.find(&kid)?).ok()?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[APP_ID]);
    validation.validate_aud = !board.has(Bug::AnyAudience);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud"]);
    validation.validate_nbf = true;
    validation.leeway = 0;
    let claims = jsonwebtoken::decode::<Invocation>(token, &key, &validation).ok()?;
    let invocation = claims.claims;
    (invocation.is_of_one_mind() && invocation.licence_can_be_read(board)).then_some(invocation)
}

/// The same without a look at the signature.
pub(super) fn read_unverified(headers: &HeaderMap) -> Option<Invocation> {
    let read = jsonwebtoken::dangerous::insecure_decode::<Invocation>(bearer(headers)?).ok()?;
    Some(read.claims)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get("authorization")?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}

/// The token for calls as the app itself; it comes bare.
pub(super) fn system_token(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("x-forge-oauth-system")?.to_str().ok()?;
    Some(value.to_owned())
}
