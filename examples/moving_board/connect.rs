//! The contract of Connect: a descriptor, four callbacks, a page.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse};
use serde_json::{Value, json};

use super::descriptor::APP_KEY;
use super::{Board, Bug, Connect, forge_token, host_client, tokens};

type App = State<Arc<Board>>;

/// The app before it moved.
pub(super) async fn descriptor(State(board): App) -> Json<Value> {
    Json(json!({
        "key": APP_KEY,
        "name": "Moving board",
        "baseUrl": board.base_url,
        "authentication": { "type": "jwt" },
        "apiMigrations": { "signed-install": true },
        "lifecycle": {
            "installed": "/installed", "enabled": "/enabled",
            "disabled": "/disabled", "uninstalled": "/uninstalled"
        },
        "scopes": ["READ"],
        "modules": { "generalPages": [{
            "key": "board", "name": { "value": "Incidents" }, "url": "/board",
            "location": "system.header/left"
        }] }
    }))
}

pub(super) async fn installed(State(board): App, request: Request) -> StatusCode {
    let Some((client_key, body)) = board.signed_install(request).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let (Some(shared_secret), Some(base_url)) = (text("sharedSecret"), text("baseUrl")) else {
        return StatusCode::BAD_REQUEST;
    };
    // Nothing of Connect's says which site of the cloud this is, so the site is asked.
    let Some(cloud_id) = host_client::cloud_id(&board.http, &base_url).await else {
        return StatusCode::BAD_GATEWAY;
    };
    let mut sites = board.sites();
    let site = sites.entry(cloud_id).or_default();
    site.connect = Some(Connect {
        client_key,
        shared_secret,
        base_url,
    });
    if board.has(Bug::ForgetsInstallation) && body["installationId"].is_null() {
        site.installation_id = None;
    }
    StatusCode::NO_CONTENT
}

/// `enabled` and `disabled` change nothing here.
pub(super) async fn told(State(board): App, request: Request) -> StatusCode {
    let token = tokens::bearer(request.headers());
    match token.and_then(|token| board.signed_by(&token, "POST", request.uri())) {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::UNAUTHORIZED,
    }
}

pub(super) async fn uninstalled(State(board): App, request: Request) -> StatusCode {
    if board.has(Bug::OneKeySet) {
        return match forge_token::verify(&board, request.headers()).await {
            Some(_) => StatusCode::NO_CONTENT,
            None => StatusCode::UNAUTHORIZED,
        };
    }
    let Some((client_key, _)) = board.signed_install(request).await else {
        return StatusCode::UNAUTHORIZED;
    };
    if let Some(name) = board.filed_under(&client_key) {
        board.leave(&name, |site| site.connect = None);
    }
    StatusCode::NO_CONTENT
}

/// The page in a frame: its token is in the query.
pub(super) async fn page(State(board): App, uri: Uri) -> Result<impl IntoResponse, StatusCode> {
    let mut parameters = uri.query().unwrap_or_default().split('&');
    let token = parameters.find_map(|one| one.strip_prefix("jwt="));
    let name = token.and_then(|token| board.signed_by(token, "GET", &uri));
    let name = name.ok_or(StatusCode::UNAUTHORIZED)?;
    let count = board.sites()[&name].incidents.len();
    // The token is in the address of the page: nobody keeps it, and no link tells it.
    let headers = [
        (CACHE_CONTROL, "no-cache, no-store"),
        (REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, Html(format!("<h1>{count} incidents</h1>"))))
}

impl Board {
    /// The clientKey and body of an `installed` or `uninstalled`, if its RS256 token is good.
    async fn signed_install(&self, request: Request) -> Option<(String, Value)> {
        let (parts, body) = request.into_parts();
        let token = tokens::bearer(&parts.headers)?;
        let key_id = tokens::key_id(&token)?;
        let pem = host_client::install_key(&self.http, &self.keys.connect, &key_id).await?;
        let claims = tokens::verify_install(&token, &pem, &self.base_url)?;
        if claims.qsh != tokens::hash("POST", parts.uri.path(), parts.uri.query()) {
            return None;
        }
        let body = axum::body::to_bytes(body, 64 * 1024).await.ok()?;
        let body: Value = serde_json::from_slice(&body).ok()?;
        (body["clientKey"] == claims.iss).then_some((claims.iss, body))
    }

    /// The site whose secret has signed this token for this request.
    fn signed_by(&self, token: &str, method: &str, uri: &Uri) -> Option<String> {
        let client_key = tokens::unverified_issuer(token)?;
        let name = self.filed_under(&client_key)?;
        let secret = self.sites().get(&name)?.connect.clone()?.shared_secret;
        let claims = tokens::verify_shared(token, &secret)?;
        (claims.qsh == tokens::hash(method, uri.path(), uri.query())).then_some(name)
    }

    fn filed_under(&self, client_key: &str) -> Option<String> {
        let sites = self.sites();
        let mut sites = sites.iter();
        let of_key = |site: &super::Site| {
            let connect = site.connect.as_ref();
            connect.is_some_and(|connect| connect.client_key == client_key)
        };
        sites
            .find(|(_, site)| of_key(site))
            .map(|(name, _)| name.clone())
    }
}
