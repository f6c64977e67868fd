//! The backend's routes: its descriptor and the four lifecycle callbacks.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::backend::{APP_KEY, Habit, Inner};

pub(crate) fn routes(inner: Arc<Inner>) -> Router {
    Router::new()
        .route("/atlassian-connect.json", get(descriptor))
        .route("/installed", post(installed))
        .route("/enabled", post(enabled))
        .route("/disabled", post(disabled))
        .route("/uninstalled", post(uninstalled))
        .with_state(inner)
}

type App = State<Arc<Inner>>;

async fn descriptor(State(app): App) -> Json<Value> {
    let memory = app.memory();
    let mut descriptor = json!({
        "key": APP_KEY, "name": "Notice board", "baseUrl": app.base_url, "scopes": ["READ"],
        "authentication": { "type": "jwt" },
        "apiMigrations": { "signed-install": true },
        "lifecycle": {
            "installed": "/installed", "enabled": "/enabled",
            "disabled": "/disabled", "uninstalled": "/uninstalled"
        },
        "modules": {}
    });
    if let Some(notice) = &memory.static_notice {
        descriptor["modules"] = app.modules(std::slice::from_ref(notice));
    }
    if memory.broken && app.has(Habit::BreaksTranslations) {
        descriptor["translations"] = json!({ "paths": { "en-US": "/i18n/missing.json" } });
    }
    Json(descriptor)
}

async fn installed(State(app): App, request: Request) -> StatusCode {
    let Some((claims, body)) = app.signed_install(request).await else {
        return StatusCode::UNAUTHORIZED;
    };
    if claims.iss != body["clientKey"] {
        return StatusCode::UNAUTHORIZED;
    }
    let down = app.memory().database_down;
    if down && !app.has(Habit::StoresThenFails) {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    let (_, tenant) = app.store(&body);
    if down {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    if app.has(Habit::RegistersInInstalled) {
        let notices = app.memory().notices.clone();
        app.bring_up(&tenant, &notices).await;
    }
    StatusCode::NO_CONTENT
}

async fn enabled(State(app): App, request: Request) -> StatusCode {
    let Some(name) = app.signed_by_tenant(request) else {
        return StatusCode::UNAUTHORIZED;
    };
    let (tenant, notices) = {
        let mut memory = app.memory();
        let notices = memory.notices.clone();
        let Some(tenant) = memory.tenants.get_mut(&name) else {
            return StatusCode::UNAUTHORIZED;
        };
        tenant.active = true;
        (tenant.clone(), notices)
    };
    if !app.has(Habit::RegistersOnce) && !app.has(Habit::RegistersInInstalled) {
        app.bring_up(&tenant, &notices).await;
    }
    StatusCode::NO_CONTENT
}

async fn disabled(State(app): App, request: Request) -> StatusCode {
    if app.has(Habit::TrustsDisabled) {
        let body = axum::body::to_bytes(request.into_body(), 64 * 1024).await;
        let body: Value = serde_json::from_slice(&body.unwrap_or_default()).unwrap_or_default();
        app.store(&body);
        return StatusCode::NO_CONTENT;
    }
    match app.signed_by_tenant(request) {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::UNAUTHORIZED,
    }
}

async fn uninstalled(State(app): App, request: Request) -> StatusCode {
    let Some((claims, body)) = app.signed_install(request).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let base_url = body["baseUrl"].as_str().unwrap_or_default();
    app.memory()
        .tenants
        .remove(&app.name_of(&claims.iss, base_url));
    StatusCode::NO_CONTENT
}
