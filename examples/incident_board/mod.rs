//! "Incident board": a small Connect app on axum, as the app under test.
//!
//! It registers a dynamic web item for every open incident once it is enabled, and checks every
//! token itself: the install callbacks with the public key from the tenant's `keys_url`, the
//! others with the shared secret. It uses `jsonwebtoken` and `hyper` as any app might, and
//! nothing of mockfluence.

// Each example and test uses a part of the app.
#![allow(dead_code)]

mod descriptor;
mod host_client;
mod tokens;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY};
use axum::http::{HeaderName, StatusCode, Uri};
use axum::response::{Html, IntoResponse};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

pub(crate) use descriptor::Version;

/// The app on a free loopback port.
#[derive(Clone)]
pub(crate) struct IncidentBoard {
    state: Arc<Board>,
}

struct Board {
    base_url: String,
    keys_url: String,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    version: Version,
    tenants: HashMap<String, Installed>,
    incidents: Vec<String>,
    fail_installed: Option<u16>,
    registered: Vec<u16>,
}

/// What the app stores of a tenant.
#[derive(Clone)]
struct Installed {
    shared_secret: String,
    base_url: String,
}

impl IncidentBoard {
    /// Starts the app; `keys_url` is where it asks for install keys.
    pub(crate) async fn start(keys_url: String) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let board = Board {
            base_url: format!("http://{address}"),
            keys_url,
            memory: Mutex::default(),
        };
        let state = Arc::new(board);
        let app = routes(state.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { state }
    }

    /// Where a tenant installs the app from.
    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.state.base_url)
    }

    /// The secret the app stored for a tenant.
    pub(crate) fn stored_secret(&self, client_key: &str) -> Option<String> {
        let memory = self.state.memory.lock().expect("no panic while it is held");
        memory
            .tenants
            .get(client_key)
            .map(|tenant| tenant.shared_secret.clone())
    }

    /// The statuses that the app's registrations were answered with.
    pub(crate) fn registrations(&self) -> Vec<u16> {
        self.state
            .memory
            .lock()
            .expect("no panic while it is held")
            .registered
            .clone()
    }

    /// Opens an incident; the app registers its web item with every tenant. Gives the statuses.
    pub(crate) async fn open_incident(&self, key: &str) -> Vec<u16> {
        let tenants: Vec<_> = {
            let mut memory = self.state.memory.lock().expect("no panic while it is held");
            memory.incidents.push(key.to_owned());
            memory.tenants.values().cloned().collect()
        };
        let mut statuses = Vec::new();
        for tenant in tenants {
            statuses.push(self.state.register(&tenant, &[key.to_owned()]).await);
        }
        statuses
    }

    /// Remembers an incident that is registered when a tenant enables the app.
    pub(crate) fn add_incident(&self, key: &str) {
        self.state
            .memory
            .lock()
            .unwrap()
            .incidents
            .push(key.to_owned());
    }

    /// Serves another version of the descriptor from now on.
    pub(crate) fn release(&self, version: Version) {
        self.state
            .memory
            .lock()
            .expect("no panic while it is held")
            .version = version;
    }

    /// Answers every `installed` with this status, after storing the secret: the bug of an app
    /// that fails too late.
    pub(crate) fn fail_installed(&self, status: Option<u16>) {
        self.state
            .memory
            .lock()
            .expect("no panic while it is held")
            .fail_installed = status;
    }
}

fn routes(state: Arc<Board>) -> Router {
    Router::new()
        .route("/atlassian-connect.json", get(show_descriptor))
        .route("/installed", post(installed))
        .route("/enabled", post(enabled))
        .route("/disabled", post(disabled))
        .route("/uninstalled", post(uninstalled))
        .route("/board", get(show_board))
        .with_state(state)
}

type App = State<Arc<Board>>;

async fn show_descriptor(State(board): App) -> Json<Value> {
    let version = board
        .memory
        .lock()
        .expect("no panic while it is held")
        .version;
    Json(descriptor::descriptor(&board.base_url, version))
}

