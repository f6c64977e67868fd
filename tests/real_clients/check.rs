//! Unmodified apps, judged with no setting of their own: what each is found to do is pinned, and nothing else fires.

use std::process::Command;

use serde_json::Value;

use crate::client::{App, Client};
use crate::server::Server;

/// The report on an app that is given nothing but what `mockfluence env` prints.
fn judged(client: Client) -> Value {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let authority = format!("{folder}/authority of {client:?}");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = port.local_addr().unwrap().port().to_string();
    let network = ["--ca-dir", &authority, "--proxy-port", &port];
    // The proxy of before is at the address of the one to come, and of the same authority.
    let before =
        Server::start_with(&[&["--look-alike", "acme.atlassian.net"], &network[..]].concat());
    let env = before.env();
    drop(before);
    let app = App::start_in(client, &env);
    let url = app.descriptor_url();
    let begun = std::time::Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
        .args(["check", &url, "--look-alike", "--quiet", "--format", "json"])
        .args(network)
        .env("XDG_RUNTIME_DIR", folder)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{told}"));
    println!("{client:?}: {} in {:?}", report["summary"], begun.elapsed());
    assert!(begun.elapsed().as_secs() < 60);
    let undecided = report["summary"]["undecided"].as_u64().unwrap();
    let checks = report["summary"]["checks"].as_u64().unwrap();
    assert!(undecided * 20 < checks, "{:#?}", of(&report, "undecided"));
    report
}

fn of(report: &Value, verdict: &str) -> Vec<String> {
    let checks = report["checks"].as_array().unwrap().iter();
    let those = checks.filter(|one| one["verdict"] == verdict);
    those
        .map(|one| {
            format!(
                "{}: {}",
                one["id"].as_str().unwrap(),
                one["reason"].as_str().unwrap()
            )
        })
        .collect()
}

/// That these checks failed and no others.
fn fails(client: Client, findings: &[&str]) {
    let report = judged(client);
    let failed = of(&report, "failed");
    let ids: Vec<&str> = failed
        .iter()
        .filter_map(|one| one.split(": ").next())
        .collect();
    assert_eq!(ids, findings, "{client:?}: {failed:#?}");
}

#[test]
#[ignore = "needs Node"]
fn what_ace_is_found_to_do() {
    fails(Client::Ace, &[]);
}

#[test]
#[ignore = "needs Python"]
fn what_flask_is_found_to_do() {
    fails(Client::Flask, &[]);
}

#[test]
#[ignore = "needs Node"]
fn what_fastify_is_found_to_do() {
    fails(Client::Fastify, &[]);
}
