//! "Incident desk": a Connect app that registers a web item for each open incident on every tenant, whatever goes
//! wrong meanwhile; with at most one bug.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};

use super::bugs::Bug;
use super::descriptor::APP_KEY;
use super::{by_hand, sync};

/// The app on a free loopback port.
#[derive(Clone)]
pub(crate) struct Desk(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) base_url: String,
    pub(crate) keys_url: String,
    bug: Option<Bug>,
    memory: Mutex<Memory>,
}

#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) incidents: BTreeSet<String>,
    /// By what the desk knows them by: their clientKey.
    pub(crate) tenants: BTreeMap<String, Stored>,
    /// Install keys by their id; none for what could not be fetched.
    pub(crate) keys: BTreeMap<String, Option<String>>,
    /// Signed tokens by what they are for.
    pub(crate) tokens: BTreeMap<(String, String, String), String>,
    pub(crate) registered: BTreeSet<String>,
    pub(crate) last_secret: String,
    pub(crate) stopped: bool,
    pub(crate) broken: bool,
}

/// What the desk keeps of a tenant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stored {
    pub(crate) client_key: String,
    pub(crate) secret: String,
    pub(crate) base_url: String,
    /// The second version has a web item of its own for one incident.
    pub(crate) second_version: bool,
    pub(crate) was_enabled: bool,
    pub(crate) is_enabled: bool,
    /// Whether there are two `installed` in a row.
    pub(crate) just_installed: bool,
    pub(crate) busy: bool,
    pub(crate) again: bool,
    pub(crate) registered: BTreeSet<String>,
}

pub(crate) const STATIC: &str = "incident-2";

impl Desk {
    pub(crate) async fn start(keys_url: String, bug: Option<Bug>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let inner = Arc::new(Inner {
            base_url: format!("http://{address}"),
            keys_url,
            bug,
            memory: Mutex::default(),
        });
        let app = super::handlers::routes(inner.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self(inner)
    }

    /// Where a tenant finds the descriptor of a version.
    pub(crate) fn descriptor(&self, version: u8) -> String {
        format!("{}/v{version}/atlassian-connect.json", self.0.base_url)
    }

    pub(crate) async fn open(&self, incident: &str) -> Result<(), &'static str> {
        let desk = &self.0;
        if desk.has(Bug::LosesUpdates) {
            let mut incidents = desk.memory().incidents.clone();
            incidents.insert(incident.to_owned());
            by_hand::register_everywhere(desk, incident).await;
            desk.memory().incidents = incidents;
            return Ok(());
        }
        if desk.has(Bug::OpensTwice) {
            let known = desk.memory().incidents.contains(incident);
            let incident = format!("{incident}{}", if known { "-again" } else { "" });
            desk.memory().incidents.insert(incident.clone());
            if !by_hand::register_everywhere(desk, &incident).await {
                return Err("it could not be opened");
            }
            return Ok(());
        }
        while desk.has(Bug::LetsUsersWait) && !desk.is_enabled() {
            desk.pause(0).await;
        }
        desk.memory().incidents.insert(incident.to_owned());
        sync::all(desk);
        Ok(())
    }

    pub(crate) async fn close(&self, incident: &str) {
        self.0.memory().incidents.remove(incident);
        if self.0.has(Bug::DeletesOnce) {
            by_hand::delete_everywhere(&self.0, incident).await;
        } else {
            sync::all(&self.0);
        }
    }

    /// Nothing is open twice.
    pub(crate) fn each_once(&self) -> Result<(), String> {
        let incidents = self.incidents();
        match incidents.contains("-again") {
            true => Err(format!("open: {incidents}")),
            false => Ok(()),
        }
    }

    /// The open incidents.
    pub(crate) fn incidents(&self) -> String {
        let memory = self.0.memory.lock();
        let memory = memory.unwrap_or_else(std::sync::PoisonError::into_inner);
        let all: Vec<&str> = memory.incidents.iter().map(String::as_str).collect();
        all.join(", ")
    }
}

impl Inner {
    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().expect("no panic while it is held")
    }

    /// On every tenant that has it.
    fn is_enabled(&self) -> bool {
        self.memory().tenants.values().all(|one| one.is_enabled)
    }

    pub(crate) fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    pub(crate) fn descriptor(&self, second: bool) -> Value {
        let page = json!({
            "key": "desk", "name": { "value": "Incidents" }, "url": "/desk", "location": "system.header/left"
        });
        let mut modules = json!({ "generalPages": [page] });
        if second {
            modules["webItems"] = json!([web_item(STATIC)]);
        }
        json!({
            "key": APP_KEY, "name": "Incident desk", "baseUrl": self.base_url,
            "version": if second { "2.0.0" } else { "1.0.0" },
            "authentication": { "type": "jwt" }, "apiMigrations": { "signed-install": true },
            "lifecycle": {
                "installed": if second { "/v2/installed" } else { "/v1/installed" },
                "enabled": "/enabled", "disabled": "/disabled", "uninstalled": "/uninstalled"
            },
            "scopes": ["READ"], "modules": modules
        })
    }

    /// What a tenant should have.
    pub(crate) fn wanted(&self, name: &str) -> BTreeSet<String> {
        let memory = self.memory();
        let tenant = memory.tenants.get(name);
        let has_static = tenant.is_some_and(|tenant| tenant.second_version);
        let own = |key: &&String| !(has_static && *key == STATIC);
        memory.incidents.iter().filter(own).cloned().collect()
    }

    /// Waits before something is tried again.
    pub(crate) async fn pause(&self, attempt: u32) {
        tokio::time::sleep(Duration::from_millis(500) * (1 << attempt.min(5))).await;
    }
}

pub(crate) fn web_item(key: &str) -> Value {
    json!({
        "key": key, "name": { "value": format!("Incident {key}") },
        "url": format!("/incidents/{key}"), "location": "system.content.action"
    })
}
