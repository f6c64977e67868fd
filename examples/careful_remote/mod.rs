//! A careful remote of a Forge app, on axum: it takes a call only with an invocation token that Forge made for this app
//! and this installation.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::Value;

/// The app as tokens name it, and its manifest.
pub(crate) const APP: &str = "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a";
pub(crate) const MANIFEST: &str = "
app: { id: ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a }
remotes: [{ key: backend, baseUrl: https://my-app.example.com, operations: [compute] }]
resources: [{ key: main, path: static/board }]
modules:
  macro: [{ key: board, resource: main, resolver: { endpoint: page }, title: Board }]
  endpoint: [{ key: page, remote: backend, auth: { appSystemToken: { enabled: true } } }]
permissions: { scopes: [read:confluence-user, read:app-system-token] }
";

/// The remote on a free loopback port.
pub(crate) struct CarefulRemote {
    jwks_url: String,
}

impl CarefulRemote {
    /// Starts it; `jwks_url` is where it asks for keys. Its base URL.
    pub(crate) async fn start(jwks_url: String) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let remote = Arc::new(Self { jwks_url });
        let routes = Router::new().fallback(answer).with_state(remote);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        format!("http://{address}")
    }
}

async fn answer(
    State(remote): State<Arc<CarefulRemote>>,
    headers: HeaderMap,
) -> (StatusCode, String) {
    match remote.verified(&headers).await {
        Some(claims) => (StatusCode::OK, claims["app"]["installationId"].to_string()),
        None => (StatusCode::UNAUTHORIZED, "{}".to_owned()),
    }
}

impl CarefulRemote {
    async fn verified(&self, headers: &HeaderMap) -> Option<Value> {
        let header = headers.get("authorization")?.to_str().ok()?;
        let token = header.strip_prefix("Bearer ")?;
        let kid = decode_header(token).ok()?.kid?;
        // A kept set is outdated after the next rotation; a real app reads it again for an unknown id.
        let set: JwkSet = reqwest::get(&self.jwks_url).await.ok()?.json().await.ok()?;
        let key = DecodingKey::from_jwk(set.find(&kid)?).ok()?;
        let mut rules = Validation::new(Algorithm::RS256);
        rules.set_audience(&[APP]);
        rules.set_issuer(&["forge/invocation-token"]);
        rules.set_required_spec_claims(&["exp", "nbf", "aud", "iss"]);
        rules.validate_nbf = true;
        rules.leeway = 5;
        let claims = decode::<Value>(token, &key, &rules).ok()?.claims;
        agrees_with_itself(&claims).then_some(claims)
    }
}

/// What names the app, its installation and the site, names one of each.
fn agrees_with_itself(claims: &Value) -> bool {
    let app = &claims["app"];
    let (Some(installation), Some(gateway)) =
        (app["installationId"].as_str(), app["apiBaseUrl"].as_str())
    else {
        return false;
    };
    let named = |id: &Value| {
        id.as_str()
            .is_none_or(|id| gateway.ends_with(&format!("/{id}")))
    };
    let label = claims["icLabel"].as_str().unwrap_or("none");
    let in_label = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    app["id"] == claims["aud"]
        && app["installation"]["id"] == installation
        && named(&claims["context"]["cloudId"])
        && named(&app["installation"]["contexts"][0]["cloudId"])
        && (1..=50).contains(&label.len())
        && label.chars().all(in_label)
}