async fn installed(State(board): App, request: Request) -> StatusCode {
    let Some((claims, body)) = board.signed_install(request).await else {
        return StatusCode::UNAUTHORIZED;
    };
    if body["clientKey"] != claims.iss {
        return StatusCode::UNAUTHORIZED;
    }
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let (Some(shared_secret), Some(base_url)) = (text("sharedSecret"), text("baseUrl")) else {
        return StatusCode::BAD_REQUEST;
    };
    let tenant = Installed {
        shared_secret,
        base_url,
    };
    let mut memory = board.memory.lock().expect("no panic while it is held");
    memory.tenants.insert(claims.iss, tenant);
    match memory.fail_installed {
        Some(status) => StatusCode::from_u16(status).expect("a status"),
        None => StatusCode::NO_CONTENT,
    }
}

async fn enabled(State(board): App, request: Request) -> StatusCode {
    let Some(tenant) = board.signed_by_tenant(request) else {
        return StatusCode::UNAUTHORIZED;
    };
    let incidents = board
        .memory
        .lock()
        .expect("no panic while it is held")
        .incidents
        .clone();
    if !incidents.is_empty() {
        // The host waits for the answer to `enabled`, so the work goes on after it.
        tokio::spawn(async move { board.register(&tenant, &incidents).await });
    }
    StatusCode::NO_CONTENT
}

/// A page with a token in its URL is kept by nobody, and its URL goes nowhere.
const PRIVATE: [(HeaderName, &str); 2] = [
    (CACHE_CONTROL, "no-cache, no-store"),
    (REFERRER_POLICY, "no-referrer"),
];

/// The page in a frame: its token is in the query.
async fn show_board(State(board): App, uri: Uri) -> Result<impl IntoResponse, StatusCode> {
    let mut parameters = uri.query().unwrap_or_default().split('&');
    let token = parameters.find_map(|one| one.strip_prefix("jwt="));
    match token.and_then(|token| board.signed_by(token, "GET", &uri)) {
        Some(_) => Ok((PRIVATE, Html("<h1>Incidents</h1>"))),
        None => Err(StatusCode::UNAUTHORIZED),
    }
}

async fn disabled(State(board): App, request: Request) -> StatusCode {
    match board.signed_by_tenant(request) {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::UNAUTHORIZED,
    }
}

async fn uninstalled(State(board): App, request: Request) -> StatusCode {
    match board.signed_install(request).await {
        Some((claims, _)) => {
            board
                .memory
                .lock()
                .expect("no panic while it is held")
                .tenants
                .remove(&claims.iss);
            StatusCode::NO_CONTENT
        }
        None => StatusCode::UNAUTHORIZED,
    }
}

impl Board {
    /// The claims and body of an `installed` or `uninstalled`, if its RS256 token is good.
    async fn signed_install(&self, request: Request) -> Option<(tokens::Claims, Value)> {
        let (parts, body) = request.into_parts();
        let token = tokens::bearer(&parts.headers)?;
        let key_id = tokens::key_id(&token)?;
        let pem = host_client::key(&self.keys_url, &key_id).await?;
        let claims = tokens::verify_install(&token, &pem, &self.base_url)?;
        if claims.qsh != tokens::hash("POST", parts.uri.path(), parts.uri.query()) {
            return None;
        }
        let body = axum::body::to_bytes(body, 64 * 1024).await.ok()?;
        Some((claims, serde_json::from_slice(&body).ok()?))
    }

    /// The tenant behind an `enabled` or `disabled`, if its HS256 token is good.
    fn signed_by_tenant(&self, request: Request) -> Option<Installed> {
        let token = tokens::bearer(request.headers())?;
        self.signed_by(&token, "POST", request.uri())
    }

    /// The tenant whose secret has signed this token for this request.
    fn signed_by(&self, token: &str, method: &str, uri: &Uri) -> Option<Installed> {
        let client_key = tokens::unverified_issuer(token)?;
        let tenant = self
            .memory
            .lock()
            .unwrap()
            .tenants
            .get(&client_key)
            .cloned()?;
        let claims = tokens::verify_shared(token, &tenant.shared_secret)?;
        (claims.qsh == tokens::hash(method, uri.path(), uri.query())).then_some(tenant)
    }

    /// Registers a web item for each incident.
    async fn register(&self, tenant: &Installed, incidents: &[String]) -> u16 {
        let status = host_client::register(tenant, &descriptor::web_items(incidents)).await;
        self.memory
            .lock()
            .expect("no panic while it is held")
            .registered
            .push(status);
        status
    }
}
