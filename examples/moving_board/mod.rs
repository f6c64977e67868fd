//! "Moving board": the incident board while it moves, one service under two contracts.
//!
//! What Connect sends is checked by Connect's keys and the shared secret, what Forge sends by the
//! keys of invocation tokens, and both for whom they are meant. A site is known by its cloudId,
//! which neither a move nor a reinstall changes. It uses what any app might, and nothing of
//! mockfluence. Its careless twin has one of the bugs that real apps had.

// Each example and test uses a part of the app.
#![allow(dead_code)]

mod connect;
mod forge;
mod forge_token;
mod host_client;
// Tests that have both boards have its tokens twice.
#[allow(clippy::duplicate_mod)]
#[path = "../incident_board/tokens.rs"]
mod tokens;

/// What the token code of the other board expects here.
mod descriptor {
    pub(crate) const APP_KEY: &str = "moving-board";
}

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::routing::{any, get, post};

/// The app's manifest; its remote is somewhere else in each test.
pub(crate) const MANIFEST: &str = include_str!("manifest.yml");

/// The app's id on Forge, for which its tokens have to be.
pub(crate) const APP_ID: &str = "ari:cloud:ecosystem::app/3b0f2c61-7a7e-4d52-9f0c-2f4c1d1c8a11";

/// A bug that an app had while it moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bug {
    /// Takes a token for any app, as long as Forge signed it.
    AnyAudience,
    /// Reads the token of a lifecycle event without verifying it.
    ReadsUnverified,
    /// Verifies Connect's `uninstalled` with the keys of Forge.
    OneKeySet,
    /// Takes an `installed` without an installationId for the end of the installation.
    ForgetsInstallation,
    /// Knows a licence by its old field alone.
    WantsIsActive,
    /// Files what it knows under the installationId.
    FilesByInstallation,
    /// Answers an event that it does not know with 501.
    RefusesUnknownEvents,
    /// Keeps the token that came with `installed`, for later.
    KeepsFirstToken,
}

/// Where the app asks for keys.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// The key server of Connect's installs.
    pub(crate) connect: String,
    /// The key set of Forge's invocation tokens.
    pub(crate) forge: String,
}

/// The app on a free loopback port.
#[derive(Clone)]
pub(crate) struct MovingBoard {
    board: Arc<Board>,
}

/// What the app knows of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Site {
    /// The Connect half, while there is one.
    pub(crate) connect: Option<Connect>,
    /// The Forge half: its installationId.
    pub(crate) installation_id: Option<String>,
    /// The user's data.
    pub(crate) incidents: Vec<String>,
    /// The titles of pages that changed.
    pub(crate) changed_pages: Vec<String>,
    /// What the host said to the hourly calls.
    pub(crate) synced: Vec<u16>,
    /// A token that is kept for later, and where it is good.
    kept_token: Option<(String, String)>,
}

/// What Connect gave the app.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Connect {
    pub(crate) client_key: String,
    pub(crate) shared_secret: String,
    pub(crate) base_url: String,
}

struct Board {
    base_url: String,
    keys: Keys,
    bug: Option<Bug>,
    http: reqwest::Client,
    sites: Mutex<BTreeMap<String, Site>>,
}

impl MovingBoard {
    /// The app as it should be, or with a bug.
    pub(crate) async fn start(keys: Keys, bug: Option<Bug>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let base_url = format!("http://{}", listener.local_addr().expect("a bound port"));
        // Forge waits five seconds for the answer to an event, so nothing that is asked for may take as long.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(3));
        let board = Arc::new(Board {
            base_url,
            keys,
            bug,
            http: http.build().expect("a client"),
            sites: Mutex::default(),
        });
        let app = routes(board.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { board }
    }

    /// Where the app is: the `baseUrl` of its remote.
    pub(crate) fn url(&self) -> &str {
        &self.board.base_url
    }

    /// Where a tenant installs the Connect app from.
    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.board.base_url)
    }

    /// What the app knows of a site, by the name under which it filed it.
    pub(crate) fn site(&self, name: &str) -> Option<Site> {
        self.board.sites().get(name).cloned()
    }

    /// Under which names the app has filed something.
    pub(crate) fn known_sites(&self) -> Vec<String> {
        self.board.sites().keys().cloned().collect()
    }

    /// Work that no call begins, with the token that is kept for it: what the host says. Without one it waits for the
    /// schedule.
    pub(crate) async fn work_at_night(&self, name: &str) -> Option<u16> {
        let (api_base_url, token) = self.site(name)?.kept_token?;
        Some(host_client::read_content(&self.board.http, &api_base_url, &token).await)
    }

    /// Opens an incident on every site.
    pub(crate) fn open_incident(&self, incident: &str) {
        for site in self.board.sites().values_mut() {
            site.incidents.push(incident.to_owned());
        }
    }
}

impl Board {
    fn sites(&self) -> MutexGuard<'_, BTreeMap<String, Site>> {
        self.sites.lock().expect("no panic while it is held")
    }

    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// One half of the app is gone from a site. With the other the data go, too, and a half that
    /// went before is no error.
    fn leave(&self, name: &str, half: impl FnOnce(&mut Site)) {
        let mut sites = self.sites();
        let Some(site) = sites.get_mut(name) else {
            return;
        };
        half(site);
        if site.connect.is_none() && site.installation_id.is_none() {
            sites.remove(name);
        }
    }
}

fn routes(board: Arc<Board>) -> Router {
    Router::new()
        .route("/atlassian-connect.json", get(connect::descriptor))
        .route("/installed", post(connect::installed))
        .route("/enabled", post(connect::told))
        .route("/disabled", post(connect::told))
        .route("/uninstalled", post(connect::uninstalled))
        .route("/board", get(connect::page))
        .route("/forge/lifecycle", post(forge::lifecycle))
        .route("/forge/events", post(forge::event))
        .route("/forge/sync", post(forge::sync))
        .route("/forge/goodbye", post(forge::goodbye))
        .route("/forge/board", any(forge::board))
        .with_state(board)
}
