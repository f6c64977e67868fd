//! What the way from Connect to Forge is made of, the same for every client.

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{App, Client};
use crate::forge_manifest::{APP, manifest};
use crate::server::Server;
use crate::{MODULES, item};

const ALICE: &str = "712020:alice";
/// Longer than jose and PyJWT wait before they ask for the key set again.
const COOLED_DOWN: Duration = Duration::from_secs(60);

/// None of the three asks for an expiry unless it is told to, and of what the claims of Forge say to each other they know
/// nothing.
const UNSEEN: [&str; 5] = [
    "no-expiry",
    "mixed-installations",
    "mixed-sites",
    "no-installation",
    "dangerous-label",
];

/// One client on its way.
pub(crate) struct Move {
    client: Client,
    server: Server,
    app: App,
    /// How many have been seen to work.
    pub(crate) steps: usize,
}

impl Move {
    /// The app and its host; it is told nothing but what `mockfluence env` prints.
    pub(crate) fn of(client: Client, options: &[&str]) -> Self {
        let server = Server::start_with(options);
        let app = App::start_in(client, &server.env());
        Self {
            client,
            server,
            app,
            steps: 0,
        }
    }

    #[track_caller]
    fn check(&mut self, what: &str, found: &Value, holds: bool) {
        assert!(holds, "{:?}: {what}: {found:#}", self.client);
        self.steps += 1;
    }

    fn connect(&self, below: &str) -> String {
        format!("/apps/{}{below}", self.client.key())
    }

    fn source(&self) -> Value {
        json!({ "manifest": manifest(self.client), "remotes": { "backend": self.app.base_url } })
    }

    async fn forge(&self, below: &str, body: Value) -> Value {
        let path = format!("/forge-apps/{APP}{below}");
        self.server.post(&path, body).await
    }

    async fn invoke(&self, endpoint: &str, more: Value) -> Value {
        let mut call = json!({ "endpoint": endpoint, "module": "incidents", "method": "POST",
            "path": format!("/forge/{endpoint}"), "user": ALICE });
        let more = more.as_object().cloned().unwrap_or_default();
        call.as_object_mut().unwrap().extend(more);
        self.forge("/invoke", call).await
    }

    /// What the app has answered to a page, as JSON.
    async fn seen(&self, endpoint: &str, more: Value) -> Value {
        let seen = self.invoke(endpoint, more).await;
        let body = seen["body"].as_str().unwrap_or_default();
        serde_json::from_str(body).unwrap_or(seen)
    }

    /// What the app knows of its one site; null where it knows none.
    async fn known(&self) -> Value {
        let url = format!("{}/forge/sites", self.app.base_url);
        let sites: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
        let sites = sites.as_object().unwrap();
        assert!(sites.len() <= 1, "filed under something else: {sites:?}");
        sites.values().next().cloned().unwrap_or_default()
    }

    async fn tenant(&self) -> Value {
        self.server.get("").await
    }

    pub(crate) async fn begin(&mut self) {
        let user = json!({ "accountId": ALICE, "displayName": "Alice" });
        self.server.post("/users", user).await;
        let source = json!({ "descriptorUrl": self.app.descriptor_url() });
        let installed = self.server.post("/apps", source).await;
        self.check("on Connect", &installed, installed["status"] == "enabled");
        self.server.registrations(1).await;
        let moved = self.connect("/move-to-forge");
        let moved = self.server.post(&moved, self.source()).await;
        let whole = moved["status"] == "enabled" && moved["connectKey"] == self.client.key();
        self.check("moved", &moved, whole && moved["eventRetries"] == json!([]));
        let known = self.known().await;
        let same = known["installationId"] == moved["installationId"];
        self.check("told by the event of its install", &known, same);
        let key = self.tenant().await["clientKey"].clone();
        self.check("both halves are one", &known, known["clientKey"] == key);
        let left = self.server.get(&self.connect("")).await["dynamicModules"].clone();
        self.check("left behind", &left, left == item("from-enabled"));
        let told = self
            .app
            .ask(key.as_str().unwrap(), "del", MODULES, json!(true));
        let status = json!(told.await.0);
        self.check("cleaned up by Connect's own", &status, status == 204);
    }

