//! Whoever comes by the command line or the control API is told what to do there, never in Rust.

use serde_json::{Value, json};

use crate::{Server, descriptor, with_app};

/// What no text for them has in it.
const RUST: &[&str] = &[
    "::",
    ".await",
    "(…)",
    "tenant.",
    ".port(",
    "upgrade_to",
    "public_url(",
    "Matcher(",
    "Some(",
    "Err(",
    "unwrap",
    "panicked",
    "src/",
    ".rs:",
    " struct ",
    " enum ",
    "variant",
    " u16",
    " u32",
    " u64",
    " i64",
    "usize",
];

#[track_caller]
pub(crate) fn is_plain(text: &str) {
    for word in RUST {
        assert!(!text.contains(word), "`{word}` in: {text}");
    }
}

/// A request of the API that is refused.
#[track_caller]
fn refused(server: &Server, method: &str, path: &str, body: Value) -> String {
    let (status, problem) = server.ask(method, path, body);
    assert!(status >= 400, "{method} {path}: {status} {problem}");
    let text = problem.to_string();
    is_plain(&text);
    text
}

type Mistake = (&'static str, &'static str, Value);

/// Requests to the server that make no sense, or nothing can be done for.
fn at_the_server() -> Vec<Mistake> {
    vec![
        ("POST", "/tenants", json!([])),
        ("POST", "/tenants", json!({})),
        ("POST", "/tenants", json!({ "name": "acme" })),
        ("POST", "/tenants", json!({ "name": "a/b" })),
        ("POST", "/tenants", json!({ "name": "b", "port": 70_000 })),
        ("POST", "/tenants", json!({ "name": "b", "host": "nobody" })),
        (
            "POST",
            "/tenants",
            json!({ "name": "b", "publicUrl": "nowhere" }),
        ),
        (
            "POST",
            "/tenants",
            json!({ "name": "b", "settings": { "rules": { "app-key-length": "x" } } }),
        ),
        (
            "POST",
            "/tenants",
            json!({ "name": "b", "settings": { "signing": "none" } }),
        ),
        ("GET", "/nowhere", Value::Null),
        ("PATCH", "/tenants", Value::Null),
        ("GET", "/tenants/nobody", Value::Null),
        ("PUT", "/tenants/acme/clock", json!({})),
        (
            "PUT",
            "/tenants/acme/clock",
            json!({ "advanceMillis": 1e15 }),
        ),
    ]
}

/// Requests to a tenant of the same kind.
fn at_a_tenant() -> Vec<Mistake> {
    vec![
        (
            "POST",
            "/tenants/acme/rename-site",
            json!({ "baseUrl": "x" }),
        ),
        ("POST", "/tenants/acme/apps", json!({})),
        (
            "POST",
            "/tenants/acme/apps",
            json!({ "descriptorText": "{" }),
        ),
        (
            "POST",
            "/tenants/acme/apps",
            json!({ "descriptor": { "key": "x" } }),
        ),
        (
            "POST",
            "/tenants/acme/apps",
            json!({ "descriptorUrl": "http://127.0.0.1:1/x" }),
        ),
        ("POST", "/tenants/acme/faults", json!({ "kind": "nothing" })),
        ("POST", "/tenants/acme/faults", json!({ "kind": "status" })),
        (
            "POST",
            "/tenants/acme/faults",
            json!({ "kind": "unsigned", "on": { "direction": "from-app" } }),
        ),
        ("DELETE", "/tenants/acme/faults/9", Value::Null),
        ("POST", "/tenants/acme/holds", json!({ "direction": "up" })),
        ("POST", "/tenants/acme/holds/9/release", Value::Null),
        ("GET", "/tenants/acme/log?format=xml", Value::Null),
        ("GET", "/tenants/acme/log?after=x", Value::Null),
        (
            "POST",
            "/tenants/acme/log/wait",
            json!({ "filter": { "direction": "to-app", "path": "/never" }, "timeoutMillis": 1 }),
        ),
        (
            "POST",
            "/tenants/acme/log/wait",
            json!({ "filter": { "direction": "to-app" }, "timeoutMillis": 1_000_000 }),
        ),
        (
            "POST",
            "/tenants/acme/events",
            json!({ "event": "page_created" }),
        ),
        ("POST", "/tenants/acme/users", json!({ "accountId": 1 })),
        ("GET", "/tenants/acme/pages/7", Value::Null),
        (
            "POST",
            "/tenants/acme/pages/7/macros",
            json!({ "id": "1", "name": "m" }),
        ),
    ]
}

