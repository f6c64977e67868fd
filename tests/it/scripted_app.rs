//! An app that answers as a test tells it, for everything a well-behaved one would not do.

#![allow(dead_code)]

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// What an app was sent.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The claims of its token, unverified.
    pub(crate) fn claims(&self) -> Value {
        let token = self.header("authorization").unwrap_or_default();
        mockfluence::jwt::decode(bare(token)).map_or(Value::Null, |token| token.claims)
    }

    /// The header of its token, unverified.
    pub(crate) fn token_header(&self) -> Value {
        let token = self.header("authorization").unwrap_or_default();
        mockfluence::jwt::decode(bare(token)).map_or(Value::Null, |token| token.header)
    }
}

/// Without Connect's scheme, or Forge's.
fn bare(token: &str) -> &str {
    token
        .trim_start_matches("JWT ")
        .trim_start_matches("Bearer ")
}

type Replies = HashMap<String, (u16, String)>;

/// An app on a loopback port whose replies are set path by path; 204 where none is.
#[derive(Clone)]
pub(crate) struct ScriptedApp {
    base_url: String,
    state: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    replies: Replies,
    received: Vec<Received>,
    calls: HashMap<String, Call>,
}

/// What the app does before it answers.
type Call = Arc<dyn Fn(Received) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

impl ScriptedApp {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(Script::default()));
        let app = Router::new().fallback(answer).with_state(state.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let this = Self { base_url, state };
        this.serve_descriptor(this.descriptor());
        this
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.base_url)
    }

    /// A descriptor with all four callbacks and READ, without modules.
    pub(crate) fn descriptor(&self) -> Value {
        json!({
            "key": "scripted-app", "name": "Scripted", "baseUrl": self.base_url,
            "authentication": { "type": "jwt" }, "scopes": ["READ"],
            "lifecycle": {
                "installed": "/installed", "enabled": "/enabled",
                "disabled": "/disabled", "uninstalled": "/uninstalled"
            },
            "modules": {}
        })
    }

    pub(crate) fn serve_descriptor(&self, descriptor: Value) {
        self.reply("/atlassian-connect.json", 200, descriptor.to_string());
    }

    /// From now on this path is answered so.
    pub(crate) fn reply(&self, path: &str, status: u16, body: impl Into<String>) {
        self.state
            .lock()
            .unwrap()
            .replies
            .insert(path.to_owned(), (status, body.into()));
    }

    /// Runs this inside of a request to the path, before it is answered.
    pub(crate) fn call_from<F: Future<Output = ()> + Send + 'static>(
        &self,
        path: &str,
        call: impl Fn(Received) -> F + Send + Sync + 'static,
    ) {
        let call: Call = Arc::new(move |received| Box::pin(call(received)));
        self.state
            .lock()
            .unwrap()
            .calls
            .insert(path.to_owned(), call);
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    /// The paths it was called at, the descriptor's left out.
    pub(crate) fn calls(&self) -> Vec<String> {
        let paths = self.received().into_iter().map(|received| received.path);
        paths
            .filter(|path| path != "/atlassian-connect.json")
            .collect()
    }

    /// What a path was sent, in order.
    pub(crate) fn all(&self, path: &str) -> Vec<Received> {
        let received = self.received().into_iter();
        received.filter(|received| received.path == path).collect()
    }

    /// The last request to a path.
    pub(crate) fn last(&self, path: &str) -> Received {
        let received = self.received();
        received
            .into_iter()
            .rfind(|received| received.path == path)
            .expect("a request to the path")
    }
}

async fn answer(State(state): State<Arc<Mutex<Script>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let path = parts.uri.path().to_owned();
    let query = parts.uri.query().map(str::to_owned);
    let received = Received {
        method: parts.method.to_string(),
        path: path.clone(),
        query,
        headers: parts.headers,
        body,
    };
    let (reply, call) = {
        let mut script = state.lock().unwrap();
        script.received.push(received.clone());
        (
            script.replies.get(&path).cloned(),
            script.calls.get(&path).cloned(),
        )
    };
    if let Some(call) = call {
        call(received).await;
    }
    match reply {
        Some((status, body)) if (300..400).contains(&status) => {
            (StatusCode::from_u16(status).unwrap(), [("location", body)]).into_response()
        }
        Some((status, body)) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}
