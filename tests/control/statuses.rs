//! Exit statuses of the commands, and what is said beside the answer: an app that is left disabled, a forgery accepted.

use std::io::Write;
use std::process::Output;

use serde_json::{Value, json};

use crate::stand_in::answering;
use crate::{Server, descriptor};

/// An app that answers with the status in the path, `/…/404`, or else with 200, and has no translation.
fn app() -> String {
    answering(|head| {
        let path = head.split([' ', '?']).nth(1).unwrap_or_default();
        let last = path.rsplit('/').next().unwrap_or_default();
        (last.parse().unwrap_or(200), String::new())
    })
}

fn described(change: impl FnOnce(&mut Value)) -> Value {
    let mut described = descriptor();
    described["baseUrl"] = app().into();
    let page = |status: u16| json!({ "key": format!("p{status}"), "name": { "value": "P" }, "url": format!("/{status}") });
    let hook = |event: &str, status: u16| json!({ "event": event, "url": format!("/{status}") });
    described["modules"] = json!({
        "generalPages": [page(200), page(302), page(401), page(404), page(500)],
        "webhooks": [hook("fine", 200), hook("page_created", 204), hook("failing", 500), hook("odd", 201)],
    });
    change(&mut described);
    described
}

fn file(name: &str, descriptor: &Value) -> String {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, descriptor.to_string()).unwrap();
    file.to_str().unwrap().to_owned()
}

fn ended(output: &Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), said)
}

#[test]
fn open_and_fire_end_by_what_the_app_answers() {
    let server = Server::start(&[]);
    server.said(&["install", &file("ends.json", &described(|_| {}))]);
    let body = ["--body", "{}"];
    for (arguments, ending) in [
        (vec!["open", "p200"], 0),
        (vec!["open", "p302"], 0),
        (vec!["open", "p401"], 1),
        (vec!["open", "p404"], 1),
        (vec!["open", "p500"], 1),
        (vec!["open", "p500", "--url"], 0),
        (vec!["open", "p401", "--expect", "401"], 0),
        (vec!["open", "p200", "--expect", "401"], 1),
        (
            vec!["open", "p200", "--expect", "200", "--format", "json"],
            0,
        ),
        (vec!["open", "p404", "--format", "json"], 1),
        (vec!["open", "p200", "--expect", "99"], 2),
        (vec!["open", "p200", "--expect", "200", "--url"], 2),
        ([&["fire", "fine"], &body[..]].concat(), 0),
        ([&["fire", "failing"], &body[..]].concat(), 1),
        ([&["fire", "odd"], &body[..]].concat(), 1),
        ([&["fire", "odd", "--expect", "201"], &body[..]].concat(), 0),
        (
            [&["fire", "failing", "--expect", "500"], &body[..]].concat(),
            0,
        ),
        (
            [&["fire", "fine", "--expect", "204"], &body[..]].concat(),
            1,
        ),
        ([&["fire", "nobody"], &body[..]].concat(), 0),
        (
            [&["fire", "nobody", "--expect", "200"], &body[..]].concat(),
            1,
        ),
    ] {
        let (status, said) = ended(&server.command(&arguments));
        assert_eq!(status, ending, "{arguments:?}: {said}");
    }
}

