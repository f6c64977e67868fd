//! The parts of a macro that have URLs of their own, and what is said of a URL's variables: by the
//! control API and by the command.

use serde_json::{Value, json};

use super::{Server, descriptor};

/// A server with an app, without a backend, whose macro has every part.
fn with_macro() -> Server {
    let server = Server::start(&[]);
    let mut descriptor = descriptor();
    descriptor["modules"] = json!({ "dynamicContentMacros": [{
        "key": "chart", "name": { "value": "Chart" }, "url": "/chart?k={space.key}",
        "editor": { "url": "/editor" },
        "propertyPanel": { "url": "/panel" },
        "imagePlaceholder": { "url": "/image" },
        "renderModes": { "pdf": { "url": "/pdf" } },
    }] });
    let body = json!({ "descriptor": descriptor, "withoutBackend": true });
    let (status, app) = server.ask("POST", "/tenants/acme/apps", body);
    assert_eq!(status, 201, "{app}");
    server
}

const OPEN: &str = "/tenants/acme/apps/my-app/open";

#[test]
fn each_part_of_a_macro_can_be_opened() {
    let server = with_macro();
    for (part, flag, path) in [
        (Value::Null, None, "/chart?"),
        (json!("editor"), Some("--editor"), "/editor?dialog=1"),
        (
            json!("property-panel"),
            Some("--property-panel"),
            "/panel?dialog=1",
        ),
        (
            json!("image-placeholder"),
            Some("--image-placeholder"),
            "/image",
        ),
    ] {
        let body = json!({ "module": "chart", "part": part, "urlOnly": true });
        let (status, opened) = server.ask("POST", OPEN, body);
        assert_eq!(status, 200, "{opened}");
        assert!(opened["url"].as_str().unwrap().contains(path), "{opened}");
        let line = ["open", "chart", "--url"].into_iter().chain(flag);
        let said = server.said(&line.collect::<Vec<_>>());
        assert!(said.contains(path), "{said}");
    }
    for wrong in [
        json!({ "module": "chart", "part": "editor", "renderMode": "pdf" }),
        json!({ "part": "editor" }),
        json!({ "part": "editor", "condition": "/c" }),
        json!({ "module": "chart", "part": "cover" }),
    ] {
        assert_eq!(server.ask("POST", OPEN, wrong.clone()).0, 400, "{wrong}");
    }
    let refused = server.command(&["open", "chart", "--editor", "--render-mode", "pdf"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_variable_without_a_value_or_in_vain_is_told() {
    let server = with_macro();
    let body = json!({ "module": "chart", "variables": { "spaceKey": "E" }, "urlOnly": true });
    let (_, opened) = server.ask("POST", OPEN, body);
    let told = opened["warnings"].as_array().unwrap();
    let pairs: Vec<_> = told
        .iter()
        .map(|one| (&one["kind"], &one["name"]))
        .collect();
    let expected = [
        (json!("missing-variable"), json!("space.key")),
        (json!("unused-variable"), json!("spaceKey")),
    ];
    assert_eq!(
        pairs,
        expected
            .iter()
            .map(|(kind, name)| (kind, name))
            .collect::<Vec<_>>()
    );
    let command = server.command(&["open", "chart", "--url", "--variable", "spaceKey=E"]);
    assert!(command.status.success());
    let complained = String::from_utf8(command.stderr).unwrap();
    for words in [
        "! the URL asks for `space.key`",
        "! the variable `spaceKey` was given",
    ] {
        assert!(complained.contains(words), "{complained}");
    }
    let good = server.command(&["open", "chart", "--url", "--variable", "space.key=E"]);
    assert_eq!(String::from_utf8(good.stderr).unwrap(), "");
    let said = server.said(&["open", "chart", "--url", "--format", "json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["warnings"][0]["name"], "space.key");
}