#[test]
fn every_refusal_of_the_api_is_plain() {
    let server = with_app();
    let tenant = "/tenants/acme";
    let app = "/tenants/acme/apps/my-app";
    let other = {
        let mut other = descriptor();
        other["key"] = "other-app".into();
        json!({ "descriptor": other })
    };
    let upgrade = format!("{app}/upgrade");
    assert!(refused(&server, "POST", &upgrade, other).contains("mockfluence install"));
    for (method, path, body) in at_the_server().into_iter().chain(at_a_tenant()) {
        refused(&server, method, path, body);
    }
    for (verb, body) in [
        ("open", json!({ "module": "none" })),
        ("open", json!({})),
        ("page-token", json!({ "tamper": "in-query" })),
        ("open", json!({ "module": "x", "tamper": "nothing" })),
        ("token", json!({ "method": "GET", "path": "x" })),
        (
            "page-token",
            json!({ "kind": "session", "tamper": "expired" }),
        ),
    ] {
        refused(&server, "POST", &format!("{app}/{verb}"), body);
    }
    refused(
        &server,
        "PUT",
        &format!("{app}/licence"),
        json!({ "licence": "x" }),
    );
    server.ask("POST", &format!("{app}/uninstall"), Value::Null);
    for (verb, body) in [
        ("upgrade", Value::Null),
        ("rotate-secret", Value::Null),
        ("repeat-installed", Value::Null),
        ("token", json!({ "method": "GET", "path": "/x" })),
        ("open", json!({ "module": "x" })),
    ] {
        refused(&server, "POST", &format!("{app}/{verb}"), body);
    }
    is_plain(
        server
            .get(&format!("{tenant}/log?format=text"))
            .as_str()
            .unwrap(),
    );
}

#[cfg(feature = "stubs")]
#[test]
fn what_is_not_served_says_which_command_stubs_it() {
    use crate::as_app;
    let server = with_app();
    let (status, body) = as_app(&server, "GET", "/rest/api/template/DS", None);
    assert_eq!(status, 501);
    let command = "mockfluence stub GET /wiki/rest/api/template/DS --json '{}' --tenant acme";
    assert!(body.contains(command), "{body}");
    is_plain(&body);
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let words: Vec<&str> = words.iter().map(|word| word.trim_matches('\'')).collect();
    server.said(&words);
    assert_eq!(
        as_app(&server, "GET", "/rest/api/template/DS", None),
        (200, "{}".into())
    );
}

#[cfg(feature = "stubs")]
#[test]
fn a_report_names_stubs_as_they_were_asked_for() {
    let server = with_app();
    let arguments = [
        "stub",
        "PUT",
        "/wiki/x",
        "--query",
        "a=1",
        "--when",
        "accept: x/y",
        "--expect",
        "1..2",
    ];
    server.said(&arguments);
    let report = server.command(&["stub", "report"]);
    assert_eq!(report.status.code(), Some(1));
    let report = String::from_utf8(report.stdout).unwrap();
    is_plain(&report);
    for line in [
        "the stub of PUT /wiki/x:",
        "expected 1 to 2 requests, and 0 came",
        "method PUT",
        "path \"/wiki/x\"",
        "query a=1",
        "header accept: x/y",
    ] {
        assert!(report.contains(line), "{line} in {report}");
    }
}
