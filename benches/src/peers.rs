//! The servers that are compared, each as its users start it.

use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use http_body_util::BodyExt;
use mockfluence::{DescriptorSource, InstalledApp, Tenant};
use serde_json::json;
use wiremock::matchers::{method, path};

pub const PATH: &str = mockfluence::DYNAMIC_MODULES;

/// The floor: axum on the caller's runtime, with a journal of whole requests and replies.
pub struct Floor {
    pub address: String,
    task: tokio::task::JoinHandle<()>,
}

type Journal = Arc<Mutex<Vec<(String, String, String, bytes::Bytes, u16)>>>;

impl Floor {
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        let journal = Journal::default();
        let app = axum::Router::new()
            .route(PATH, get(|| async { "{}" }))
            .layer(from_fn_with_state(journal, record));
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, task }
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn record(State(journal): State<Journal>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let head = (
        parts.method.to_string(),
        parts.uri.to_string(),
        format!("{:?}", parts.headers),
    );
    let response = next
        .run(Request::from_parts(parts, body.clone().into()))
        .await;
    let status = response.status().as_u16();
    journal
        .lock()
        .unwrap()
        .push((head.0, head.1, head.2, body, status));
    response
}

/// A fresh wiremock with one canned stub; recording is on by default.
pub async fn wiremock_fresh() -> wiremock::MockServer {
    let server = wiremock::MockServer::builder().start().await;
    stub(&server).await;
    server
}

pub async fn stub(server: &wiremock::MockServer) {
    let reply = wiremock::ResponseTemplate::new(200).set_body_string("{}");
    wiremock::Mock::given(method("GET"))
        .and(path(PATH))
        .respond_with(reply.clone())
        .mount(server)
        .await;
    wiremock::Mock::given(method("POST"))
        .and(path(PATH))
        .respond_with(reply.clone())
        .mount(server)
        .await;
    wiremock::Mock::given(method("DELETE"))
        .and(path(PATH))
        .respond_with(reply)
        .mount(server)
        .await;
}

pub async fn httpmock() -> httpmock::MockServer {
    let server = httpmock::MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method("GET").path(PATH);
            then.status(200).body("{}");
        })
        .await;
    server
}

pub async fn mockito() -> mockito::ServerGuard {
    let mut server = mockito::Server::new_async().await;
    server
        .mock("GET", PATH)
        .with_body("{}")
        .create_async()
        .await;
    server
}

pub fn descriptor(key: &str, base_url: &str) -> serde_json::Value {
    json!({
        "key": key, "name": "Bench", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "scopes": ["WRITE"], "lifecycle": { "installed": "/installed", "enabled": "/enabled" },
        "modules": { "generalPages": [{ "key": "static", "name": { "value": "x" }, "url": "/x" }] }
    })
}

/// A tenant with an app that has no backend.
pub async fn installed(tenant: &Tenant) -> InstalledApp {
    let source = DescriptorSource::from(descriptor("app", "http://app.invalid"));
    tenant.install(source.without_backend()).await.unwrap()
}

pub fn modules(key: &str) -> String {
    json!({ "webItems": [{
        "key": key, "name": { "value": key }, "url": "/x", "location": "system.header/left"
    }]})
    .to_string()
}

/// The requests of one client, each with a token that is good for three minutes.
pub struct Requests {
    pub get: Vec<u8>,
    pub post: Vec<u8>,
    pub delete: Vec<u8>,
}

pub fn requests(app: &InstalledApp, client: usize) -> Requests {
    let key = format!("item-{client}");
    let delete = format!("{PATH}?moduleKey={key}");
    let token =
        |method: &str, target: &str| app.client().request(method, target).signed_token().unwrap();
    let of = |method: &str, target: &str, body: &str| {
        crate::client::request(method, target, Some(&token(method, target)), body)
    };
    Requests {
        get: of("GET", PATH, ""),
        post: of("POST", PATH, &modules(&key)),
        delete: of("DELETE", &delete, ""),
    }
}
