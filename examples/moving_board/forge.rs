//! The contract of Forge: events, a schedule, calls of the front end, all with invocation tokens.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Json, body::Bytes};
use serde_json::{Value, json};

use super::forge_token::{Invocation, read_unverified, system_token, verify};
use super::{Board, Bug, host_client};

type App = State<Arc<Board>>;

/// `avi:forge:installed:app` and `avi:forge:upgraded:app`.
pub(super) async fn lifecycle(State(board): App, headers: HeaderMap) -> StatusCode {
    let invocation = match board.has(Bug::ReadsUnverified) {
        true => read_unverified(&headers),
        false => verify(&board, &headers).await,
    };
    let Some(invocation) = invocation else {
        return StatusCode::UNAUTHORIZED;
    };
    let Some(name) = board.name_of(&invocation) else {
        return StatusCode::BAD_REQUEST;
    };
    let mut sites = board.sites();
    let site = sites.entry(name).or_default();
    site.installation_id = Some(invocation.app.installation_id);
    if board.has(Bug::KeepsFirstToken) {
        let token = system_token(&headers);
        site.kept_token = token.map(|token| (invocation.app.api_base_url, token));
    }
    StatusCode::NO_CONTENT
}

/// Events of the product.
pub(super) async fn event(State(board): App, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(invocation) = verify(&board, &headers).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let Ok(body) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    // The documentation shows an envelope, and nobody has seen one.
    let body = body.get("payload").unwrap_or(&body);
    let changed = match body["eventType"].as_str() {
        Some("avi:confluence:updated:page") => true,
        // A refusal would come four times more, and again nobody would know what to do with it.
        _ if board.has(Bug::RefusesUnknownEvents) => return StatusCode::NOT_IMPLEMENTED,
        _ => false,
    };
    let Some(name) = board.name_of(&invocation) else {
        return StatusCode::BAD_REQUEST;
    };
    if let (true, Some(site)) = (changed, board.sites().get_mut(&name)) {
        let title = body["content"]["title"].as_str().unwrap_or_default();
        // An event may come twice.
        if site.changed_pages.last().is_none_or(|last| last != title) {
            site.changed_pages.push(title.to_owned());
        }
    }
    StatusCode::NO_CONTENT
}

/// The schedule: the one source of fresh tokens, as nothing renews one.
pub(super) async fn sync(State(board): App, headers: HeaderMap) -> StatusCode {
    let Some(invocation) = verify(&board, &headers).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let Some(name) = board.name_of(&invocation) else {
        return StatusCode::BAD_REQUEST;
    };
    let Some(token) = system_token(&headers) else {
        return StatusCode::BAD_REQUEST;
    };
    let said = host_client::read_content(&board.http, &invocation.app.api_base_url, &token).await;
    if let Some(site) = board.sites().get_mut(&name) {
        site.synced.push(said);
    }
    StatusCode::NO_CONTENT
}

/// The app is about to go.
pub(super) async fn goodbye(State(board): App, headers: HeaderMap) -> StatusCode {
    let Some(invocation) = verify(&board, &headers).await else {
        return StatusCode::UNAUTHORIZED;
    };
    if let Some(name) = board.name_of(&invocation) {
        board.leave(&name, |site| site.installation_id = None);
    }
    StatusCode::NO_CONTENT
}

/// What the front end asks for: the incidents of its site, for a user.
pub(super) async fn board(State(board): App, headers: HeaderMap) -> Response {
    let invocation = verify(&board, &headers).await;
    let Some(invocation) = invocation.filter(|found| found.principal.is_some()) else {
        let told = Json(json!({ "message": "not signed by Forge for this app" }));
        return (StatusCode::UNAUTHORIZED, told).into_response();
    };
    let name = board.name_of(&invocation);
    let site = name.and_then(|name| board.sites().get(&name).cloned());
    Json(json!({ "incidents": site.unwrap_or_default().incidents })).into_response()
}

impl Board {
    /// Under what a site is filed: its cloudId stays whatever is installed on it.
    fn name_of(&self, invocation: &Invocation) -> Option<String> {
        match self.has(Bug::FilesByInstallation) {
            true => Some(invocation.app.installation_id.clone()),
            false => invocation.cloud_id(),
        }
    }
}
