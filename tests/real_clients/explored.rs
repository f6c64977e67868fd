//! Unmodified apps, explored by the binary alone: what each is found to do is pinned, and plain orders find nothing.

use std::process::{Command, Output};

use serde_json::Value;

use crate::client::{App, Client, free_port};

fn explored(client: Client, more: &[&str]) -> Output {
    let port = free_port().to_string();
    let app = App::start(client, &format!("http://127.0.0.1:{port}/keys"));
    Command::new(env!("CARGO_BIN_EXE_mockfluence"))
        .args(["check", &app.descriptor_url(), "--explore", "--port", &port])
        .args(["--quiet", "--format", "json", "--settle", "400"])
        .args(["--at-once", "24"])
        .args(more)
        .env("XDG_RUNTIME_DIR", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap()
}

/// That nothing is found in as many lives as `EXPLORE_CLIENT_LIVES` says.
fn survives(client: Client, more: &[&str]) {
    let lives = std::env::var("EXPLORE_CLIENT_LIVES").unwrap_or_else(|_| "100".to_owned());
    let output = explored(client, &[&["--lives", &lives], more].concat());
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{client:?}: {told}");
}

/// That this story breaks this rule.
fn breaks(client: Client, story: &str, rule: &str) {
    let output = explored(client, &["--replay", story]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = &report["found"]["rule"];
    assert_eq!(found, rule, "{client:?}, {story}: {report:#}");
}

/// Both register once, and have forgotten it by the time that the host can take it again.
const LOST: &str = r#"install "first" [status-500 of POST modules]"#;

#[test]
#[ignore = "needs Node"]
fn ace_stands_plain_orders() {
    survives(Client::Ace, &["--plain"]);
}

#[test]
#[ignore = "needs Node"]
fn ace_loses_a_registration_that_the_host_has_not_taken() {
    breaks(Client::Ace, LOST, "same-end");
}

#[test]
#[ignore = "needs Python"]
fn flask_stands_plain_orders() {
    survives(Client::Flask, &["--plain"]);
}

#[test]
#[ignore = "needs Python"]
fn flask_loses_a_registration_that_the_host_has_not_taken() {
    breaks(Client::Flask, LOST, "same-end");
}
