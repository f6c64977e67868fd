//! The desk's routes: its descriptor, the four lifecycle callbacks, and its page.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::bugs::Bug;
use super::desk::{Inner, Stored};
use super::{host, sync, tokens};

pub(crate) fn routes(desk: Arc<Inner>) -> Router {
    Router::new()
        .route("/v1/atlassian-connect.json", get(descriptor))
        .route("/v2/atlassian-connect.json", get(descriptor))
        .route("/v1/installed", post(installed))
        .route("/v2/installed", post(installed))
        .route("/enabled", post(enabled))
        .route("/disabled", post(disabled))
        .route("/uninstalled", post(uninstalled))
        .route("/desk", get(page))
        .with_state(desk)
}

type App = State<Arc<Inner>>;

fn is_second(uri: &Uri) -> bool {
    uri.path().starts_with("/v2/")
}

async fn descriptor(State(desk): App, uri: Uri) -> Json<Value> {
    Json(desk.descriptor(is_second(&uri)))
}

async fn installed(State(desk): App, request: Request) -> StatusCode {
    let second_version = is_second(request.uri());
    let Some((claims, body)) = signed_install(&desk, request).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    if claims.iss != text("clientKey") {
        return StatusCode::UNAUTHORIZED;
    }
    let name = match desk.has(Bug::KnowsByBaseUrl) {
        true => text("baseUrl"),
        false => claims.iss.clone(),
    };
    let secret = text("sharedSecret");
    let told = Stored {
        client_key: claims.iss,
        secret: secret.clone(),
        base_url: text("baseUrl"),
        second_version,
        ..Stored::default()
    };
    let Some((was_enabled, later)) = store(&desk, &name, told) else {
        return StatusCode::INTERNAL_SERVER_ERROR;
    };
    if later {
        let (desk, name) = (desk.clone(), name.clone());
        tokio::spawn(async move {
            desk.pause(1).await;
            if let Some(tenant) = desk.memory().tenants.get_mut(&name) {
                tenant.secret = secret;
            }
        });
    }
    let trusts_itself = [Bug::RetriesWithOldSecret, Bug::RetriesAtOldAddress];
    if was_enabled && !trusts_itself.iter().any(|bug| desk.has(*bug)) {
        sync::wake(&desk, &name);
    }
    StatusCode::NO_CONTENT
}

/// Keeps what `installed` says: whether the tenant has been enabled before, and whether the secret is still to be
/// stored. None if it cannot be kept.
fn store(desk: &Inner, name: &str, told: Stored) -> Option<(bool, bool)> {
    let mut memory = desk.memory();
    let known = memory.tenants.contains_key(name);
    if known && desk.has(Bug::FailsOnKnownTenant) {
        return None;
    }
    if desk.has(Bug::OneTenant) {
        memory.tenants.retain(|other, _| other == name);
    } else if !desk.has(Bug::KeepsImportedTenant) {
        // An imported site has another clientKey, and nobody says that the former one is gone.
        memory
            .tenants
            .retain(|other, tenant| other == name || tenant.base_url != told.base_url);
    }
    let tenant = memory.tenants.entry(name.to_owned()).or_default();
    tenant.client_key = told.client_key;
    tenant.second_version = told.second_version;
    let later = desk.has(Bug::StoresLater) && known;
    if !(later || known && desk.has(Bug::KeepsFirstSecret)) {
        tenant.secret.clone_from(&told.secret);
    }
    tenant.base_url = told.base_url;
    tenant.is_enabled &= !desk.has(Bug::WaitsForEnabled);
    let wipes = tenant.just_installed && desk.has(Bug::WipesOnRepeat);
    tenant.just_installed = true;
    let was_enabled = tenant.was_enabled;
    if wipes {
        memory.incidents.clear();
    }
    memory.last_secret = told.secret;
    Some((was_enabled, later))
}

async fn enabled(State(desk): App, request: Request) -> StatusCode {
    let Some((name, _)) = signed_by_tenant(&desk, &request) else {
        return StatusCode::UNAUTHORIZED;
    };
    {
        let mut memory = desk.memory();
        memory.stopped = false;
        if let Some(tenant) = memory.tenants.get_mut(&name) {
            (tenant.was_enabled, tenant.is_enabled, tenant.just_installed) = (true, true, false);
        }
    }
    sync::wake(&desk, &name);
    StatusCode::NO_CONTENT
}

