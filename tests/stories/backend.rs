//! The app of the stories: a small Connect backend with habits, one bad habit per story.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::Request;
use serde_json::{Value, json};

use super::host_client::HostClient;
use super::tokens;

pub(crate) const APP_KEY: &str = super::descriptor::APP_KEY;

/// A bad habit; the careful backend has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Habit {
    /// 1: says that a module is there for users as soon as the host has answered.
    AnnouncesAtOnce,
    /// 2: gives names an i18n key without shipping the translation.
    NamesWithoutTranslation,
    /// 3: trusts that what was registered once stays registered.
    RegistersOnce,
    /// 4: registers everything whenever it is enabled.
    RegistersEverything,
    /// 5: deletes all modules and registers them again.
    DeletesFirst,
    /// 6: takes silence for a refusal.
    TakesSilenceForNo,
    /// 7: registers while `installed` is unanswered.
    RegistersInInstalled,
    /// 8: waits for `enabled` after every `installed`.
    WaitsForEnabled,
    /// 9: believes any `disabled`, and keeps what it says.
    TrustsDisabled,
    /// 10: stores the secret, and fails afterwards.
    StoresThenFails,
    /// 11: ships a translation path that leads nowhere.
    BreaksTranslations,
    /// 12: knows tenants by their base URL.
    KnowsByBaseUrl,
    /// 13: has one base URL in its descriptor and another in its configuration.
    TwoBaseUrls,
    /// 14: takes a missing installationId for a removed one.
    ForgetsInstallation,
    /// 15: leaves its Connect modules behind when it moves to Forge.
    LeavesConnectModules,
    /// 16: gives up on a slow app manager.
    GivesUpOnManager,
}

/// The backend on a free loopback port.
#[derive(Clone)]
pub(crate) struct Backend {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) base_url: String,
    keys_url: String,
    habits: BTreeSet<Habit>,
    pub(super) http: reqwest::Client,
    memory: Mutex<Memory>,
}

#[derive(Default)]
pub(super) struct Memory {
    pub(super) tenants: BTreeMap<String, Stored>,
    /// The notices that should be on every tenant.
    pub(super) notices: Vec<String>,
    /// What users were told of a notice.
    pub(super) announced: BTreeMap<String, String>,
    /// Registrations that the backend believes failed.
    pub(super) failed: Vec<String>,
    pub(super) static_notice: Option<String>,
    pub(super) broken: bool,
    pub(super) database_down: bool,
    moved: bool,
}

/// What the backend keeps of a tenant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stored {
    pub shared_secret: String,
    pub base_url: String,
    pub client_key: String,
    pub installation_id: Option<String>,
    pub active: bool,
    pub notes: Vec<String>,
}

impl Backend {
    pub(crate) async fn careful(keys_url: String) -> Self {
        Self::start(keys_url, BTreeSet::new()).await
    }

    pub(crate) async fn careless(keys_url: String, habit: Habit) -> Self {
        Self::start(keys_url, BTreeSet::from([habit])).await
    }

    async fn start(keys_url: String, habits: BTreeSet<Habit>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let base_url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let inner = Arc::new(Inner {
            base_url,
            keys_url,
            habits,
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .expect("a client"),
            memory: Mutex::default(),
        });
        let app = super::handlers::routes(inner.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { inner }
    }

    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.inner.base_url)
    }

    /// What the backend keeps of the tenant it knows by this name.
    pub(crate) fn stored(&self, name: &str) -> Option<Stored> {
        self.inner.memory().tenants.get(name).cloned()
    }

    pub(crate) fn announced(&self, notice: &str) -> Option<String> {
        self.inner.memory().announced.get(notice).cloned()
    }

    pub(crate) fn believes_failed(&self) -> Vec<String> {
        self.inner.memory().failed.clone()
    }

    /// Wants this notice on every tenant, and registers it where it can.
    pub(crate) async fn post_notice(&self, notice: &str) {
        self.want(notice);
        for tenant in self.inner.tenants() {
            self.inner.bring_up(&tenant, &[notice.to_owned()]).await;
        }
    }

    /// Wants this notice from the next time the app is enabled.
    pub(crate) fn want(&self, notice: &str) {
        let mut memory = self.inner.memory();
        // Wanted twice it is one notice, and a registration with one key twice is refused as a whole.
        if !memory.notices.iter().any(|known| known == notice) {
            memory.notices.push(notice.to_owned());
        }
    }

    /// Notes something about the tenant known by this name.
    pub(crate) fn note(&self, name: &str, text: &str) {
        if let Some(tenant) = self.inner.memory().tenants.get_mut(name) {
            tenant.notes.push(text.to_owned());
        }
    }

    /// Releases a version in which this notice is static.
    pub(crate) fn release_static(&self, notice: &str) {
        self.inner.memory().static_notice = Some(notice.to_owned());
    }

    /// Whether the release has what the bad habit breaks.
    pub(crate) fn release_broken(&self, broken: bool) {
        self.inner.memory().broken = broken;
    }

    pub(crate) fn database_down(&self, down: bool) {
        self.inner.memory().database_down = down;
    }

    /// Moves to Forge: from now on Forge modules show the notices.
    pub(crate) async fn move_to_forge(&self) {
        self.inner.memory().moved = true;
        for tenant in self.inner.tenants() {
            if !self.inner.has(Habit::LeavesConnectModules) {
                self.inner.host(&tenant).delete_all().await;
            }
        }
    }

    /// What users see twice once the backend has moved.
    #[cfg(all(feature = "explore", feature = "forge"))]
    pub(crate) async fn left_on_connect(&self) -> Vec<String> {
        let mut left = Vec::new();
        if self.inner.memory().moved {
            for tenant in self.inner.tenants() {
                let there = self.inner.host(&tenant).registered().await;
                left.extend(there.unwrap_or_default());
            }
        }
        left
    }
}

