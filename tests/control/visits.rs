//! Events, users, pages and module loads, over the control API and by its commands.

use serde_json::{Value, json};

use crate::stand_in::answering;
use crate::{Server, as_app, descriptor, with_app};

/// An app that answers every request with its first line.
fn echo() -> String {
    answering(|head| {
        let line = head.lines().next().unwrap_or_default();
        (200, line.to_owned())
    })
}

fn with_echo() -> Server {
    let server = Server::start(&[]);
    let mut descriptor = descriptor();
    descriptor["baseUrl"] = echo().into();
    descriptor["modules"] = json!({
        "generalPages": [{ "key": "board", "name": { "value": "Board" }, "url": "/board?s={space.key}" }],
        "webhooks": [{ "event": "page_created", "url": "/hook" }, { "event": "my_event", "url": "/mine" }]
    });
    let body = json!({ "descriptor": descriptor });
    let (status, app) = server.ask("POST", "/tenants/acme/apps", body);
    assert_eq!(status, 201, "{app}");
    server
}

const OPEN: &str = "/tenants/acme/apps/my-app/open";

#[test]
fn a_module_is_opened_and_its_url_alone_given() {
    let server = with_echo();
    let body =
        json!({ "module": "board", "user": "712020:a", "variables": { "space.key": "ENG" } });
    let (status, reply) = server.ask("POST", OPEN, body);
    assert_eq!((status, &reply["status"]), (200, &json!(200)), "{reply}");
    assert!(
        reply["body"]
            .as_str()
            .unwrap()
            .starts_with("GET /board?s=ENG&xdm_e=")
    );
    assert_eq!(reply["claims"]["sub"], "712020:a");
    let (_, only) = server.ask("POST", OPEN, json!({ "module": "board", "urlOnly": true }));
    assert!(
        only["url"]
            .as_str()
            .unwrap()
            .ends_with(only["token"].as_str().unwrap())
    );
    let (_, spoilt) = server.ask(
        "POST",
        OPEN,
        json!({ "module": "board", "tamper": "missing" }),
    );
    assert!(!spoilt["body"].as_str().unwrap().contains("jwt="));
    assert_eq!(server.ask("POST", OPEN, json!({})).0, 400);
    let (status, none) = server.ask("POST", OPEN, json!({ "module": "none" }));
    assert_eq!(status, 409);
    assert!(
        none["error"].as_str().unwrap().contains("it has: board"),
        "{none}"
    );
}

#[test]
fn an_event_goes_to_those_who_listen() {
    let server = with_echo();
    let events = "/tenants/acme/events";
    let page = json!({ "id": 7, "title": "Runbook", "version": 2 });
    let (_, fired) = server.ask(
        "POST",
        events,
        json!({ "event": "page_created", "page": page }),
    );
    assert_eq!(
        fired["deliveries"],
        json!([
            { "app": "my-app", "path": "/hook?lic=none", "status": 200, "delivered": true, "trigger": null }
        ])
    );
    let (_, own) = server.ask(
        "POST",
        events,
        json!({ "event": "my_event", "body": { "a": 1 } }),
    );
    assert_eq!(own["deliveries"][0]["path"], "/mine?lic=none");
    let (_, none) = server.ask(
        "POST",
        events,
        json!({ "event": "blog_created", "page": { "id": 1, "title": "x" } }),
    );
    assert_eq!(none["deliveries"], json!([]));
    assert_eq!(
        server
            .ask("POST", events, json!({ "event": "page_created" }))
            .0,
        400
    );
}

