//! Tenants at the hosts of real ones, by the commands and the control API.

use std::path::Path;

use serde_json::{Value, json};

use crate::Server;

fn folder(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("look-alike-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    folder.to_str().unwrap().to_owned()
}

#[test]
fn a_tenant_is_at_its_host_and_named_by_it() {
    let server = Server::start(&[
        "--look-alike",
        "acme.atlassian.net",
        "--look-alike",
        "wiki.example.com",
    ]);
    assert_eq!(server.text("baseUrl"), "https://acme.atlassian.net/wiki");
    assert_eq!(server.text("tenant"), "acme");
    assert_eq!(
        server.text("keysUrl"),
        "https://connect-install-keys.atlassian.com"
    );
    let network = server.get("/look-alike");
    assert_eq!(network["proxyUrl"], *server.text("proxyUrl"));
    assert_eq!(network["ca"], *server.text("ca"));
    assert!(server.text("ca").starts_with("-----BEGIN CERTIFICATE-----"));
    assert!(!network.to_string().contains("PRIVATE"));
    let tenants = server.said(&["tenants"]);
    assert!(
        tenants.contains("wiki  https://wiki.example.com/wiki"),
        "{tenants}"
    );
    let started = server.said(&["start", "globex", "--look-alike", "globex.jira-dev.com"]);
    assert!(
        started.starts_with("globex  https://globex.jira-dev.com/wiki"),
        "{started}"
    );
    for (host, status, why) in [
        (
            "globex.jira-dev.com",
            409,
            "there is a tenant at globex.jira-dev.com",
        ),
        ("other.example.com", 400, "--look-alike-domain"),
        ("no host", 400, "is no host name"),
    ] {
        let body = json!({ "name": "another", "lookAlike": host });
        let (got, problem) = server.ask("POST", "/tenants", body);
        let error = problem["error"].as_str().unwrap();
        assert_eq!((got, error.contains(why)), (status, true), "{error}");
    }
    let body = json!({ "kind": "tls-reset", "times": 1 });
    assert_eq!(server.ask("POST", "/tenants/acme/faults", body).0, 201);
    server.said(&[
        "fault",
        "tls-wrong-name",
        "--on",
        "from-app",
        "--tenant",
        "acme",
    ]);
}

#[test]
fn a_server_without_one_says_so() {
    let server = Server::start(&[]);
    let (status, problem) = server.ask("GET", "/look-alike", Value::Null);
    assert_eq!(status, 404);
    assert!(
        problem["error"]
            .as_str()
            .unwrap()
            .contains("--look-alike acme.atlassian.net")
    );
    let refused = server.command(&["fault", "tls-reset"]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        told.contains("`mockfluence serve --look-alike acme.atlassian.net`"),
        "{told}"
    );
    // The first tenant that wants one makes the network.
    server.said(&["start", "globex", "--look-alike", "globex.atlassian.net"]);
    assert_eq!(server.ask("GET", "/look-alike", Value::Null).0, 200);
}

#[test]
fn env_prints_what_each_runtime_honours_and_writes_what_it_names() {
    let server = Server::start(&[
        "--look-alike",
        "acme.atlassian.net",
        "--allow-host",
        "api.example.com",
    ]);
    let folder = folder("it's here");
    let said = server.said(&["env", "--format", "json", "--dir", &folder]);
    let all: Value = serde_json::from_str(&said).unwrap();
    for name in ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] {
        assert_eq!(all[name], *server.text("proxyUrl"));
    }
    assert!(
        all["NO_PROXY"]
            .as_str()
            .unwrap()
            .starts_with("localhost,127.0.0.1,::1")
    );
    let ca = std::fs::read_to_string(all["NODE_EXTRA_CA_CERTS"].as_str().unwrap()).unwrap();
    assert_eq!(ca, server.text("ca"));
    for name in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] {
        let bundle = std::fs::read_to_string(all[name].as_str().unwrap()).unwrap();
        assert!(bundle.starts_with(&ca), "{name}");
    }
    let node = all["NODE_OPTIONS"].as_str().unwrap();
    let preload = node
        .strip_prefix("--require \"")
        .unwrap()
        .strip_suffix('"')
        .unwrap();
    let preload = std::fs::read_to_string(preload).unwrap();
    assert!(
        preload.contains(r#""open":["api.example.com"]"#),
        "{preload}"
    );
    assert!(
        all["JAVA_TOOL_OPTIONS"]
            .as_str()
            .unwrap()
            .contains("-Dhttps.proxyHost=127.0.0.1")
    );
}

