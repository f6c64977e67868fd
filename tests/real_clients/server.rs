//! The binary as a test in another language drives it: a process, and its control API.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

pub(crate) struct Server {
    child: Child,
    ready: Value,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args(["serve", "--exit-with-parent"])
            .args(options)
            .env_remove("MOCKFLUENCE_CONTROL_TOKEN")
            .env("XDG_RUNTIME_DIR", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Self { child, ready }
    }

    /// What `mockfluence env` prints, as a map.
    pub(crate) fn env(&self) -> BTreeMap<String, String> {
        // With a space, which paths on some machines have; of this server alone.
        let folder = format!(
            "{}/look alike {}",
            env!("CARGO_TARGET_TMPDIR"),
            self.child.id()
        );
        let printed = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args(["env", "--format", "json", "--dir", &folder])
            .env("MOCKFLUENCE_CONTROL_URL", self.text("controlUrl"))
            .env("MOCKFLUENCE_CONTROL_TOKEN", self.text("controlToken"))
            .output()
            .unwrap();
        assert!(printed.status.success(), "{printed:?}");
        serde_json::from_slice(&printed.stdout).unwrap()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.ready[name].as_str().unwrap().to_owned()
    }

    /// A control request below the tenant.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        let url = format!("{}/tenants/acme{path}", self.text("controlUrl"));
        let request = reqwest::Client::new().request(method.parse().unwrap(), url);
        let mut request = request.bearer_auth(self.text("controlToken"));
        if !body.is_null() {
            request = request.json(&body);
        }
        let reply = request.send().await.unwrap();
        let text = reply.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }

    /// What an app has to refuse, by kind of token.
    pub(crate) async fn forgeries(&self) -> Value {
        let url = format!("{}/forgeries", self.text("controlUrl"));
        let request = reqwest::Client::new().get(url);
        let reply = request.bearer_auth(self.text("controlToken")).send().await;
        reply.unwrap().json().await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.ask("GET", path, Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        self.ask("POST", path, body).await
    }

    /// Waits until the app has asked for so many registrations.
    pub(crate) async fn registrations(&self, count: usize) {
        let filter = json!({ "direction": "from-app", "method": "POST",
            "path": mockfluence::DYNAMIC_MODULES });
        let found = self
            .post("/log/wait", json!({ "filter": filter, "count": count }))
            .await;
        assert!(found["entries"].is_array(), "{found}");
    }
}