#[test]
fn users_permissions_and_pages_are_what_the_app_is_told() {
    let server = with_app();
    let user = json!({ "accountId": "712020:a", "displayName": "Alice", "admin": true });
    assert_eq!(server.ask("POST", "/tenants/acme/users", user).0, 204);
    let (_, shown) = as_app(&server, "GET", "/rest/api/user?accountId=712020:a", None);
    assert!(shown.contains("Alice"), "{shown}");
    let check =
        json!({ "subject": { "type": "user", "identifier": "712020:a" }, "operation": "read" });
    let may = || {
        as_app(
            &server,
            "POST",
            "/rest/api/content/7/permission/check",
            Some(check.clone()),
        )
        .1
    };
    assert!(may().contains("true"));
    let denied =
        json!({ "accountId": "712020:a", "operation": "read", "contentId": "7", "allowed": false });
    assert_eq!(
        server.ask("PUT", "/tenants/acme/permissions", denied).0,
        204
    );
    assert!(may().contains("false"));
    let page = json!({ "id": 7, "title": "Runbook", "body": "<p/>", "spaceKey": "OPS" });
    assert_eq!(server.ask("POST", "/tenants/acme/pages", page).0, 204);
    let (status, shown) = as_app(&server, "GET", "/rest/api/content/7", None);
    assert_eq!(status, 200);
    assert!(shown.contains("OPS"), "{shown}");
    let again = json!({ "id": 8, "title": "Runbook", "spaceKey": "OPS" });
    let (status, clash) = server.ask("POST", "/tenants/acme/pages", again);
    assert_eq!(status, 409);
    assert!(
        clash["error"]
            .as_str()
            .unwrap()
            .contains("page 7 has this title"),
        "{clash}"
    );
    let space = json!({ "key": "DOC", "name": "Documents" });
    assert_eq!(server.ask("POST", "/tenants/acme/spaces", space).0, 204);
    let taken = json!({ "key": "NEW", "id": 20_000_001 });
    assert_eq!(server.ask("POST", "/tenants/acme/spaces", taken).0, 409);
    assert_eq!(
        server.said(&["space", "add", "HR", "People", "--id", "5"]),
        ""
    );
    assert_eq!(
        server.said(&["space", "list"]),
        "20000003 DOC Documents\n20000001 ENG Engineering\n5 HR People\n20000002 OPS OPS\n"
    );
}

#[test]
fn tokens_of_the_apps_own_page_are_signed_for_the_tester() {
    let server = with_app();
    let path = "/tenants/acme/apps/my-app/page-token";
    let token = |body: Value| {
        let (status, body) = server.ask("POST", path, body);
        assert_eq!(status, 200);
        body["token"]
            .as_str()
            .map(|token| mockfluence::jwt::decode(token).unwrap().claims)
    };
    let context = token(json!({ "user": "712020:a", "context": { "x": 1 } })).unwrap();
    assert_eq!(
        (&context["qsh"], &context["context"]),
        (&json!("context-qsh"), &json!({ "x": 1 }))
    );
    let session = token(json!({ "kind": "session", "user": "712020:a" })).unwrap();
    assert_eq!(session["iss"], "my-app");
    assert_eq!(token(json!({ "tamper": "missing" })), None);
}

#[test]
fn the_commands_open_and_fire() {
    let server = with_echo();
    let page = server.said(&[
        "open",
        "board",
        "--user",
        "712020:a",
        "--variable",
        "space.key=A B",
    ]);
    assert!(page.starts_with("200\nGET /board?s=A%20B&xdm_e="), "{page}");
    let url = server.said(&["open", "board", "--url", "--anonymous"]);
    assert!(
        url.starts_with("http://127.0.0.1") && url.contains("&jwt="),
        "{url}"
    );
    let refused = server.command(&["open", "none"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        server.said(&[
            "fire",
            "page_created",
            "--page",
            "7",
            "--title",
            "x",
            "--version",
            "3"
        ]),
        "my-app /hook?lic=none  200\n"
    );
    assert_eq!(
        server.said(&["fire", "my_event", "--body", "{\"a\": 1}"]),
        "my-app /mine?lic=none  200\n"
    );
    assert_eq!(server.said(&["fire", "blog_created"]), "nobody listens\n");
    server.said(&["fault", "reset", "--on", "to-app POST /hook"]);
    let lost = server.command(&["fire", "page_created"]);
    assert_eq!(lost.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&lost.stdout),
        "my-app /hook?lic=none  no answer\n"
    );
    let broken = server.command(&["fire", "my_event", "--body", "{"]);
    assert_eq!(broken.status.code(), Some(2));
}
