//! The control token: made unless it is given, told once, and found by the commands of its user.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{AT_HOME, Server};

#[test]
fn the_commands_find_the_token_by_the_control_url_and_nobody_else_reads_it() {
    let server = Server::start(&[]);
    assert!(server.text("controlToken").len() >= 32);
    assert!(server.said(&["health"]).starts_with("up: "));
    let by_name = server.text("controlUrl").replace("127.0.0.1", "localhost");
    let health = server.said(&["health", "--control", &by_name]);
    assert!(health.starts_with("up: "), "{health}");
    let port = server.text("controlUrl").rsplit(':').next().unwrap();
    let folder = std::path::Path::new(AT_HOME[0].1).join("mockfluence");
    let file = folder.join(format!("control-127.0.0.1-{port}.token"));
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        server.text("controlToken")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    std::fs::remove_file(&file).unwrap();
    let lost = server.command(&["health"]);
    assert_eq!(lost.status.code(), Some(1));
    let told = String::from_utf8_lossy(&lost.stderr).into_owned();
    assert!(told.contains("MOCKFLUENCE_CONTROL_TOKEN"), "{told}");
}

/// The ready line, and what is said on standard error until then.
fn started(arguments: &[&str], token: Option<&str>) -> (Value, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
    command
        .args(["serve", "--exit-with-parent"])
        .args(arguments)
        .envs(AT_HOME)
        .env_remove("MOCKFLUENCE_CONTROL_TOKEN")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(token) = token {
        command.env("MOCKFLUENCE_CONTROL_TOKEN", token);
    }
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    let out = child.stdout.take().unwrap();
    BufReader::new(out).read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    let url = ready["controlUrl"].as_str().unwrap();
    let reply = reqwest::blocking::get(format!("{url}/tenants")).unwrap();
    let open = reply.status().as_u16() == 200;
    let not_needed = arguments.contains(&"--no-token");
    assert_eq!(open, not_needed, "{arguments:?}");
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    (ready, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_token_that_was_given_is_not_told_again() {
    for (arguments, variable) in [
        (&["--control-token", "given-by-option"][..], None),
        (&[], Some("given-by-variable")),
    ] {
        let (ready, said) = started(arguments, variable);
        assert_eq!(ready["controlToken"], Value::Null, "{ready}");
        assert!(!ready.to_string().contains("given-by"), "{ready}");
        assert_eq!(said, "");
    }
}

#[test]
fn without_a_token_it_is_said_what_that_opens() {
    let (ready, said) = started(&["--no-token"], Some("ignored"));
    assert_eq!(ready["controlToken"], Value::Null);
    let page = format!("{}/", ready["controlUrl"].as_str().unwrap());
    assert_eq!(ready["pageUrl"], page);
    assert!(
        said.contains("every program that reaches the control port"),
        "{said}"
    );
}

#[test]
fn the_control_url_is_that_of_the_address_it_is_bound_to() {
    for (bound, url) in [("127.0.0.2", "http://127.0.0.2:"), ("::1", "http://[::1]:")] {
        let server = Server::start(&["--bind", bound]);
        for name in ["controlUrl", "baseUrl", "pageUrl"] {
            assert!(server.text(name).starts_with(url), "{}", server.text(name));
        }
        assert!(server.said(&["tenants"]).starts_with("acme  http://"));
    }
    let everywhere = Server::start(&["--bind", "0.0.0.0"]);
    assert!(
        everywhere
            .text("controlUrl")
            .starts_with("http://127.0.0.1:")
    );
    assert!(everywhere.said(&["tenants"]).starts_with("acme"));
}

#[test]
fn a_link_to_the_page_is_changed_for_a_session_once() {
    let server = Server::start(&[]);
    let (url, control) = (server.said(&["live"]), server.text("controlUrl"));
    let start = format!("{control}/#link=");
    let code = url.trim_end().strip_prefix(&start).unwrap().to_owned();
    assert!(server.text("pageUrl").starts_with(&start));
    let session = |code: &str| {
        let client = reqwest::blocking::Client::new();
        let request = client.post(format!("{control}/live-session"));
        request.json(&json!({ "code": code })).send().unwrap()
    };
    let opened: Value = session(&code).json().unwrap();
    let client = reqwest::blocking::Client::new();
    let tenants = client.get(format!("{control}/tenants"));
    let tenants = tenants
        .bearer_auth(opened["token"].as_str().unwrap())
        .send();
    assert_eq!(tenants.unwrap().status().as_u16(), 200);
    for code in [&code, "", "guessed"] {
        let refused = session(code);
        assert_eq!(refused.status().as_u16(), 403);
        assert!(refused.text().unwrap().contains("mockfluence live"));
    }
}

#[test]
fn secrets_are_no_other_servers_unless_a_seed_is_given() {
    let known = |arguments: &[&str]| {
        let server = Server::start(arguments);
        let body = json!({ "descriptor": crate::descriptor(), "withoutBackend": true });
        let (_, app) = server.ask("POST", "/tenants/acme/apps", body);
        let tenant = server.get("/tenants/acme");
        let log = server.get("/tenants/acme/log?format=text");
        let secrets = [&tenant["clientKey"], &app["sharedSecret"]].map(Clone::clone);
        (secrets, tenant["cloudId"].clone(), log)
    };
    let (one, other) = (known(&[]), known(&[]));
    assert_ne!(one.0[0], other.0[0]);
    assert_ne!(one.0[1], other.0[1]);
    assert_eq!((one.1, one.2), (other.1, other.2));
    let seeded = ["--seed", "7"];
    assert_eq!(known(&seeded), known(&seeded));
}

#[test]
fn names_are_allowed_and_upm_is_opened_at_the_start() {
    let server = Server::start(&["--bind", "0.0.0.0", "--allowed-host", "first.test"]);
    let started = json!({ "name": "globex", "allowedHosts": ["second.test"], "remoteUpm": true });
    server.ask("POST", "/tenants", started);
    let asked = |tenant: &str, path: &str, host: &str| {
        let port = server.get(&format!("/tenants/{tenant}"))["port"].clone();
        let client = reqwest::blocking::Client::new();
        let request = client.get(format!("http://127.0.0.1:{port}{path}"));
        let request = request.header("host", host).basic_auth("a", Some("b"));
        request.send().unwrap().status().as_u16()
    };
    let (info, upm) = ("/_edge/tenant_info", "/wiki/rest/plugins/1.0/");
    for (tenant, host, status) in [
        ("acme", "first.test", 200),
        ("acme", "second.test", 403),
        ("globex", "first.test", 200),
        ("globex", "second.test", 200),
        ("globex", "third.test", 403),
    ] {
        assert_eq!(asked(tenant, info, host), status, "{tenant} {host}");
    }
    assert_eq!(asked("acme", upm, "localhost"), 403);
    assert_eq!(asked("globex", upm, "localhost"), 200);
    let bad = json!({ "name": "initech", "allowedHosts": ["http://x"] });
    let (status, problem) = server.ask("POST", "/tenants", bad);
    assert_eq!(status, 400);
    assert!(
        problem["error"]
            .as_str()
            .unwrap()
            .starts_with("allowedHosts: `http://x`")
    );
}