async fn disabled(State(desk): App, request: Request) -> StatusCode {
    let Some((name, _)) = signed_by_tenant(&desk, &request) else {
        return match desk.has(Bug::FailsOnUnknownDisabled) {
            true => StatusCode::INTERNAL_SERVER_ERROR,
            false => StatusCode::UNAUTHORIZED,
        };
    };
    let mut memory = desk.memory();
    memory.stopped = desk.has(Bug::DisabledForAll);
    if desk.has(Bug::ForgetsOnDisabled) {
        memory.tenants.remove(&name);
    } else if let Some(tenant) = memory.tenants.get_mut(&name) {
        let believes = desk.has(Bug::TrustsDisabled) || desk.has(Bug::LetsUsersWait);
        tenant.is_enabled &= !believes;
    }
    StatusCode::NO_CONTENT
}

async fn uninstalled(State(desk): App, request: Request) -> StatusCode {
    let Some((claims, body)) = signed_install(&desk, request).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let name = match desk.has(Bug::KnowsByBaseUrl) {
        true => body["baseUrl"].as_str().unwrap_or_default().to_owned(),
        false => claims.iss,
    };
    if desk.has(Bug::CleansUpLater) {
        tokio::spawn(async move {
            desk.pause(1).await;
            desk.memory().tenants.remove(&name);
        });
        return StatusCode::NO_CONTENT;
    }
    let mut memory = desk.memory();
    let known = memory.tenants.remove(&name).is_some();
    if desk.has(Bug::UninstalledForAll) {
        memory.incidents.clear();
    }
    match !known && desk.has(Bug::FailsOnUnknownUninstall) {
        true => StatusCode::INTERNAL_SERVER_ERROR,
        false => StatusCode::NO_CONTENT,
    }
}

/// The page in a frame: its token is in the query.
async fn page(State(desk): App, uri: Uri) -> (StatusCode, &'static str) {
    let mut parameters = uri.query().unwrap_or_default().split('&');
    let token = parameters.find_map(|one| one.strip_prefix("jwt="));
    match token.and_then(|token| signed_by(&desk, token, "GET", &uri)) {
        Some(_) => (StatusCode::OK, "<h1>Incidents</h1>"),
        None => (StatusCode::UNAUTHORIZED, ""),
    }
}

/// The claims and body of an `installed` or `uninstalled`, if its RS256 token is good.
async fn signed_install(desk: &Inner, request: Request) -> Option<(tokens::Claims, Value)> {
    let (parts, body) = request.into_parts();
    let token = tokens::bearer(&parts.headers)?;
    let key_id = tokens::key_id(&token)?;
    let pem = install_key(desk, &key_id).await?;
    let claims = match desk.has(Bug::ReadsUnverified) {
        true => unverified(&token)?,
        false => tokens::verify_install(&token, &pem, &desk.base_url)?,
    };
    if claims.qsh != tokens::hash("POST", parts.uri.path(), parts.uri.query()) {
        return None;
    }
    let body = axum::body::to_bytes(body, 64 * 1024).await.ok()?;
    Some((claims, serde_json::from_slice(&body).ok()?))
}

fn unverified(token: &str) -> Option<tokens::Claims> {
    let read = jsonwebtoken::dangerous::insecure_decode::<tokens::Claims>(token);
    Some(read.ok()?.claims)
}

async fn install_key(desk: &Inner, key_id: &str) -> Option<String> {
    let name = if desk.has(Bug::CachesOneKey) {
        ""
    } else {
        key_id
    };
    if let Some(known) = desk.memory().keys.get(name).cloned() {
        return known;
    }
    let mut key = host::key(&desk.keys_url, key_id).await;
    for attempt in 0..2 {
        if key.is_some() || desk.has(Bug::RemembersKeyFailure) {
            break;
        }
        desk.pause(attempt).await;
        key = host::key(&desk.keys_url, key_id).await;
    }
    if key.is_some() || desk.has(Bug::RemembersKeyFailure) {
        desk.memory().keys.insert(name.to_owned(), key.clone());
    }
    key
}

fn signed_by_tenant(desk: &Inner, request: &Request) -> Option<(String, Stored)> {
    let token = tokens::bearer(request.headers())?;
    signed_by(desk, &token, "POST", request.uri())
}

/// The tenant whose secret has signed this token for this request.
fn signed_by(desk: &Inner, token: &str, method: &str, uri: &Uri) -> Option<(String, Stored)> {
    let client_key = tokens::unverified_issuer(token)?;
    let memory = desk.memory();
    let mut tenants = memory.tenants.iter();
    let (name, tenant) = tenants.find(|(_, tenant)| tenant.client_key == client_key)?;
    let secret = match desk.has(Bug::OneSecretForAll) {
        true => &memory.last_secret,
        false => &tenant.secret,
    };
    let claims = match desk.has(Bug::LetsEverybodyIn) && method == "GET" {
        true => unverified(token)?,
        false => tokens::verify_shared(token, secret)?,
    };
    let signed = claims.qsh == tokens::hash(method, uri.path(), uri.query());
    signed.then(|| (name.clone(), tenant.clone()))
}
