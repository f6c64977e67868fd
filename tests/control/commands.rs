//! The commands of the binary that speak the control API.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{AT_HOME, MODULES, Server, as_app, descriptor};

#[test]
fn the_commands_do_what_the_api_does() {
    let server = Server::start(&[]);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("my-app.json");
    std::fs::write(&file, descriptor().to_string()).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(
        server.said(&["install", file, "--without-backend"]),
        "my-app 1.0: enabled\n"
    );
    assert_eq!(server.said(&["apps"]), "my-app 1.0: enabled\n");
    assert_eq!(
        server.said(&[
            "fault",
            "lose-reply",
            "--on",
            "from-app POST /x",
            "--times",
            "2"
        ]),
        "fault 1\n"
    );
    assert!(server.said(&["fault", "list"]).contains("POST /x"));
    server.said(&["fault", "clear"]);
    assert_eq!(server.said(&["fault", "list"]), "");
    server.said(&[
        "fault",
        "status",
        "--status",
        "429",
        "--header",
        "Retry-After: 1",
        "--on",
        "from-app GET",
    ]);
    assert_eq!(as_app(&server, "GET", MODULES, None).0, 429);
    server.said(&["fault", "clear"]);
    assert_eq!(server.said(&["wait", "to-app POST /installed"]), "1 came\n");
    let missed = server.command(&["wait", "to-app POST /x", "--timeout", "0.05"]);
    assert_eq!(missed.status.code(), Some(1));
    assert!(server.said(&["log"]).starts_with(
        "test -> tenant  install `my-app` from a value\ntenant -> app  POST /installed"
    ));
    assert!(
        server
            .said(&["log", "--format", "mermaid"])
            .starts_with("sequenceDiagram")
    );
    assert_eq!(server.said(&["clock", "1.5"]), "1500 ms ahead\n");
    assert_eq!(server.said(&["clock", "reset"]), "0 ms ahead\n");
    assert_eq!(
        server.said(&["disable"]),
        "/disabled  no answer\ndisabled\n"
    );
    assert_eq!(server.said(&["enable"]), "/enabled  no answer\nenabled\n");
    assert!(server.said(&["rotate-secret"]).contains("enabled"));
    assert!(server.said(&["modules"]).contains("dynamic"));
    assert!(server.said(&["import-site"]).contains("removed: my-app"));
    assert!(server.said(&["recreate-site"]).contains("new clientKey"));
    let env = server.said(&["env", "--for", "ace", "--app-url", "http://localhost:9"]);
    let keys = server.text("keysUrl");
    assert_eq!(
        env,
        format!(
            "export CONNECT_KEYS_CDN_URL='{keys}'\nexport AC_LOCAL_BASE_URL='http://localhost:9'\n"
        )
    );
    let json: Value = serde_json::from_str(&server.said(&["env", "--format", "json"])).unwrap();
    let (jwks, gateway) = (server.text("jwksUrl"), server.text("gatewayUrl"));
    let (api, _) = gateway.split_once("/ex/confluence/").unwrap();
    let all = json!({ "CONNECT_KEYS_CDN_URL": keys, "FORGE_JWKS_URL": jwks,
        "FORGE_API_BASE_URL": gateway, "ATLASSIAN_API_URL": api });
    assert_eq!(json, all);
    let play = server.said(&["env", "--for", "play", "--format", "json"]);
    let options = format!(
        "-Datlassian.connect.publicKeyHostBaseUrl={keys} -Datlassian.forge.remote.jwkSetProductionUrl={jwks}"
    );
    let play: Value = serde_json::from_str(&play).unwrap();
    assert_eq!(play, json!({ "JAVA_OPTS": options }));
    let alone = server.said(&["env", "--keys-url", "http://k", "--format", "dotenv"]);
    assert_eq!(alone, "CONNECT_KEYS_CDN_URL='http://k'\n");
    let shown = server.said(&["tenant"]);
    assert!(shown.contains(jwks) && shown.contains(gateway), "{shown}");
    let nowhere = server.command(&["install", "http://127.0.0.1:1/atlassian-connect.json"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("could not be retrieved"));
    assert!(!server.command(&["serve", "--onn"]).status.success());
}

#[test]
fn a_followed_log_prints_what_is_new() {
    let server = Server::start(&[]);
    let mut follow = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
        .args(["log", "--follow", "--control", server.text("controlUrl")])
        .envs(AT_HOME)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let body = json!({ "descriptor": descriptor(), "withoutBackend": true });
    server.ask("POST", "/tenants/acme/apps", body);
    let mut lines = BufReader::new(follow.stdout.take().unwrap()).lines();
    for start in [
        "test -> tenant  install `my-app` from a value",
        "tenant -> app  POST /installed",
    ] {
        assert!(lines.next().unwrap().unwrap().starts_with(start));
    }
    follow.kill().unwrap();
    follow.wait().unwrap();
}

#[test]
fn without_a_server_a_command_says_how_to_name_one() {
    let alone = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args(arguments)
            .env_remove("MOCKFLUENCE_CONTROL_URL")
            .output()
            .unwrap()
    };
    let apps = alone(&["apps"]);
    assert_eq!(apps.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&apps.stderr).contains("MOCKFLUENCE_CONTROL_URL"));
    let dead = alone(&["apps", "--control", "http://127.0.0.1:1"]);
    assert_eq!(dead.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&dead.stderr).contains("no answer from http://127.0.0.1:1"));
}

#[test]
fn tenants_that_share_a_port_are_asked_for_without_one() {
    let server = Server::start(&["--one-port", "path", "--tenant", "acme"]);
    let (status, made) = server.ask("POST", "/tenants", json!({ "name": "globex" }));
    assert_eq!(status, 201, "{made}");
    assert!(made["baseUrl"].as_str().unwrap().ends_with("/globex/wiki"));
    let (status, refused) = server.ask("POST", "/tenants", json!({ "name": "b", "port": 8080 }));
    assert_eq!(status, 400);
    assert!(refused.to_string().contains("--one-port"), "{refused}");
    let body = json!({ "descriptor": descriptor(), "withoutBackend": true });
    server.ask("POST", "/tenants/acme/apps", body);
    let (status, _) = as_app(&server, "GET", MODULES, None);
    assert_eq!(status, 200);
    let (status, _) = server.ask("DELETE", "/tenants/globex", Value::Null);
    assert_eq!(status, 204);
    let gone = made["baseUrl"].as_str().unwrap();
    let reply = reqwest::blocking::get(gone).unwrap();
    assert_eq!(reply.status(), 501);
    assert!(reply.text().unwrap().contains("no tenant of that name"));
}
