//! What a page of the app asks, over the control API and by command.

use serde_json::json;

use crate::{Server, as_app};

const DESCRIPTOR: &str = r#"{"key": "my-app", "baseUrl": "http://localhost:1", "scopes": ["READ"],
    "authentication": {"type": "jwt"}, "lifecycle": {"installed": "/installed"}, "modules": {
    "generalPages": [{"key": "board", "name": {"value": "Board"}, "url": "/board"}]}}"#;

fn with_page() -> Server {
    let server = Server::start(&[]);
    let descriptor: serde_json::Value = serde_json::from_str(DESCRIPTOR).unwrap();
    let body = json!({ "descriptor": descriptor, "withoutBackend": true });
    let (status, app) = server.ask("POST", "/tenants/acme/apps", body.clone());
    assert_eq!(status, 201, "{app}");
    server
}

#[test]
fn a_page_asks_by_command_and_what_it_is_answered_is_the_end() {
    let server = with_page();
    let asked = |more: &[&str]| {
        let path = "/rest/api/user?accountId=712020:bob";
        let mut words = vec![
            "ap-request",
            "GET",
            path,
            "--module",
            "board",
            "--user",
            "712020:bob",
        ];
        words.extend(more);
        let output = server.command(&words);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), text)
    };
    assert_eq!(asked(&[]).0, Some(1), "404");
    assert_eq!(asked(&["--expect", "404"]).0, Some(0));
    server.said(&["user", "712020:bob", "--name", "Bob"]);
    let (status, shown) = asked(&[]);
    assert!(
        status == Some(0) && shown.starts_with("200\n") && shown.contains("Bob"),
        "{shown}"
    );
    assert!(server.said(&["log"]).contains("AP.request, as 712020:bob"));
    assert_eq!(
        as_app(&server, "GET", "/rest/api/user/current", None).0,
        200
    );
}

#[test]
fn the_api_says_what_is_wrong_with_a_request_of_a_page() {
    let server = with_page();
    let send = |body: &serde_json::Value| {
        let path = "/tenants/acme/apps/my-app/page-requests";
        server.ask("POST", path, body.clone())
    };
    let path = "/rest/api/user/current";
    let (status, reply) = send(&json!({ "module": "board", "path": path }));
    assert_eq!((status, &reply["status"]), (200, &json!(200)), "{reply}");
    for (body, expected, why) in [
        (json!({ "module": "x", "path": path }), 409, "x"),
        (json!({ "module": "board", "path": "rest" }), 400, "slash"),
        (
            json!({ "module": "board", "path": path, "method": "G T" }),
            400,
            "method",
        ),
        (
            json!({ "module": "board", "path": path, "user": "a", "anonymous": true }),
            400,
            "both",
        ),
        (
            json!({ "module": "board", "path": path, "json": 1, "text": "" }),
            400,
            "both",
        ),
        (
            json!({ "module": "board", "path": path, "headers": { "a b": "" } }),
            400,
            "a b",
        ),
        (
            json!({ "module": "board", "path": path, "headers": { "Content-Length": "1" } }),
            400,
            "Length",
        ),
    ] {
        let (status, problem) = send(&body);
        assert_eq!(status, expected, "{body} {problem}");
        assert!(problem.to_string().contains(why), "{body} {problem}");
    }
}
