//! A board of incidents as an app of some size would have it: callbacks, a page, a macro, webhooks,
//! dynamic modules, calls to the tenant. It is careful, but for the one bug that it is started with.

mod bugs;
mod descriptor;
mod host;
mod keys;
mod lifecycle;
mod pages;
mod tokens;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::routing::{get, post};

pub(crate) use bugs::{BUGS, Bug};

/// The app on a free loopback port.
pub(crate) struct Board {
    base_url: String,
}

pub(crate) struct App {
    base_url: String,
    keys_url: String,
    bug: &'static str,
    http: reqwest::Client,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    tenants: HashMap<String, Site>,
    /// The tenant of the last install, for an app that keeps such a variable.
    last: Option<String>,
    /// The first install key, for an app that asks once.
    key: Option<String>,
    /// How often modules were registered, by tenant.
    registered: HashMap<String, usize>,
    first: Option<String>,
}

/// What the app stores of a tenant.
#[derive(Clone, Debug)]
struct Site {
    client_key: String,
    secret: String,
    former: Vec<String>,
    base_url: String,
    installed: bool,
    enabled: bool,
    was_disabled: bool,
}

pub(crate) type Shared = axum::extract::State<Arc<App>>;

impl Board {
    /// Starts the app with the bug of this name; the empty name is that of none.
    pub(crate) async fn start(keys_url: String, bug: &'static str) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let http = reqwest::Client::builder()
            .timeout(match bug {
                "waits-for-a-key" => std::time::Duration::from_secs(30),
                _ => std::time::Duration::from_secs(2),
            })
            .build()
            .unwrap();
        let app = App {
            base_url: base_url.clone(),
            keys_url,
            bug,
            http,
            memory: Mutex::default(),
        };
        let routes = routes(Arc::new(app));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { base_url }
    }

    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.base_url)
    }
}

fn routes(app: Arc<App>) -> Router {
    let mut routes = Router::new()
        .route("/atlassian-connect.json", get(descriptor::show))
        .route("/installed", post(lifecycle::installed))
        .route("/enabled", post(lifecycle::enabled))
        .route("/uninstalled", post(lifecycle::uninstalled))
        .route("/board", get(pages::board))
        .route("/summary", get(pages::summary))
        .route("/incident", get(pages::incident))
        .route("/page-updated", post(pages::page_updated));
    if !app.has("disabled-has-no-route") {
        routes = routes.route("/disabled", post(lifecycle::disabled));
    }
    routes.with_state(app)
}

impl App {
    fn has(&self, bug: &str) -> bool {
        self.bug == bug
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap()
    }

    fn tenant(&self, client_key: &str) -> Option<Site> {
        self.memory().tenants.get(client_key).cloned()
    }
}
