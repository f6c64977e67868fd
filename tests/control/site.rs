//! Pages, people and events by command; descriptors as texts.

use serde_json::{Value, json};

use crate::{Server, as_app, with_app};

#[test]
fn users_and_rights_are_what_the_app_is_told() {
    let server = with_app();
    server.said(&["user", "712020:a", "--name", "Alice", "--admin"]);
    let (_, shown) = as_app(&server, "GET", "/rest/api/user?accountId=712020:a", None);
    assert!(shown.contains("Alice"), "{shown}");
    let check =
        json!({ "subject": { "type": "user", "identifier": "712020:a" }, "operation": "read" });
    let path = "/rest/api/content/7/permission/check";
    let may = || as_app(&server, "POST", path, Some(check.clone())).1;
    assert!(may().contains("true"));
    server.said(&["deny", "712020:a", "read", "7"]);
    assert!(may().contains("false"));
    server.said(&["allow", "712020:a", "read", "7"]);
    assert!(may().contains("true"));
}

#[test]
fn pages_have_macros_and_properties() {
    let server = with_app();
    server.said(&[
        "page",
        "add",
        "7",
        "Runbook",
        "--body",
        "<p/>",
        "--space",
        "OPS",
        "--version",
        "3",
    ]);
    assert_eq!(
        server.said(&["page", "show", "7"]),
        "7 Runbook, version 3\n<p/>\n"
    );
    server.said(&["page", "property", "7", "state", r#"{"done": true}"#]);
    let (status, shown) = as_app(&server, "GET", "/rest/api/content/7/property/state", None);
    assert_eq!(status, 200, "{shown}");
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(
        (&shown["value"]["done"], &shown["version"]["number"]),
        (&true.into(), &1.into())
    );
    server.said(&[
        "page",
        "macro",
        "7",
        "m-1",
        "board",
        "--body",
        "text",
        "--parameter",
        "a=b",
    ]);
    let (status, shown) = as_app(
        &server,
        "GET",
        "/rest/api/content/7/history/3/macro/id/m-1",
        None,
    );
    assert_eq!(status, 200, "{shown}");
    assert!(shown.contains("text"), "{shown}");
    server.said(&["page", "add", "8", "Post", "--blog-post"]);
    let log = server.said(&["log"]);
    assert!(log.contains("add the property `state` to page 7"), "{log}");
    let none = server.command(&["page", "property", "9", "k", "1"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&none.stderr).contains("no page 9"));
}

const EVENTS: &str = "/tenants/acme/events";

#[test]
fn an_event_is_about_one_thing() {
    let server = with_app();
    let page = json!({ "id": 7, "title": "x" });
    let fires = |event: Value| server.ask("POST", EVENTS, event).0;
    for event in [
        json!({ "event": "comment_created", "page": page, "comment": { "id": 1, "replyTo": 2 } }),
        json!({ "event": "attachment_created", "page": page, "attachments": [{ "id": 1, "fileName": "a" }] }),
        json!({ "event": "label_added", "page": page, "label": "l" }),
        json!({ "event": "page_moved", "page": page, "moved": { "oldParent": page, "newParent": page } }),
        json!({ "event": "page_children_reordered", "page": page, "reordered": { "before": [page], "after": [page] } }),
        json!({ "event": "space_created", "space": { "id": 1, "key": "A", "name": "A" } }),
        json!({ "event": "user_followed", "user": "712020:a" }),
        json!({ "event": "mine", "body": {} }),
    ] {
        assert_eq!(fires(event.clone()), 200, "{event}");
    }
    for event in [
        json!({ "event": "comment_created", "comment": { "id": 1 } }),
        json!({ "event": "x", "page": page, "label": "l", "comment": { "id": 1 } }),
        json!({ "event": "x", "page": page, "user": "712020:a" }),
        json!({ "event": "page_updated", "page": page, "moved": { "oldParent": page, "newParent": page } }),
        json!({ "event": "page_moved", "page": page, "reordered": { "before": [], "after": [] } }),
    ] {
        assert_eq!(fires(event.clone()), 400, "{event}");
    }
}

#[test]
fn an_id_is_enough_for_what_is_on_the_site() {
    let server = with_app();
    server.said(&["space", "add", "OPS", "Operations"]);
    server.said(&["page", "add", "7", "Stored", "--space", "OPS"]);
    for event in [
        json!({ "event": "page_updated", "page": { "id": 7 } }),
        json!({ "event": "space_updated", "space": { "key": "OPS" } }),
        json!({ "event": "attachment_created", "page": { "id": 7 }, "attachments": [{ "id": 1 }] }),
    ] {
        assert_eq!(server.ask("POST", EVENTS, event.clone()).0, 200, "{event}");
    }
    for event in [
        json!({ "event": "space_updated", "space": {} }),
        json!({ "event": "space_updated", "space": { "id": 5 } }),
    ] {
        let (status, problem) = server.ask("POST", EVENTS, event.clone());
        assert_eq!(status, 400, "{event}: {problem}");
    }
}

#[test]
fn every_kind_of_event_has_its_options() {
    let server = with_app();
    for arguments in [
        &["comment_created", "--comment", "1", "--reply-to", "2"][..],
        &[
            "attachment_created",
            "--attachment",
            "a.txt",
            "--attachment",
            "b.txt",
        ],
        &["label_added", "--label", "l"],
        &["page_moved", "--old-parent", "1", "--new-parent", "2"],
        &[
            "page_children_reordered",
            "--children-before",
            "1,2",
            "--children-after",
            "2,1",
        ],
        &["space_created", "--space", "A"],
        &["user_followed", "--user", "712020:a"],
        &[
            "page_updated",
            "--with",
            "updateTrigger=edit_page",
            "--by",
            "712020:a",
            "--space",
            "A",
        ],
    ] {
        let said = server.said(&[&["fire"], arguments].concat());
        assert_eq!(said, "nobody listens\n", "{arguments:?}");
    }
}

#[test]
fn a_descriptor_may_be_a_text_well_formed_or_not() {
    let server = Server::start(&[]);
    let (status, problem) = server.ask(
        "POST",
        "/tenants/acme/apps",
        json!({ "descriptorText": "{," }),
    );
    assert_eq!(status, 422);
    assert_eq!(
        problem["subCode"],
        "connect.invalid.descriptor.malformed.json"
    );
    let text = crate::descriptor().to_string();
    let body = json!({ "descriptorText": text, "withoutBackend": true });
    let (status, app) = server.ask("POST", "/tenants/acme/apps", body);
    assert_eq!(status, 201, "{app}");
    assert!(!app["accountId"].as_str().unwrap().is_empty());
    let both = json!({ "descriptorText": "{}", "descriptorUrl": "http://x" });
    assert_eq!(server.ask("POST", "/tenants/acme/apps", both).0, 400);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("malformed.json");
    std::fs::write(&file, "{,").unwrap();
    let refused = server.command(&["install", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("malformed.json"));
}

#[test]
fn a_page_has_a_parent_labels_and_comments() {
    let server = with_app();
    server.said(&["page", "add", "1", "Home"]);
    server.said(&[
        "page", "add", "2", "Below", "--parent", "1", "--label", "ops", "--label", "my:own",
    ]);
    server.said(&["page", "comment", "2", "3", "--body", "<p>Hm</p>"]);
    server.said(&["page", "comment", "2", "4", "--reply-to", "3"]);
    let twice = server.command(&["page", "comment", "2", "5", "--reply-to", "99"]);
    assert_eq!(twice.status.code(), Some(1), "{twice:?}");
    let read = |path: &str| -> serde_json::Value {
        serde_json::from_str(&as_app(&server, "GET", path, None).1).unwrap()
    };
    let below = read("/rest/api/content/1/child/page?expand=metadata.labels");
    assert_eq!(below["results"][0]["title"], "Below", "{below}");
    let labels = read("/rest/api/content/2/label");
    assert_eq!(labels["size"], 2, "{labels}");
    let comments = read("/api/v2/pages/2/footer-comments?body-format=storage");
    assert_eq!(
        comments["results"][0]["body"]["storage"]["value"], "<p>Hm</p>",
        "{comments}"
    );
}
