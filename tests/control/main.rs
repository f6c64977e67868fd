//! The control API and the commands that speak it, as a test in another language uses them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

mod api;
#[path = "../it/asking_app.rs"]
mod asking_app;
mod attachments;
mod check;
mod cli;
mod commands;
mod compare;
#[cfg(unix)]
mod compare_leaks;
mod complaints;
mod doors;
#[cfg(unix)]
mod ending;
mod explored;
mod forge;
mod forge_calls;
mod forgeries;
#[cfg(feature = "look-alike")]
mod look_alike;
mod macro_parts;
mod nonsense;
mod output;
mod page_requests;
mod places;
#[cfg(unix)]
mod recorded;
#[path = "../it/scripted_app.rs"]
mod scripted_app;
#[cfg(unix)]
#[path = "../secrets/search.rs"]
mod search;
mod silence;
mod site;
mod sources;
mod stand_in;
mod statuses;
mod targets;
mod token;
mod userinfo;
mod visits;
mod waits;
mod whole_site;
mod words;

/// Where control tokens are kept: not in the home of whoever runs the tests.
pub(crate) const AT_HOME: [(&str, &str); 1] = [("XDG_RUNTIME_DIR", env!("CARGO_TARGET_TMPDIR"))];

/// A running `mockfluence serve`; its standard input keeps it alive.
pub(crate) struct Server {
    child: Child,
    ready: Value,
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args(["serve", "--exit-with-parent"])
            .args(arguments)
            .envs(AT_HOME)
            .env_remove("MOCKFLUENCE_CONTROL_TOKEN")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Self { child, ready }
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap()
    }

    /// Status and body.
    pub(crate) fn ask(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}{path}", self.text("controlUrl"));
        let mut request = reqwest::blocking::Client::new().request(method.parse().unwrap(), url);
        if let Some(token) = self.ready["controlToken"].as_str() {
            request = request.bearer_auth(token);
        }
        if !body.is_null() {
            request = request.json(&body);
        }
        let reply = request.send().unwrap();
        let status = reply.status().as_u16();
        let text = reply.text().unwrap();
        (
            status,
            serde_json::from_str(&text).unwrap_or(Value::String(text)),
        )
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        self.ask("GET", path, Value::Null).1
    }

    /// A command of the binary to this server.
    pub(crate) fn command(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args(arguments)
            .envs(AT_HOME)
            .env("MOCKFLUENCE_CONTROL_URL", self.text("controlUrl"))
            .output()
            .unwrap()
    }

    /// What a command that succeeds prints.
    pub(crate) fn said(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn descriptor() -> Value {
    json!({
        "key": "my-app", "name": "My app", "version": "1.0", "baseUrl": "http://localhost:1",
        "authentication": { "type": "jwt" }, "scopes": ["READ"],
        "lifecycle": { "installed": "/installed", "enabled": "/enabled", "disabled": "/disabled" },
        "modules": {}
    })
}

pub(crate) fn items(keys: &[&str]) -> Value {
    let item = |key: &&str| json!({ "key": key, "name": { "value": key }, "url": "/x", "location": "system.header/left" });
    json!({ "webItems": keys.iter().map(item).collect::<Vec<_>>() })
}

pub(crate) fn with_app() -> Server {
    let server = Server::start(&[]);
    let body = json!({ "descriptor": descriptor(), "withoutBackend": true });
    let (status, app) = server.ask("POST", "/tenants/acme/apps", body);
    assert_eq!(status, 201, "{app}");
    server
}

/// A request in the app's place, with a token of the control API.
pub(crate) fn as_app(
    server: &Server,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> (u16, String) {
    let wanted = json!({ "method": method, "path": path });
    let (_, token) = server.ask("POST", "/tenants/acme/apps/my-app/token", wanted);
    let request = reqwest::blocking::Client::new()
        .request(
            method.parse().unwrap(),
            format!("{}{path}", server.text("baseUrl")),
        )
        .header("authorization", token["authorization"].as_str().unwrap());
    let reply = match body {
        Some(body) => request.json(&body).send().unwrap(),
        None => request.send().unwrap(),
    };
    (reply.status().as_u16(), reply.text().unwrap())
}

pub(crate) const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";
