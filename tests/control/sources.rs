//! Where a descriptor comes from, at the command line and the control API: called elsewhere than it says, read again.

use serde_json::{Value, json};

use crate::stand_in::answering;
use crate::{Server, descriptor};

/// A server that answers every request with this, and the URL of a descriptor on it.
fn serve(body: String) -> String {
    answering(move |_| (200, body.clone())) + "/d.json"
}

fn file(name: &str, descriptor: &Value) -> String {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, descriptor.to_string()).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn an_upgrade_reads_the_file_of_the_install_again() {
    let server = Server::start(&[]);
    let mut versions = descriptor();
    let path = file("again.json", &versions);
    server.said(&[
        "install",
        &path,
        "--without-backend",
        "--base-url",
        "http://localhost:3000",
    ]);
    let app = || server.get("/tenants/acme/apps/my-app");
    assert_eq!(app()["baseUrl"], "http://localhost:3000");
    assert_eq!(app()["descriptorFile"], path.as_str());
    versions["version"] = "2.0".into();
    file("again.json", &versions);
    assert_eq!(server.said(&["upgrade"]), "my-app 2.0: enabled\n");
    assert_eq!(app()["baseUrl"], "http://localhost:3000");
    server.said(&["upgrade", "--base-url", "http://localhost:4000"]);
    assert_eq!(app()["baseUrl"], "http://localhost:4000");
    std::fs::remove_file(&path).unwrap();
    let gone = server.command(&["upgrade"]);
    assert_eq!(gone.status.code(), Some(2));
    let said = String::from_utf8_lossy(&gone.stderr);
    assert!(said.contains("again.json cannot be read"), "{said}");
}

#[test]
fn the_api_takes_a_value_again_and_a_base_url_beside_any_descriptor() {
    let server = Server::start(&[]);
    let path = "/tenants/acme/apps";
    let body = json!({
        "descriptor": descriptor(), "withoutBackend": true, "baseUrl": "http://localhost:3000",
    });
    let (status, app) = server.ask("POST", path, body);
    assert_eq!(
        (status, &app["baseUrl"]),
        (201, &json!("http://localhost:3000")),
        "{app}"
    );
    assert_eq!(app["warnings"], json!([]));
    let upgrade = "/tenants/acme/apps/my-app/upgrade";
    for (body, base_url) in [
        (json!({}), "http://localhost:3000"),
        (
            json!({ "descriptor": descriptor() }),
            "http://localhost:3000",
        ),
        (
            json!({ "baseUrl": "http://localhost:4000" }),
            "http://localhost:4000",
        ),
        (json!({}), "http://localhost:4000"),
    ] {
        let (status, upgraded) = server.ask("POST", upgrade, body);
        assert_eq!(
            (status, &upgraded["app"]["baseUrl"]),
            (200, &json!(base_url)),
            "{upgraded}"
        );
    }
    let nowhere = json!({ "baseUrl": "localhost:3000" });
    assert_eq!(server.ask("POST", upgrade, nowhere).0, 409);
    let no_text = json!({ "descriptorFile": "/x.json" });
    assert_eq!(server.ask("POST", path, no_text).0, 400);
}

/// The descriptor of one server sends its callbacks to another.
#[test]
fn a_base_url_of_another_origin_is_a_warning_on_standard_error() {
    let server = Server::start(&[]);
    let mut production = descriptor();
    production["baseUrl"] = "http://localhost:1".into();
    let url = serve(production.to_string());
    let refused = server.command(&["install", &url]);
    assert_eq!(refused.status.code(), Some(1));
    let log = server.said(&["log"]);
    let warned = log.find("warning.base.url.origin").unwrap();
    assert!(warned < log.find("POST").unwrap(), "{log}");
    let output = server.command(&[
        "install",
        &url,
        "--base-url",
        url.trim_end_matches("/d.json"),
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""));
    server.said(&["uninstall"]);
    let other = serve(String::new());
    production["baseUrl"] = other.trim_end_matches("/d.json").into();
    let url = serve(production.to_string());
    let output = server.command(&["install", &url]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.starts_with("! the descriptor came from"),
        "{said}"
    );
    assert!(said.contains("`--base-url URL`"), "{said}");
}