    /// A call of a page, which calls back for itself and for the user.
    pub(crate) async fn is_called(&mut self) {
        let seen = self.seen("board", json!({})).await;
        let tenant = self.tenant().await;
        let app = self.server.get(&format!("/forge-apps/{APP}")).await;
        self.check("whose page", &seen, seen["principal"] == ALICE);
        let key = seen["clientKey"] == tenant["clientKey"];
        self.check("the Connect half", &seen, key);
        let id = seen["installationId"] == app["installationId"];
        self.check("the installation", &seen, id);
        let as_app = seen["app"]["status"] == 200;
        let as_app = as_app && seen["app"]["body"]["accountId"] == app["accountId"];
        self.check("calls back as itself", &seen, as_app);
        let as_user = seen["user"]["body"]["accountId"] == ALICE;
        self.check("calls back as Alice", &seen, as_user);
    }

    pub(crate) async fn is_told(&mut self) {
        self.edit("page_updated", "Runbook").await;
        let known = self.known().await;
        let told = known["pages"] == json!(["avi:confluence:updated:page Runbook"]);
        self.check("told of an edit", &known, told);
        let trigger = json!({ "type": "trigger", "data": {
            "endpoint": "events", "events": ["avi:confluence:created:page"] } });
        let made = self.seen("modules", json!({ "json": trigger })).await;
        self.check("a dynamic trigger", &made, made["status"] == 201);
        self.edit("page_created", "New").await;
        let known = self.known().await;
        let told = known["pages"][1] == "avi:confluence:created:page New";
        self.check("told by it", &known, told);
        let ran = json!({ "schedule": "hourly" });
        let ran = self.forge("/schedule", ran).await;
        let known = self.known().await;
        let synced = ran["callbacks"][0]["status"] == 204 && known["synced"] == json!([200]);
        self.check("worked by schedule", &known, synced);
    }

    async fn edit(&mut self, event: &str, title: &str) {
        let page = json!({ "id": 10_000_001, "title": title });
        let fired = json!({ "event": event, "page": page });
        let fired = self.server.post("/events", fired).await;
        let status = fired["deliveries"][0]["status"].as_u64();
        self.check(event, &fired, matches!(status, Some(200 | 204)));
    }

    /// Whatever is wrong with a token but what this library does not look at.
    pub(crate) async fn refuses_forgeries(&mut self) {
        let all = self.server.forgeries().await;
        let all = all["forgeries"].as_array().unwrap().clone();
        let of_forge = |one: &&Value| {
            let kinds = one["tokens"].as_array().unwrap();
            kinds.iter().any(|kind| kind == "invocation")
        };
        let mut found = Vec::new();
        for forgery in all.iter().filter(of_forge) {
            let name = forgery["name"].as_str().unwrap();
            let seen = self.invoke("board", json!({ "tamper": name })).await;
            match seen["outcome"].as_str() {
                Some("token-refused") => self.steps += 1,
                Some("resolved") if !seen["acceptedForgeries"][0].is_null() => found.push(name),
                _ => panic!("{:?}: {name}: {seen:#}", self.client),
            }
        }
        assert_eq!(found, UNSEEN, "{:?}", self.client);
    }

    /// Until the client asks for the keys again; gives the first outcome.
    pub(crate) async fn meets_a_new_key(&mut self) -> Value {
        let nothing = self.server.post("/rotate-invocation-key", Value::Null);
        nothing.await;
        let first = self.invoke("board", json!({})).await;
        let deadline = std::time::Instant::now() + COOLED_DOWN;
        let mut seen = first.clone();
        while seen["outcome"] != "resolved" && std::time::Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(500)).await;
            seen = self.invoke("board", json!({})).await;
        }
        self.check("the new key", &seen, seen["outcome"] == "resolved");
        first["outcome"].clone()
    }

    /// From either side, and back each time.
    pub(crate) async fn goes_and_comes_back(&mut self) {
        let mut before = self.known().await["installationId"].clone();
        for side in [
            format!("/forge-apps/{APP}/uninstall"),
            self.connect("/uninstall"),
        ] {
            let gone = self.server.post(&side, Value::Null).await;
            let app = self.server.get(&format!("/forge-apps/{APP}")).await;
            self.check(&side, &gone, app["status"] == "uninstalled");
            self.check("no row is left", &gone, self.known().await.is_null());
            let log = self.server.get("/log?format=text").await.to_string();
            let told = ["POST /uninstalled", "POST /forge/goodbye"];
            let told = told.map(|path| log.matches(path).count());
            let equal = told[0] == told[1] && told[0] > 0;
            self.check("both halves are told", &json!(told), equal);
            let back = self.server.post("/forge-apps", self.source()).await;
            self.check("back", &back, back["status"] == "enabled");
            let known = self.known().await;
            let new = known["installationId"] == back["installationId"];
            self.check(
                "another installation",
                &known,
                new && known["installationId"] != before,
            );
            before = known["installationId"].clone();
            self.is_called().await;
        }
    }
}
