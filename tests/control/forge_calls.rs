//! The move to Forge, calls to a remote and tokens, by their commands and over the API.

use std::path::Path;

use serde_json::{Value, json};

use crate::stand_in::answering;
use crate::{Server, descriptor};

const APP: &str = "406d303d-0393-4ec4-ad7c-1435be94583a";

/// A tenant with a Connect app on it, and the manifest by which it moves.
fn before_the_move(name: &str) -> (Server, String, String) {
    let server = Server::start(&["--tenant", "acme"]);
    let backend = answering(|_| (200, "{}".to_owned()));
    let mut connect = descriptor();
    connect["baseUrl"] = backend.clone().into();
    let body = json!({ "descriptor": connect });
    let (status, app) = server.ask("POST", "/tenants/acme/apps", body);
    assert_eq!(status, 201, "{app}");
    let text = format!(
        "
app:
  id: ari:cloud:ecosystem::app/{APP}
  connect: {{ key: my-app, remote: backend }}
remotes:
  - {{ key: backend, baseUrl: https://my-app.example.com, operations: [compute, fetch] }}
resources:
  - {{ key: main, path: static }}
connectModules:
  confluence:lifecycle: [{{ key: connect-life, installed: /installed }}]
modules:
  endpoint:
    - {{ key: board, remote: backend, route: {{ path: /board }} }}
  macro:
    - {{ key: incidents, title: Incidents, resource: main, resolver: {{ endpoint: board }} }}
"
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, text).unwrap();
    let remote = format!("backend={backend}");
    (server, file.to_str().unwrap().to_owned(), remote)
}

#[test]
fn a_connect_app_moves_is_called_and_outlives_connect() {
    let (server, manifest, remote) = before_the_move("move.yml");
    let refused = server.command(&["forge", "install", &manifest, "--remote", &remote]);
    assert_eq!(refused.status.code(), Some(1));
    let moved = server.said(&["forge", "move", "my-app", &manifest, "--remote", &remote]);
    let told = format!("{APP} 1.1.0: enabled, Connect half my-app");
    assert_eq!(moved.trim(), told);

    let call = ["forge", "invoke", APP, "board", "/board?day=1"];
    assert!(server.said(&call).starts_with("200"));
    let by_user = [&call[..], &["--user", "557058:ada", "--expect", "200"]].concat();
    server.said(&by_user);
    // It answers to everything, and so it accepts what Forge has signed for another.
    let forged = [&call[..], &["--tamper", "wrong-audience"]].concat();
    assert_eq!(server.command(&forged).status.code(), Some(1));

    let token = server.said(&["forge", "token", APP]);
    assert_eq!(token.trim().split('.').count(), 3, "{token}");
    let of_user = server.said(&["forge", "token", APP, "--user", "557058:ada"]);
    assert_ne!(of_user, token);

    let before = server.said(&["forge", "app", APP]);
    let after = server.said(&["forge", "new-installation-id", APP]);
    let id = after.trim().rsplit(' ').next().unwrap();
    assert!(!before.contains(id), "{before}{after}");
    let shown = server.said(&["forge", "retry-events", APP]);
    assert!(
        shown.contains(id) && !shown.contains("to be tried again"),
        "{shown}"
    );

    server.said(&["end-connect"]);
    let log = server.said(&["log"]);
    for line in [
        "move `my-app` to Forge as",
        "by invokeRemote",
        "as 557058:ada",
        "change the installationId of",
        "try the events for",
        "end Connect on the site",
    ] {
        assert!(log.contains(line), "{line}: {log}");
    }
    assert!(!log.contains(token.trim()) && !log.contains(of_user.trim()));
    let connect = json!({ "descriptor": descriptor() });
    let (status, refused) = server.ask("POST", "/tenants/acme/apps", connect);
    assert_eq!(status, 409, "{refused}");
}

#[test]
fn a_call_that_no_page_can_make_is_refused_in_the_words_of_the_api() {
    let (server, manifest, remote) = before_the_move("refused.yml");
    server.said(&["forge", "move", "my-app", &manifest, "--remote", &remote]);
    let place = format!("/tenants/acme/forge-apps/{APP}/invoke");
    let ask = |changes: Value| {
        let mut call = json!({ "endpoint": "board" });
        let fields = changes.as_object().unwrap().clone();
        call.as_object_mut().unwrap().extend(fields);
        let (status, told) = server.ask("POST", &place, call);
        (
            status,
            told["error"].as_str().unwrap_or_default().to_owned(),
        )
    };
    for (changes, status, words) in [
        (json!({ "path": "board" }), 400, "begins with a slash"),
        (json!({ "method": "G T" }), 400, "is no method"),
        (
            json!({ "headers": { "Content-Length": "1" } }),
            400,
            "set by the tenant",
        ),
        (
            json!({ "user": "a", "anonymous": true }),
            400,
            "either `user` or `anonymous`",
        ),
        (
            json!({ "json": 1, "text": "1" }),
            400,
            "either `json` or `text`",
        ),
        (json!({ "endpoint": "bored" }), 409, "`bored`"),
    ] {
        let (got, told) = ask(changes.clone());
        assert!(
            got == status && told.contains(words),
            "{changes}: {got} {told}"
        );
    }
    let (status, seen) = server.ask(
        "POST",
        &place,
        json!({ "endpoint": "board", "from": "function" }),
    );
    assert_eq!(
        (status, &seen["outcome"]),
        (200, &json!("resolved")),
        "{seen}"
    );
}
