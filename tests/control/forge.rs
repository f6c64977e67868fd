//! Apps on Forge by their commands and over the API.

use std::path::Path;

use serde_json::{Value, json};

use crate::Server;

const APP: &str = "406d303d-0393-4ec4-ad7c-1435be94583a";

/// A manifest in a file of its own.
fn manifest(name: &str, scope: &str) -> String {
    let text = format!(
        "
app:
  id: ari:cloud:ecosystem::app/{APP}
  connect: {{ key: moved-app, remote: backend }}
remotes:
  - {{ key: backend, baseUrl: \"${{HOST}}\" }}
environment: {{ variables: [HOST] }}
connectModules:
  confluence:lifecycle: [{{ key: connect-life, installed: /installed, uninstalled: /uninstalled }}]
modules:
  endpoint:
    - {{ key: life, remote: backend, route: {{ path: /forge/life }} }}
  trigger:
    - {{ key: on-life, endpoint: life, events: [avi:forge:installed:app, avi:forge:upgraded:app] }}
    - {{ key: on-page, endpoint: life, events: [avi:confluence:updated:page] }}
  scheduledTrigger:
    - {{ key: hourly, endpoint: life, interval: hour }}
  preUninstall:
    - {{ key: farewell, endpoint: life }}
permissions:
  scopes: [{scope}]
"
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn an_app_on_forge_lives_by_commands_alone() {
    let server = Server::start(&["--tenant", "acme"]);
    let first = manifest("forge-first.yml", "read:confluence-content.summary");
    let used = ["--variable", "HOST=http://localhost:1", "--without-backend"];
    let install = |file: &str| {
        let words = [&["forge", "install", file], &used[..]].concat();
        server.said(&words)
    };
    let installed = install(&first);
    assert_eq!(
        installed.trim(),
        format!("{APP} 1.1.0: enabled, Connect half moved-app")
    );
    assert_eq!(server.said(&["forge", "apps"]).trim(), installed.trim());
    let run = server.command(&["forge", "schedule", APP, "hourli"]);
    assert_eq!(run.status.code(), Some(1));
    let run = String::from_utf8(run.stdout).unwrap();
    assert!(run.contains("did you mean `hourly`?"), "{run}");
    // Nothing is sent, so nothing is delivered.
    let fired = server.command(&["fire", "page_updated", "--page", "7", "--made-by", APP]);
    let fired = String::from_utf8(fired.stdout).unwrap();
    assert!(fired.contains("moved-app /forge/life"), "{fired}");
    let second = manifest("forge-second.yml", "read:confluence-content.all");
    let upgrade = [&["forge", "upgrade", APP, &second], &used[..]].concat();
    let upgraded = server.said(&upgrade);
    assert!(
        upgraded.contains("2.0.0: enabled")
            && upgraded.contains("a major version: a scope is added"),
        "{upgraded}"
    );
    assert!(
        server
            .said(&["forge", "licence", APP, "active"])
            .contains("licence active")
    );
    let ari = format!("ari:cloud:ecosystem::app/{APP}");
    let shown = server.said(&["forge", "app", &ari]);
    assert!(
        shown.contains("installation: ari:cloud:ecosystem::installation/"),
        "{shown}"
    );
    let gone = server.said(&["forge", "uninstall", APP]);
    assert_eq!(gone.lines().last(), Some("uninstalled"));
    assert!(
        gone.contains("/forge/life") && gone.contains("/uninstalled"),
        "{gone}"
    );
    let log = server.said(&["log"]);
    for line in [
        "on Forge from a manifest",
        "run the schedule `hourli`",
        "from Forge",
    ] {
        assert!(log.contains(line), "{line}: {log}");
    }
}

#[test]
fn a_manifest_over_the_api_is_read_judged_and_refused_in_words_that_say_what_to_do() {
    let server = Server::start(&["--tenant", "acme"]);
    let place = "/tenants/acme/forge-apps";
    let (status, refused) = server.ask("POST", place, json!({}));
    assert_eq!(
        (status, &refused["error"]),
        (400, &json!("manifest or manifestText is needed"))
    );
    let (status, refused) = server.ask("POST", place, json!({ "manifestText": "app: [" }));
    assert_eq!(status, 422, "{refused}");
    assert!(
        refused["error"].as_str().unwrap().contains("line"),
        "{refused}"
    );
    let id = format!("ari:cloud:ecosystem::app/{APP}");
    let manifest = |url: &str| {
        json!({
            "manifest": {
                "app": { "id": id },
                "remotes": [{ "key": "r", "baseUrl": url }],
                "modules": {
                    "endpoint": [{ "key": "e", "remote": "r", "route": { "path": "/e" } }],
                    "trigger": [{ "key": "t", "endpoint": "e", "events": ["avi:forge:installed:app"] }],
                },
            },
        })
    };
    // A manifest alone sends the tenant nowhere beyond loopback.
    let (status, refused) = server.ask("POST", place, manifest("https://elsewhere.example.com"));
    assert_eq!(
        (status, &refused["subCode"]),
        (409, &json!("mockfluence.misuse")),
        "{refused}"
    );
    assert!(
        refused["error"]
            .as_str()
            .unwrap()
            .contains("--remote KEY=URL"),
        "{refused}"
    );
    let (status, app) = server.ask("POST", place, manifest("http://localhost:1"));
    assert_eq!((status, &app["id"]), (201, &json!(APP)), "{app}");
    // Nobody listens there, so the event waits.
    assert_eq!(
        app["eventRetries"][0]["reason"],
        "INVALID_REMOTE_INVOCATION_ERROR"
    );
    let encoded = id.replace(':', "%3A").replace('/', "%2F");
    let (status, shown) = server.ask("GET", &format!("{place}/{encoded}"), Value::Null);
    assert_eq!((status, &shown["status"]), (200, &json!("enabled")));
    let (status, refused) = server.ask("GET", &format!("{place}/other"), Value::Null);
    assert_eq!(status, 404);
    assert!(
        refused["error"].as_str().unwrap().contains("`other`"),
        "{refused}"
    );
}
