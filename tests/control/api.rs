//! The control API itself.

use std::process::Command;

use serde_json::{Value, json};

use crate::{MODULES, Server, as_app, descriptor, items, with_app};

#[test]
fn a_whole_life_over_the_control_api() {
    let server = with_app();
    let app = "/tenants/acme/apps/my-app";
    assert_eq!(server.get(app)["status"], "enabled");
    assert_eq!(
        as_app(&server, "POST", MODULES, Some(items(&["a", "b"]))).0,
        200
    );
    assert_eq!(as_app(&server, "POST", MODULES, Some(items(&["a"]))).0, 400);

    let first = server.get(app)["sharedSecret"].clone();
    let (_, rotated) = server.ask("POST", &format!("{app}/rotate-secret"), Value::Null);
    assert_ne!(rotated["sharedSecret"], first);

    let mut next = descriptor();
    next["version"] = "2.0".into();
    next["modules"] = items(&["a"]);
    let (status, upgrade) = server.ask(
        "POST",
        &format!("{app}/upgrade"),
        json!({ "descriptor": next }),
    );
    assert_eq!((status, &upgrade["conflicts"]), (200, &json!(["a"])));
    assert_eq!(upgrade["removedModules"], json!(["a", "b"]));

    let (_, disabled) = server.ask("POST", &format!("{app}/disable"), Value::Null);
    assert_eq!(disabled["status"], "disabled");
    assert_eq!(disabled["callbacks"][0]["path"], "/disabled");
    let (_, gone) = server.ask("POST", &format!("{app}/uninstall"), Value::Null);
    assert_eq!(gone["status"], "uninstalled");
    assert_eq!(server.get("/tenants/acme")["apps"], json!([]));
    let (status, problem) = server.ask("POST", &format!("{app}/upgrade"), Value::Null);
    assert_eq!(status, 409, "{problem}");
    let (_, renamed) = server.ask(
        "POST",
        "/tenants/acme/rename-site",
        json!({ "baseUrl": "http://other.example/wiki" }),
    );
    assert_eq!(renamed["callbacks"], json!([]));
    assert_eq!(
        server.get("/tenants/acme")["baseUrl"],
        "http://other.example/wiki"
    );
    let (_, imported) = server.ask("POST", "/tenants/acme/import-site", Value::Null);
    assert_eq!(imported["removedApps"], json!([]));
    let (status, anew) = server.ask("POST", "/tenants/acme/recreate-site", Value::Null);
    assert_eq!((status, &anew["removedApps"]), (200, &json!([])));
    assert_ne!(anew["clientKey"], imported["clientKey"]);
}

#[test]
fn a_refused_install_brings_the_hosts_code_and_ours_to_explain_it() {
    let server = Server::start(&[]);
    let mut bad = descriptor();
    bad["modules"] = json!({ "webhooks": [{ "event": "page_created", "url": "/x" }] });
    bad["scopes"] = json!([]);
    let (status, problem) = server.ask("POST", "/tenants/acme/apps", json!({ "descriptor": bad }));
    assert_eq!(status, 422);
    assert_eq!(problem["subCode"], "connect.install.error.missing.scope");
    assert!(problem["explanation"].as_str().unwrap().contains("READ"));
}

#[test]
fn faults_holds_the_clock_and_stubs_are_at_hand() {
    let server = with_app();
    let (status, fault) = server.ask(
        "POST",
        "/tenants/acme/faults",
        json!({ "kind": { "status": { "status": 503 } }, "times": 1,
            "on": { "direction": "from-app", "method": "GET" } }),
    );
    assert_eq!((status, &fault["id"]), (201, &json!(1)));
    assert_eq!(
        server.get("/tenants/acme/faults")["faults"][0]["words"],
        "status 503 on app -> tenant GET any path"
    );
    assert_eq!(as_app(&server, "GET", MODULES, None).0, 503);
    assert_eq!(server.get("/tenants/acme/faults")["faults"], json!([]));
    let misfit = json!({ "kind": "unsigned", "on": { "direction": "from-app" } });
    assert_eq!(server.ask("POST", "/tenants/acme/faults", misfit).0, 400);
    for (kind, why) in [
        (
            json!({ "delay": { "min": 5, "max": 1 } }),
            "a delay of 5 to 1 ms",
        ),
        (
            json!({ "slow-body": { "bytes": 0, "pause": 1 } }),
            "0 bytes at a time",
        ),
        (
            json!({ "status": { "status": 200, "headers": [["content-length", "1"]] } }),
            "`content-length` follows",
        ),
        (json!("expierd"), "`expierd` is no kind of fault"),
    ] {
        let (status, problem) = server.ask("POST", "/tenants/acme/faults", json!({ "kind": kind }));
        assert_eq!(status, 400);
        let said = problem["error"].as_str().unwrap();
        assert!(said.contains(why), "{said}");
    }

    let hold = json!({ "direction": "from-app", "method": "GET" });
    let (_, held) = server.ask("POST", "/tenants/acme/holds", hold);
    let release = format!("/tenants/acme/holds/{}/release", held["id"]);
    assert_eq!(server.ask("POST", &release, Value::Null).0, 204);
    assert_eq!(server.ask("POST", &release, Value::Null).0, 404);

    server.ask(
        "PUT",
        "/tenants/acme/clock",
        json!({ "advanceMillis": 600_000 }),
    );
    assert_eq!(server.get("/tenants/acme/clock")["offsetMillis"], 600_000);
    assert_eq!(server.ask("PUT", "/tenants/acme/clock", json!({})).0, 400);
}