impl Inner {
    pub(super) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().expect("no panic while it is held")
    }

    pub(super) fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }

    fn tenants(&self) -> Vec<Stored> {
        self.memory().tenants.values().cloned().collect()
    }

    fn host<'a>(&'a self, tenant: &'a Stored) -> HostClient<'a> {
        HostClient::new(&self.http, tenant)
    }

    /// The audience that the backend expects.
    fn audience(&self) -> String {
        match self.has(Habit::TwoBaseUrls) {
            true => self.base_url.replace("127.0.0.1", "localhost"),
            false => self.base_url.clone(),
        }
    }

    /// What the backend knows a tenant by.
    pub(super) fn name_of(&self, client_key: &str, base_url: &str) -> String {
        match self.has(Habit::KnowsByBaseUrl) {
            true => base_url.to_owned(),
            false => client_key.to_owned(),
        }
    }

    /// Sees to it that these notices are on the tenant.
    pub(super) async fn bring_up(&self, tenant: &Stored, notices: &[String]) {
        if notices.is_empty() || self.memory().moved {
            return;
        }
        let host = self.host(tenant);
        let missing = match self.careless_choice(&host, notices).await {
            Some(all) => all,
            None => {
                let there = host.registered().await.unwrap_or_default();
                let own = self.memory().static_notice.clone();
                let missing = notices.iter().filter(|key| !there.contains(key));
                missing
                    .filter(|key| Some(*key) != own.as_ref())
                    .cloned()
                    .collect()
            }
        };
        if missing.is_empty() {
            return;
        }
        let mut taken = host.register(&self.modules(&missing)).await == Some(200);
        if !taken && !self.has(Habit::TakesSilenceForNo) {
            let there = host.registered().await.unwrap_or_default();
            taken = missing.iter().all(|key| there.contains(key));
        }
        self.note_result(&missing, taken);
    }

    /// What a bad habit registers without asking the host what is there.
    async fn careless_choice(
        &self,
        host: &HostClient<'_>,
        notices: &[String],
    ) -> Option<Vec<String>> {
        if self.has(Habit::DeletesFirst) {
            host.delete_all().await;
            return Some(self.memory().notices.clone());
        }
        self.has(Habit::RegistersEverything)
            .then(|| notices.to_vec())
    }

    fn note_result(&self, keys: &[String], taken: bool) {
        let words = match (taken, self.has(Habit::AnnouncesAtOnce)) {
            (false, _) => "not available",
            (true, true) => "ready in the macro browser",
            (true, false) => "registered; the macro browser shows it after a while",
        };
        let mut memory = self.memory();
        for key in keys {
            memory.announced.insert(key.clone(), words.to_owned());
            if !taken {
                memory.failed.push(key.clone());
            }
        }
    }

    /// A web item for each notice.
    pub(super) fn modules(&self, notices: &[String]) -> Value {
        let item = |key: &String| {
            let mut name = json!({ "value": format!("Notice {key}") });
            if self.has(Habit::NamesWithoutTranslation) {
                name["i18n"] = format!("notices.{key}.name").into();
            }
            json!({
                "key": key, "name": name, "url": format!("/notices/{key}"),
                "location": "system.content.action"
            })
        };
        json!({ "webItems": notices.iter().map(item).collect::<Vec<_>>() })
    }

    pub(super) async fn signed_install(&self, request: Request) -> Option<(tokens::Claims, Value)> {
        let (parts, body) = request.into_parts();
        let token = tokens::bearer(&parts.headers)?;
        let key_id = tokens::key_id(&token)?;
        let key = self.http.get(format!("{}/{key_id}", self.keys_url)).send();
        let pem = key.await.ok()?.error_for_status().ok()?.text().await.ok()?;
        let claims = tokens::verify_install(&token, &pem, &self.audience())?;
        if claims.qsh != tokens::hash("POST", parts.uri.path(), parts.uri.query()) {
            return None;
        }
        let body = axum::body::to_bytes(body, 64 * 1024).await.ok()?;
        Some((claims, serde_json::from_slice(&body).ok()?))
    }

    /// The name of the tenant behind an `enabled` or `disabled` with a good token.
    pub(super) fn signed_by_tenant(&self, request: Request) -> Option<String> {
        let token = tokens::bearer(request.headers())?;
        let client_key = tokens::unverified_issuer(&token)?;
        let known = |(_, tenant): &(&String, &Stored)| tenant.client_key == client_key;
        let (name, secret) = {
            let memory = self.memory();
            let (name, tenant) = memory.tenants.iter().find(known)?;
            (name.clone(), tenant.shared_secret.clone())
        };
        let claims = tokens::verify_shared(&token, &secret)?;
        (claims.qsh == tokens::hash("POST", request.uri().path(), request.uri().query()))
            .then_some(name)
    }

    /// Keeps what `installed` says.
    pub(super) fn store(&self, body: &Value) -> (String, Stored) {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let name = self.name_of(&text("clientKey"), &text("baseUrl"));
        let mut memory = self.memory();
        let tenant = memory.tenants.entry(name.clone()).or_default();
        tenant.shared_secret = text("sharedSecret");
        tenant.base_url = text("baseUrl");
        tenant.client_key = text("clientKey");
        let id = body["installationId"].as_str().map(str::to_owned);
        if id.is_some() || self.has(Habit::ForgetsInstallation) {
            tenant.installation_id = id;
        }
        if self.has(Habit::WaitsForEnabled) {
            tenant.active = false;
        }
        (name, tenant.clone())
    }
}
