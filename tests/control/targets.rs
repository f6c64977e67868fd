//! Whom a tenant calls is said at the start, with the request, or by what a command is given.

use serde_json::{Value, json};

use crate::{Server, descriptor};

fn elsewhere() -> Value {
    let mut app = descriptor();
    app["baseUrl"] = "http://elsewhere.invalid".into();
    app
}

fn error(answer: &(u16, Value)) -> &str {
    answer.1["error"].as_str().unwrap()
}

#[test]
fn the_api_asks_for_hosts_beyond_loopback() {
    let server = Server::start(&["--allowed-target", "started.invalid"]);
    let apps = "/tenants/acme/apps";
    let url = |host: &str| json!({ "descriptorUrl": format!("http://{host}/app.json") });
    for source in [
        json!({ "descriptor": elsewhere() }),
        url("elsewhere.invalid"),
    ] {
        let refused = server.ask("POST", apps, source.clone());
        assert_eq!(refused.0, 409, "{refused:?}");
        assert!(
            error(&refused).contains("`allowedTargets` in the body"),
            "{refused:?}"
        );
        let mut bad = source.clone();
        bad["allowedTargets"] = json!(["http://x"]);
        let refused = server.ask("POST", apps, bad);
        assert_eq!(refused.0, 400, "{refused:?}");
        assert!(error(&refused).starts_with("allowedTargets: `http://x`"));
    }
    let started = server.ask("POST", apps, url("started.invalid"));
    assert_eq!(
        started.0, 422,
        "it is called, and does not exist: {started:?}"
    );
    let tenant = json!({ "name": "b", "allowedTargets": ["elsewhere.invalid"] });
    assert_eq!(server.ask("POST", "/tenants", tenant).0, 201);
    let other = server.ask("POST", "/tenants/b/apps", url("elsewhere.invalid"));
    assert_eq!(other.0, 422, "{other:?}");
    let mut named = url("elsewhere.invalid");
    named["allowedTargets"] = json!(["elsewhere.invalid"]);
    let named = server.ask("POST", apps, named);
    assert_eq!(named.0, 422, "{named:?}");
}

#[test]
fn a_command_names_the_host_of_what_it_is_given() {
    let server = Server::start(&[]);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("elsewhere.json");
    std::fs::write(&file, elsewhere().to_string()).unwrap();
    for given in ["http://elsewhere.invalid/app.json", file.to_str().unwrap()] {
        let out = server.command(&["install", given]);
        assert_eq!(out.status.code(), Some(1));
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(!said.contains("does not call"), "{said}");
    }
}