#[cfg(feature = "stubs")]
#[test]
fn a_stub_given_as_json_answers_and_is_judged() {
    let server = with_app();
    let stub = json!({
        "path": "/wiki/api/v2/pages/*", "query": { "x": "1" }, "expect": 1,
        "respond": { "status": 200, "json": { "id": "7" }, "headers": { "x-n": "1" } }
    });
    assert_eq!(server.ask("POST", "/tenants/acme/stubs", stub).0, 204);
    let report = server.get("/tenants/acme/stubs/report");
    assert_eq!(report["satisfied"], false);
    assert!(
        report["report"]
            .as_str()
            .unwrap()
            .contains("expected 1 request, and 0 came")
    );
    assert_eq!(
        as_app(&server, "GET", "/api/v2/pages/7?x=1", None),
        (200, r#"{"id":"7"}"#.into())
    );
    assert_eq!(server.get("/tenants/acme/stubs/report")["satisfied"], true);
    for bad in [
        json!({ "path": "no-slash" }),
        json!({ "path": "/x", "method": "B AD" }),
        json!({ "path": "/x", "headers": { "bad name": "1" } }),
        json!({ "path": "/x", "respond": { "status": 99 } }),
        json!({ "path": "/x", "respond": { "json": 1, "text": "1" } }),
        json!({ "pfad": "/x" }),
    ] {
        assert_eq!(
            server.ask("POST", "/tenants/acme/stubs", bad.clone()).0,
            400,
            "{bad}"
        );
    }
    assert_eq!(
        server.ask("DELETE", "/tenants/acme/stubs", Value::Null).0,
        204
    );
    assert_eq!(as_app(&server, "GET", "/api/v2/pages/7?x=1", None).0, 404);
}

#[test]
fn the_log_is_read_filtered_and_awaited() {
    let server = with_app();
    let wait = json!({ "filter": { "direction": "to-app", "path": "/enabled" }, "count": 1 });
    let (status, found) = server.ask("POST", "/tenants/acme/log/wait", wait);
    assert_eq!(
        (status, found["entries"].as_array().unwrap().len()),
        (200, 1)
    );
    let wait = json!({ "filter": { "direction": "to-app", "path": "/x" }, "timeoutMillis": 20 });
    let (status, timeout) = server.ask("POST", "/tenants/acme/log/wait", wait);
    assert_eq!(status, 408);
    assert_eq!(
        timeout["error"],
        "waited 20ms for 1 of: tenant -> app any method /x; 0 came"
    );
    let text = server.get("/tenants/acme/log?format=text&only=to-app%20/installed");
    assert!(
        text.as_str()
            .unwrap()
            .starts_with("tenant -> app  POST /installed")
    );
    let log = server.get("/tenants/acme/log");
    assert_eq!(log["entries"][0]["command"], "install");
    let log = server.get("/tenants/acme/log?after=2");
    assert_eq!(
        (log["entries"].as_array().unwrap().len(), &log["next"]),
        (1, &json!(3))
    );
    for bad in [
        "?format=xml",
        "?only=/x",
        "?only=up",
        "?after=x",
        "?since=0",
        "?format=timeline&since=-1",
        "?format=timeline&since=0&after=1",
        "?format=timeline&since=0&only=to-app",
    ] {
        let (status, _) = server.ask("GET", &format!("/tenants/acme/log{bad}"), Value::Null);
        assert_eq!(status, 400, "{bad}");
    }
}

#[test]
fn what_is_new_of_the_log_comes_without_what_was_there() {
    let server = with_app();
    let new = |since: &Value, more: &str| {
        server.get(&format!(
            "/tenants/acme/log?format=timeline&since={since}{more}"
        ))
    };
    let all = new(&json!(0), "");
    let full = server.get("/tenants/acme/log?format=timeline");
    let total = full.as_array().unwrap().len();
    assert_eq!(
        (&all["total"], all["entries"].as_array().unwrap().len()),
        (&json!(total), total)
    );
    assert_eq!(all["lives"], json!([]));
    let part = new(&json!(0), "&count=1");
    assert_eq!(
        (&part["more"], part["entries"].as_array().unwrap().len()),
        (&json!(true), 1)
    );
    let rest = new(&part["revision"], "");
    assert_eq!(
        (&rest["more"], rest["entries"].as_array().unwrap().len()),
        (&json!(false), total - 1)
    );
    assert_eq!(rest["revision"], all["revision"]);
    let none = json!({ "revision": all["revision"], "total": total, "entries": [], "more": false });
    assert_eq!(new(&all["revision"], ""), none);
    server.ask("POST", "/tenants/acme/masks", json!({ "text": "a-secret" }));
    let told = server.said(&[
        "log",
        "--format",
        "timeline",
        "--since",
        &rest["revision"].to_string(),
    ]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["total"], total + 1);
    assert_eq!(
        told["entries"].as_array().unwrap().last().unwrap()["place"],
        total
    );
}

#[test]
fn tenants_come_and_go() {
    let server = Server::start(&["--tenant", "acme", "--tenant", "globex"]);
    let settings = json!({ "secret-on-upgrade": "rotated" });
    let (status, third) = server.ask(
        "POST",
        "/tenants",
        json!({ "name": "initech", "settings": settings }),
    );
    assert_eq!(status, 201, "{third}");
    assert_eq!(
        server.get("/tenants")["tenants"].as_array().unwrap().len(),
        3
    );
    assert_eq!(
        server.ask("POST", "/tenants", json!({ "name": "acme" })).0,
        409
    );
    let wrong = json!({ "name": "x", "settings": { "secret-on-upgrad": "kept" } });
    let (status, problem) = server.ask("POST", "/tenants", wrong);
    assert_eq!(status, 400);
    assert!(
        problem["error"]
            .as_str()
            .unwrap()
            .contains("secret-on-upgrad")
    );
    assert_eq!(server.ask("DELETE", "/tenants/initech", Value::Null).0, 204);
    let (status, problem) = server.ask("GET", "/tenants/initech", Value::Null);
    assert_eq!(status, 404);
    assert_eq!(
        problem["error"],
        "there is no tenant `initech`; there are: acme, globex"
    );
    let (status, problem) = server.ask("GET", "/tenant", Value::Null);
    assert_eq!(
        (
            status,
            problem["error"].as_str().unwrap().contains("/openapi.json")
        ),
        (404, true)
    );
    assert_eq!(server.ask("PATCH", "/tenants", Value::Null).0, 405);
}

#[test]
fn the_control_api_needs_its_token() {
    for bound in ["127.0.0.1", "0.0.0.0"] {
        let server = Server::start(&["--bind", bound]);
        let url = format!("{}/tenants", server.text("controlUrl"));
        assert_eq!(reqwest::blocking::get(url).unwrap().status(), 401);
        let token = server.text("controlToken");
        assert!(token.len() >= 32);
        let apps = server.command(&["apps", "--control-token", token]);
        assert_eq!(apps.status.code(), Some(0));
        let other = &token[1..];
        let apps = server.command(&["apps", "--control-token", other]);
        assert_eq!(apps.status.code(), Some(1));
    }
}

#[test]
fn every_address_follows_the_public_url() {
    let server = Server::start(&["--public-url", "http://confluence.test:8080/acme"]);
    assert_eq!(
        server.text("baseUrl"),
        "http://confluence.test:8080/acme/wiki"
    );
    assert_eq!(
        server.text("keysUrl"),
        "http://confluence.test:8080/acme/keys"
    );
    let wrong = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
        .args(["serve", "--public-url", "confluence.test"])
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("--public-url"));
}