#[test]
fn fire_says_that_nobody_listens_and_that_a_page_is_not_there() {
    let server = Server::start(&[]);
    server.said(&["install", &file("fires.json", &described(|_| {}))]);
    let (_, said) = ended(&server.command(&["fire", "page_created", "--page", "7"]));
    assert!(
        said.starts_with("! the event speaks of 7, which is not on the site"),
        "{said}"
    );
    server.said(&["page", "add", "7", "Here"]);
    let (_, said) = ended(&server.command(&["fire", "page_created", "--page", "7"]));
    assert_eq!(said, "");
    let (_, said) = ended(&server.command(&["fire", "nobody", "--body", "{}"]));
    assert!(
        said.starts_with("! `nobody` fired: no enabled app"),
        "{said}"
    );
    let page = json!({ "id": 8, "title": "x" });
    let event = json!({ "event": "blog_created", "page": page });
    let (_, fired) = server.ask("POST", "/tenants/acme/events", event);
    let kinds: Vec<_> = fired["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["kind"], &one["name"]))
        .collect();
    assert_eq!(
        kinds,
        [
            (&json!("nobody-listens"), &json!("blog_created")),
            (&json!("no-such-content"), &json!("8"))
        ]
    );
}

#[test]
fn an_app_that_is_left_disabled_is_told_with_the_reason() {
    let server = Server::start(&[]);
    let broken = described(|one| {
        one["translations"] = json!({ "paths": { "en-US": "/404" } });
    });
    let path = file("disabled.json", &broken);
    let reason = "a translation file cannot be read: translations for en-US (/404): status 404";
    let output = server.command(&["install", &path]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said, format!("my-app 1.0: disabled ({reason})\n"));
    let app = server.get("/tenants/acme/apps/my-app");
    assert_eq!(app["disabledReason"], reason);
    let output = server.command(&["upgrade"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stdout).contains(reason));
    server.said(&["enable"]);
    assert_eq!(
        server.get("/tenants/acme/apps/my-app")["disabledReason"],
        Value::Null
    );
    server.said(&["disable"]);
    server.said(&["uninstall"]);
    assert_eq!(server.command(&["enable", "my-app"]).status.code(), Some(3));
}

#[test]
fn an_accepted_forgery_is_no_success_at_any_door() {
    let server = Server::start(&[]);
    let path = file("forged.json", &described(|_| {}));
    let forge = |on: &str| server.said(&["fault", "wrong-signature", "--on", on, "--times", "1"]);
    let shouted = |arguments: &[&str]| {
        let (status, said) = ended(&server.command(arguments));
        assert_eq!(status, 1, "{arguments:?}: {said}");
        assert!(
            said.contains("! ACCEPTED A FORGERY: the app answered 2"),
            "{arguments:?}: {said}"
        );
    };
    server.ask("POST", "/tenants/acme/faults", json!({ "kind": "wrong-signature", "on": { "direction": "to-app", "path": "/installed" }, "times": 1 }));
    shouted(&["install", &path]);
    for (on, command) in [
        ("to-app POST /installed", &["upgrade"][..]),
        ("to-app POST /installed", &["rotate-secret"]),
        ("to-app POST /installed", &["repeat-installed"]),
        (
            "to-app POST /installed",
            &["rename-site", "http://localhost:1/wiki"],
        ),
        ("to-app POST /disabled", &["disable"]),
        ("to-app POST /enabled", &["enable"]),
        ("to-app POST /200", &["fire", "fine", "--body", "{}"]),
        ("to-app GET /200", &["open", "p200"]),
    ] {
        forge(on);
        shouted(command);
    }
    shouted(&["open", "p200", "--tamper", "expired"]);
    let refused = server.command(&["open", "p401", "--tamper", "expired", "--expect", "401"]);
    assert_eq!(ended(&refused), (0, String::new()));
    let log = server.said(&["log"]);
    assert!(
        log.contains("    ! ACCEPTED A FORGERY: the app answered 200 to this (wrong signature)"),
        "{log}"
    );
    let opening = json!({ "module": "p200", "tamper": "expired" });
    let (_, opened) = server.ask("POST", "/tenants/acme/apps/my-app/open", opening);
    assert_eq!(
        opened["acceptedForgeries"],
        json!([{ "path": "/200", "status": 200, "forgery": "expired token" }])
    );
}

#[test]
fn a_secret_is_named_by_word_by_standard_input_and_by_the_api() {
    let server = Server::start(&[]);
    server.said(&["install", &file("masked.json", &described(|_| {}))]);
    server.said(&["mask", "word-secret"]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_mockfluence"))
        .args(["mask", "-"])
        .envs(crate::AT_HOME)
        .env("MOCKFLUENCE_CONTROL_URL", server.text("controlUrl"))
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("\u{feff}piped-secret\r\n".as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success());
    let masks = "/tenants/acme/masks";
    assert_eq!(
        server.ask("POST", masks, json!({ "text": "api-secret" })).0,
        204
    );
    assert_eq!(server.ask("POST", masks, json!({ "text": "" })).0, 400);
    let body = r#"{"a":"word-secret","b":"piped-secret","c":"api-secret"}"#;
    server.said(&["fire", "fine", "--body", body]);
    for format in [
        "text", "json", "mermaid", "markdown", "html", "har", "timeline",
    ] {
        let log = server.said(&["log", "--format", format]);
        assert!(!log.contains("-secret\""), "{format}: {log}");
        for number in 1..=3 {
            // A diagram has no bodies.
            let label = format!("masked#{number}");
            let shown = format == "mermaid" || log.contains(&label);
            assert!(shown, "{format}: {log}");
        }
    }
}
