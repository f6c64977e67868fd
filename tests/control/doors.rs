//! Every verb of the API by its command.

use serde_json::Value;

use crate::{MODULES, Server, as_app, with_app};

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn tenants_start_as_a_known_host_and_stop() {
    let server = Server::start(&["--tenant", "acme"]);
    assert!(server.said(&["health"]).starts_with("up: mockfluence "));
    let hosts = json_of(&server.said(&["settings", "hosts", "--format", "json"]));
    let host = hosts["hosts"][1]["name"].as_str().unwrap().to_owned();
    let started = server.said(&["start", "globex", "--host", &host, "--seed", "7"]);
    assert!(
        started.starts_with("globex  http://127.0.0.1:"),
        "{started}"
    );
    assert_eq!(server.said(&["tenants"]).lines().count(), 2);
    let shown = |tenant: &str| json_of(&server.said(&["settings", "show", tenant]));
    for (name, value) in hosts["hosts"][1]["settings"].as_object().unwrap() {
        assert_eq!(shown("globex")[name], *value, "{name}");
        assert_ne!(shown("acme")[name], *value, "{name}");
    }
    let globex = server.said(&["tenant", "globex"]);
    assert!(
        globex.contains("clientKey: ") && globex.contains("cloudId: "),
        "{globex}"
    );
    server.said(&["stop", "globex"]);
    assert_eq!(server.said(&["tenants"]).lines().count(), 1);
}

#[test]
fn settings_of_a_file_count_on_top_of_a_host() {
    let server = Server::start(&[]);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("on-top.json");
    std::fs::write(
        &file,
        r#"{"locale": "de_DE", "rules": {"app-key-length": 80}}"#,
    )
    .unwrap();
    let file = file.to_str().unwrap();
    server.said(&[
        "start",
        "b",
        "--host",
        "ten dynamic modules",
        "--settings",
        file,
    ]);
    let shown = json_of(&server.said(&["settings", "show", "--tenant", "b"]));
    assert_eq!(shown["dynamic-module-limit"], 10);
    assert_eq!(shown["locale"], "de_DE");
    assert_eq!(shown["rules"]["app-key-length"], 80);
    assert_eq!(shown["rules"]["http-base-url"], true);
}

