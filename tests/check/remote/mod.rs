//! A board of edits after its move to Forge: one service, two contracts. It is careful about what Forge sends, but for the
//! one bug that it is started with; what Connect sends it takes as it comes, for other tests ask about that.

mod bugs;
mod token;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use mockfluence::manifest::Manifest;
use serde_json::{Value, json};

pub(crate) use bugs::BUGS;

/// The app's id, for which tokens have to be.
pub(super) const APP: &str = "ari:cloud:ecosystem::app/9d2a5c77-61be-4f0d-8a13-5e0f7c2b9d44";

/// The app on a free loopback port.
pub(crate) struct Remote {
    base_url: String,
}

struct App {
    base_url: String,
    jwks_url: String,
    bug: &'static str,
    http: reqwest::Client,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    /// The first key set, for an app that reads it once.
    keys: Option<Value>,
    /// What was edited, by site.
    edits: BTreeMap<String, Vec<String>>,
    /// The sites that an uninstall of one half has reached.
    left: Vec<String>,
}

type Shared = State<Arc<App>>;

impl Remote {
    /// Starts the app with the bug of this name; the empty name is that of none.
    pub(crate) async fn start(jwks_url: String, bug: &'static str) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let http = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(2))
            .build()
            .unwrap();
        let app = Arc::new(App {
            base_url: base_url.clone(),
            jwks_url,
            bug,
            http,
            memory: Mutex::default(),
        });
        let routes = Router::new()
            .route("/atlassian-connect.json", get(descriptor))
            .route("/connect/uninstalled", post(uninstalled))
            .route("/connect/{callback}", post(async || StatusCode::NO_CONTENT))
            .route("/forge/life", post(life))
            .route("/forge/edits", post(edits))
            .route("/forge/sync", post(sync))
            .route("/forge/leave", post(leave))
            .route("/forge/board", any(board))
            .with_state(app);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { base_url }
    }

    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.base_url)
    }

    /// Its remote is where the descriptor says that the app is: nobody puts it there.
    pub(crate) fn manifest() -> Manifest {
        Manifest::from_yaml(include_str!("manifest.yml")).unwrap()
    }
}

impl App {
    fn has(&self, bug: &str) -> bool {
        self.bug == bug
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap()
    }

    /// Under what a site is filed.
    fn name_of(&self, claims: &Value) -> String {
        let installation = &claims["app"]["installationId"];
        let url = claims["app"]["apiBaseUrl"].as_str().unwrap_or_default();
        match self.has("filed-under-the-installation") {
            true => installation.as_str().unwrap_or_default().to_owned(),
            false => url.rsplit('/').next().unwrap_or_default().to_owned(),
        }
    }

    /// Whether a bug fails at a moment that any app meets.
    fn stumbles(&self, name: &str, event: &str) -> bool {
        let has_left = self.memory().left.iter().any(|left| left == name);
        match self.bug {
            "refuses-unknown-events" => event == "avi:confluence:created:page",
            "no-way-back" => has_left,
            "upgrade-is-unknown" => event == "avi:forge:upgraded:app",
            _ => false,
        }
    }
}

async fn descriptor(State(app): Shared) -> Json<Value> {
    Json(json!({
        "key": "edits-board",
        "name": "Edits",
        "baseUrl": app.base_url,
        "authentication": { "type": "jwt" },
        "apiMigrations": { "signed-install": true },
        "lifecycle": { "installed": "/connect/installed", "uninstalled": "/connect/uninstalled" },
        "scopes": ["READ"]
    }))
}

async fn uninstalled(State(app): Shared, headers: HeaderMap, uri: Uri, body: Bytes) -> StatusCode {
    if app.has("one-key-set") && app.verified("connect", &headers, &uri).await.is_none() {
        return StatusCode::UNAUTHORIZED;
    }
    if app.has("uninstalled-comes-last") && !app.has_left(&body).await {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    StatusCode::NO_CONTENT
}

impl App {
    /// Whether the Forge half has left the site that this body of Connect's is about.
    async fn has_left(&self, body: &Bytes) -> bool {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let site = body["baseUrl"].as_str().unwrap_or_default();
        let url = format!("{}/_edge/tenant_info", site.trim_end_matches("/wiki"));
        let told: Value = match self.http.get(url).send().await {
            Ok(reply) => reply.json().await.unwrap_or_default(),
            Err(_) => Value::Null,
        };
        let name = told["cloudId"].as_str().unwrap_or_default();
        self.memory().left.iter().any(|left| left == name)
    }
}

/// `avi:forge:installed:app` and `avi:forge:upgraded:app`.
async fn life(State(app): Shared, headers: HeaderMap, uri: Uri, body: Bytes) -> StatusCode {
    taken(&app, "life", &headers, &uri, &body)
        .await
        .map_or_else(|status| status, |_| StatusCode::NO_CONTENT)
}

async fn edits(State(app): Shared, headers: HeaderMap, uri: Uri, body: Bytes) -> StatusCode {
    let (claims, event) = match taken(&app, "edits", &headers, &uri, &body).await {
        Ok(taken) => taken,
        Err(status) => return status,
    };
    let name = app.name_of(&claims);
    let mut memory = app.memory();
    let edits = memory.edits.entry(name).or_default();
    let known = edits.contains(&event);
    if known && app.has("an-event-comes-once") {
        return StatusCode::CONFLICT;
    }
    if !known {
        edits.push(event);
    }
    StatusCode::NO_CONTENT
}

/// The claims and the event, or what is answered.
async fn taken(
    app: &App,
    place: &str,
    headers: &HeaderMap,
    uri: &Uri,
    body: &Bytes,
) -> Result<(Value, String), StatusCode> {
    let claims = app.verified(place, headers, uri).await;
    let claims = claims.ok_or(StatusCode::UNAUTHORIZED)?;
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let event = body["eventType"].as_str().unwrap_or_default().to_owned();
    match app.stumbles(&app.name_of(&claims), &event) {
        true => Err(StatusCode::NOT_IMPLEMENTED),
        false => Ok((claims, event)),
    }
}

/// Every hour: reads a page by the app's own token.
async fn sync(State(app): Shared, headers: HeaderMap, uri: Uri) -> StatusCode {
    let Some(claims) = app.verified("sync", &headers, &uri).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let token = headers.get("x-forge-oauth-system");
    let token = token
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let url = format!(
        "{}/wiki/rest/api/content?limit=1",
        claims["app"]["apiBaseUrl"].as_str().unwrap_or_default()
    );
    loop {
        let reply = app.http.get(&url).bearer_auth(token).send().await;
        let status = match reply {
            Ok(reply) => reply.status().as_u16(),
            Err(_) => 0,
        };
        if status == 200 || !app.has("asks-the-gateway-for-ever") {
            break;
        }
    }
    StatusCode::NO_CONTENT
}

async fn leave(State(app): Shared, headers: HeaderMap, uri: Uri) -> StatusCode {
    let Some(claims) = app.verified("leave", &headers, &uri).await else {
        return StatusCode::UNAUTHORIZED;
    };
    let name = app.name_of(&claims);
    let mut memory = app.memory();
    memory.edits.remove(&name);
    memory.left.push(name);
    StatusCode::NO_CONTENT
}

async fn board(State(app): Shared, headers: HeaderMap, uri: Uri) -> Response {
    let Some(claims) = app.verified("board", &headers, &uri).await else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let edits = app.memory().edits.get(&app.name_of(&claims)).cloned();
    let told = json!({ "edits": edits.unwrap_or_default() });
    Json(told).into_response()
}