#[test]
fn env_prints_for_one_runtime_and_in_many_forms() {
    let server = Server::start(&["--look-alike", "acme.atlassian.net"]);
    let folder = folder("it's there");
    let sh = server.said(&["env", "--for", "curl", "--dir", &folder]);
    let out = std::process::Command::new("sh")
        .args(["-c", &format!("{sh}printf %s \"$CURL_CA_BUNDLE\"")])
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(out.stdout).unwrap(),
        format!("{folder}/bundle.pem")
    );
    assert!(
        !sh.contains("NODE_OPTIONS") && !sh.contains("JAVA_TOOL_OPTIONS"),
        "{sh}"
    );
    assert!(
        server
            .said(&["env", "--for", "ace", "--dir", &folder])
            .contains("NODE_OPTIONS")
    );
    let dotenv = server.command(&["env", "--format", "dotenv", "--dir", &folder]);
    assert!(
        String::from_utf8_lossy(&dotenv.stderr).contains("give --dir"),
        "{dotenv:?}"
    );
    let compose = server.said(&[
        "env",
        "--format",
        "docker-compose",
        "--dir",
        &folder,
        "--proxy-url",
        "http://mockfluence:8082",
    ]);
    assert!(
        compose.starts_with("environment:\n  HTTPS_PROXY: \"http://mockfluence:8082\"\n"),
        "{compose}"
    );
    assert!(
        compose.contains("\nvolumes:\n  - type: bind\n"),
        "{compose}"
    );
    let bad = server.command(&[
        "env",
        "--dir",
        &folder,
        "--proxy-url",
        "http://x'; touch y:1/",
    ]);
    assert!(!bad.status.success());
}

/// What a user has in a variable stays, and ours comes into it once.
#[test]
fn a_variable_that_is_there_is_added_to() {
    let server = Server::start(&["--look-alike", "acme.atlassian.net"]);
    let folder = folder("again");
    let mut has: Vec<(String, String)> = vec![
        ("NODE_OPTIONS".into(), "--max-old-space-size=512".into()),
        ("JAVA_TOOL_OPTIONS".into(), "-Xmx1g".into()),
        (
            "NO_PROXY".into(),
            "db.seattle.internal,.atlassian.net,*.jira.com,*".into(),
        ),
    ];
    for _ in 0..2 {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args(["env", "--format", "json", "--dir", &folder])
            .env("MOCKFLUENCE_CONTROL_URL", server.text("controlUrl"))
            .env("MOCKFLUENCE_CONTROL_TOKEN", server.text("controlToken"))
            .envs(has.clone())
            .output()
            .unwrap();
        let all: Value = serde_json::from_slice(&out.stdout).unwrap();
        let text = |name: &str| all[name].as_str().unwrap().to_owned();
        let node = text("NODE_OPTIONS");
        assert!(
            node.starts_with("--max-old-space-size=512 --require \""),
            "{node}"
        );
        assert_eq!(node.matches("--require").count(), 1);
        let java = text("JAVA_TOOL_OPTIONS");
        assert!(
            java.starts_with("-Xmx1g -Dhttps.proxyHost=")
                && java.matches("trustStore=").count() == 1,
            "{java}"
        );
        assert_eq!(
            text("NO_PROXY"),
            "localhost,127.0.0.1,::1,db.seattle.internal"
        );
        has = all
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect();
    }
}
