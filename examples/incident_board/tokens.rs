//! The app's own JWT code, on `jsonwebtoken`: the second opinion on every token of the tenant.

use axum::http::HeaderMap;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use super::descriptor::APP_KEY;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub iss: String,
    pub iat: u64,
    pub exp: u64,
    pub qsh: String,
}

/// The token of `Authorization: JWT <token>`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<String> {
    headers
        .get("authorization")?
        .to_str()
        .ok()?
        .strip_prefix("JWT ")
        .map(str::to_owned)
}

/// The `kid` of a token whose signature is not checked yet.
pub(crate) fn key_id(token: &str) -> Option<String> {
    jsonwebtoken::decode_header(token).ok()?.kid
}

/// The issuer of a token whose signature is not checked yet.
pub(crate) fn unverified_issuer(token: &str) -> Option<String> {
    let claims = jsonwebtoken::dangerous::insecure_decode::<Claims>(token).ok()?;
    Some(claims.claims.iss)
}

/// An install token: RS256, for this app.
pub(crate) fn verify_install(token: &str, public_key: &str, base_url: &str) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[base_url]);
    // Unasked, the library takes a token without an audience, and one for later.
    validation.set_required_spec_claims(&["exp", "aud"]);
    validation.validate_nbf = true;
    validation.leeway = 0;
    let key = DecodingKey::from_rsa_pem(public_key.as_bytes()).ok()?;
    Some(jsonwebtoken::decode(token, &key, &validation).ok()?.claims)
}

/// Any other token of the tenant: HS256 with the shared secret.
pub(crate) fn verify_shared(token: &str, secret: &str) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_nbf = true;
    validation.leeway = 0;
    let key = DecodingKey::from_secret(secret.as_bytes());
    Some(jsonwebtoken::decode(token, &key, &validation).ok()?.claims)
}

/// A token for a call to the tenant; the path is without `/wiki`.
pub(crate) fn sign(method: &str, path: &str, secret: &str) -> String {
    let iat = jsonwebtoken::get_current_timestamp();
    let iss = APP_KEY.to_owned();
    let claims = Claims {
        iss,
        iat,
        exp: iat + 180,
        qsh: hash(method, path, None),
    };
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).expect("a signed token")
}

/// The qsh of a request whose parameters are encoded already, as the host sends them.
pub(crate) fn hash(method: &str, path: &str, query: Option<&str>) -> String {
    let parameters = query.unwrap_or_default().split('&');
    let mut parameters: Vec<&str> = parameters.filter(|one| !one.starts_with("jwt=")).collect();
    parameters.sort_unstable();
    let canonical = format!("{method}&{path}&{}", parameters.join("&"));
    let hash = digest(&SHA256, canonical.as_bytes());
    hash.as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