#[test]
fn every_setting_is_listed_with_its_values() {
    let server = Server::start(&[]);
    let all = server.get("/settings");
    assert_eq!(
        all,
        json_of(&server.said(&["settings", "list", "--format", "json"]))
    );
    let all = all["settings"].as_array().unwrap();
    let named = |name: &str| all.iter().find(|one| one["name"] == name).unwrap();
    let kept = named("secret-on-upgrade");
    assert_eq!(kept["default"], "kept");
    let values: Vec<&Value> = kept["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["value"])
        .collect();
    assert_eq!(values, ["kept", "rotated"]);
    assert_eq!(named("rules.app-key-length")["default"], 64);
    assert_eq!(named("callback-deadline")["default"], 10.0);
    for one in all {
        assert!(!one["about"].as_str().unwrap().is_empty(), "{one}");
        assert!(one.get("default").is_some(), "{one}");
    }
    // What a tenant has is exactly what is listed.
    let shown = server.get("/tenants/acme/settings");
    for one in all {
        let place = format!("/{}", one["name"].as_str().unwrap().replace('.', "/"));
        assert_eq!(shown.pointer(&place), Some(&one["default"]), "{one}");
    }
}

#[test]
fn licence_tokens_and_the_install_key_have_their_commands() {
    let server = with_app();
    assert_eq!(
        server.said(&["licence", "evaluation"]),
        "my-app 1.0: enabled, licence evaluation\n"
    );
    assert!(server.said(&["app"]).contains("licence: evaluation"));
    let context = server.said(&["page-token", "--user", "a", "--context", r#"{"x": 1}"#]);
    let claims = mockfluence::jwt::decode(context.trim()).unwrap().claims;
    assert_eq!(
        (&claims["sub"], &claims["context"]["x"]),
        (&Value::from("a"), &Value::from(1))
    );
    let session = server.said(&["page-token", "--kind", "session", "--user", "a"]);
    assert_eq!(
        mockfluence::jwt::decode(session.trim()).unwrap().claims["iss"],
        "my-app"
    );
    let forged = server.said(&["token", "GET", MODULES, "--secret", "another"]);
    let reply = reqwest::blocking::Client::new()
        .get(format!("{}{MODULES}", server.text("baseUrl")))
        .header("authorization", format!("JWT {}", forged.trim()))
        .send()
        .unwrap();
    assert_eq!(reply.status(), 401);
    server.said(&["rotate-install-key"]);
    server.said(&["rotate-invocation-key"]);
    server.said(&["repeat-installed"]);
    let keys = |text: &str| text.matches("install key").count();
    assert!(keys(&server.said(&["log"])) >= 2);
}

#[test]
fn a_hold_is_taken_reached_and_released() {
    let server = with_app();
    assert_eq!(
        server.said(&["hold", "from-app GET /wiki/rest/*"]),
        "hold 1\n"
    );
    assert_eq!(
        server.said(&["hold", "list"]),
        "1  app -> tenant GET /wiki/rest/*  (0 held)\n"
    );
    let missed = server.command(&["hold", "reached", "1", "--timeout", "0.05"]);
    assert_eq!(missed.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&missed.stderr)
            .starts_with("nothing reached the hold 1 within 50ms")
    );
    std::thread::scope(|scope| {
        let call = scope.spawn(|| as_app(&server, "GET", MODULES, None).0);
        server.said(&["hold", "reached", "1"]);
        assert!(!call.is_finished());
        assert!(server.said(&["hold", "list"]).ends_with("(1 held)\n"));
        server.said(&["hold", "release", "1", "--one"]);
        assert_eq!(call.join().unwrap(), 200);
        let none = server.command(&["hold", "release", "1", "--one"]);
        let said = String::from_utf8_lossy(&none.stderr).into_owned();
        assert!(said.starts_with("the hold 1 holds nothing"), "{said}");
        let second = scope.spawn(|| as_app(&server, "GET", MODULES, None).0);
        server.said(&["hold", "reached", "1", "--times", "2"]);
        server.said(&["hold", "release", "1"]);
        assert_eq!(second.join().unwrap(), 200);
    });
    let refused = server.command(&["hold", "from-app 404"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("an exchange cannot be held so"), "{said}");
    assert_eq!(server.said(&["hold", "list"]), "");
    assert_eq!(
        server.command(&["hold", "release", "1"]).status.code(),
        Some(1)
    );
}

#[test]
fn faults_are_given_every_particular() {
    let server = with_app();
    let said = |arguments: &[&str]| server.said(&[&["fault"], arguments].concat());
    assert_eq!(
        said(&[
            "rate-limited",
            "--retry-after",
            "7",
            "--on",
            "from-app",
            "--nth",
            "2"
        ]),
        "fault 1\n"
    );
    assert_eq!(
        said(&[
            "delay",
            "--millis",
            "1",
            "--millis-at-most",
            "2",
            "--probability",
            "0.5"
        ]),
        "fault 2\n"
    );
    said(&[
        "slow-body",
        "--bytes",
        "8",
        "--millis",
        "1",
        "--on",
        "from-app GET",
    ]);
    let faults = server.get("/tenants/acme/faults");
    let fault = |place: usize| &faults["faults"][place]["fault"];
    assert_eq!(fault(0)["kind"]["status"]["status"], 429);
    assert_eq!(
        (&fault(0)["after"], &fault(0)["times"]),
        (&1.into(), &1.into())
    );
    assert_eq!(fault(1)["kind"]["delay"]["max"], 2);
    assert_eq!(fault(1)["probability"], 0.5);
    assert_eq!(fault(2)["kind"]["slow-body"]["bytes"], 8);
    assert_eq!(fault(2)["on"]["method"], "GET");
    said(&["remove", "2"]);
    assert_eq!(said(&["list"]).lines().count(), 2);
}

#[test]
fn the_log_is_filtered_and_cut() {
    let server = with_app();
    let log = |arguments: &[&str]| server.said(&[&["log"], arguments].concat());
    assert!(log(&["--only", "to-app POST /enabled"]).starts_with("tenant -> app  POST /enabled"));
    assert_eq!(log(&["--only", "from-app /never"]), "");
    let one = json_of(&log(&["--format", "json", "--after", "1", "--count", "1"]));
    assert_eq!(one["entries"].as_array().unwrap().len(), 1);
}
