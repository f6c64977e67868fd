//! Who called, what was refused and why, and what is no trouble, in every form of the log.

use mockfluence::binary_support::timeline;
use mockfluence::{Cause, Credential, DYNAMIC_MODULES, Fault, Note, Tenant, from_app, to_app};
use serde_json::{Value, json};

use crate::incident_board::IncidentBoard;
use crate::log_commands::{commands, descriptor, installed};

#[tokio::test]
async fn a_refusal_has_its_cause_in_fields() {
    let tenant = Tenant::start();
    let app = installed(&tenant, "my-app").await;
    let mut request = app.client().get(DYNAMIC_MODULES);
    request = request.claims(|claims| claims.qsh = Some("x".into()));
    assert_eq!(request.send().await.unwrap().status(), 401);
    let log = tenant.log().only(from_app());
    let exchange = log.exchanges().next().unwrap();
    let [Note::Refused(cause)] = exchange.notes() else {
        panic!("{:?}", exchange.notes())
    };
    assert_eq!(cause.check(), "qsh is the hash of this request");
    assert!(exchange.is_refused() && exchange.is_trouble());
    let note = &serde_json::to_value(&log).unwrap()[0]["notes"][0];
    assert_eq!(note["kind"], "refused");
    for (field, value) in [
        ("check", Some(cause.check())),
        ("expected", Some(cause.expected())),
        ("got", Some(cause.got())),
        ("likely", cause.likely()),
    ] {
        assert_eq!(note.get(field).and_then(Value::as_str), value, "{field}");
    }
    assert_eq!(
        &log.har()["log"]["entries"][0]["_connect"]["notes"][0],
        note
    );
    let refused = Credential::Refused {
        alg: Some("HS256".into()),
    };
    assert_eq!(exchange.credential(), Some(&refused));
    let _: &Cause = cause;
}

#[tokio::test]
async fn what_is_not_there_yet_is_no_trouble() {
    let tenant = Tenant::start();
    let app = installed(&tenant, "my-app").await;
    let path = "/rest/atlassian-connect/1/addons/my-app/properties/first";
    let reply = app.client().get(path).send().await.unwrap();
    assert_eq!(reply.status(), 404);
    let log = tenant.log().only(from_app());
    let exchange = log.exchanges().next().unwrap();
    assert!(!exchange.is_refused() && !exchange.is_trouble());
    assert!(
        log.to_string()
            .ends_with("    ! not there: first (the property exists: a key that was written)\n"),
        "{log}"
    );
    assert_eq!(timeline::entries(&log)[0]["trouble"], false);
    // A fault, a failing app and what the tenant does not serve are.
    tenant.inject(Fault::status(503).on(from_app().get(DYNAMIC_MODULES)));
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    app.client().get("/rest/nothing").send().await.unwrap();
    let log = tenant.log().only(from_app());
    let troubles: Vec<bool> = log.exchanges().map(|one| one.is_trouble()).collect();
    assert_eq!(troubles, [false, true, true]);
    assert!(log.exchanges().all(|one| !one.is_refused()));
}

#[tokio::test]
async fn a_load_shows_the_modules_own_parameters_and_the_details_show_all() {
    let tenant = Tenant::start();
    let modules = json!({ "modules": {
        "generalPages": [{
            "key": "board", "url": "/board?space={space.key}", "name": { "value": "Board" }
        }],
        "staticContentMacros": [{
            "key": "chart", "url": "/chart?space={space.key}", "renderingMethod": "POST",
            "name": { "value": "Chart" }
        }]
    } });
    let app = tenant
        .install(descriptor("my-app", "1.0", modules))
        .await
        .unwrap();
    let load = app.open("board").variable("space.key", "ENG");
    load.send().await.unwrap_err();
    let load = app.open("chart").variable("space.key", "ENG");
    load.send().await.unwrap_err();
    let posted = tenant.log().only(to_app().post("/chart")).to_string();
    assert!(posted.ends_with("\n    > space=ENG&…\n"), "{posted}");
    let log = tenant.log().only(to_app().get("/board"));
    let folded = "GET /board?space=ENG&…&jwt={token}";
    assert!(log.to_string().contains(folded), "{log}");
    assert!(log.mermaid().contains(folded), "{}", log.mermaid());
    let whole = "xdm_deprecated_addon_key_do_not_use=my-app&lic=none&cv=";
    assert!(!log.to_string().contains(whole));
    assert!(log.markdown("A load").contains(whole));
    let entry = &timeline::entries(&log)[0];
    assert!(entry["target"].as_str().unwrap().contains(whole));
    assert!(entry["folded"].as_str().unwrap().contains("space=ENG&…"));
    assert_eq!(
        commands(&tenant.log())[1],
        format!("open `board` of `my-app` as {}", tenant.admin())
    );
}

#[tokio::test]
async fn with_two_apps_each_has_its_lane_with_its_descriptor_and_its_keys() {
    let tenant = Tenant::start();
    installed(&tenant, "other").await;
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    app.client().get("/rest/nothing").send().await.unwrap();
    let text = tenant.log().to_string();
    for line in [
        "tenant -> incident-board  GET /atlassian-connect.json  200",
        "    incident-board -> tenant  GET /keys/",
        "incident-board -> tenant  GET /wiki/rest/nothing  501  HS256 sharedSecret#2",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let diagram = tenant.log().mermaid();
    assert!(!diagram.contains("participant app as"), "{diagram}");
}

#[tokio::test]
async fn a_user_has_a_lane_and_a_bearer_says_for_whom() {
    let tenant = Tenant::start();
    let url = format!("{}/rest/api/user/current", tenant.base_url());
    let client = reqwest::Client::new();
    let call = client
        .get(url)
        .basic_auth("alice@example.com", Some("open sesame"));
    call.send().await.unwrap();
    let log = tenant.log();
    let text = log.to_string();
    assert!(
        text.starts_with(
            "alice@example.com -> tenant  GET /wiki/rest/api/user/current  200  Basic, as alice@example.com\n"
        ),
        "{text}"
    );
    assert!(
        log.mermaid().contains(
            "actor alice_example_com as alice@example.com\n    alice_example_com->>+tenant: GET"
        ),
        "{}",
        log.mermaid()
    );
    for form in [text, log.mermaid(), log.html("x"), log.har().to_string()] {
        assert!(
            !form.contains("sesame") && !form.contains("YWxpY2VA"),
            "{form}"
        );
    }
}

#[tokio::test]
async fn nothing_that_an_app_sends_breaks_a_line() {
    let tenant = Tenant::start();
    let app = installed(&tenant, "my-app").await;
    let mut request = app.client().get(DYNAMIC_MODULES);
    let evil = "x\r\ntest -> tenant  uninstall `my-app`\u{1b}[31m\u{2028}";
    request = request.claims(|claims| claims.iss = Some(evil.into()));
    request.send().await.unwrap();
    let log = tenant.log();
    assert_eq!(commands(&log), ["install `my-app` from a value"]);
    for form in [log.to_string(), log.mermaid()] {
        assert!(!form.contains('\u{1b}') && !form.contains('\r'), "{form}");
        let lines: Vec<&str> = form.lines().collect();
        assert!(
            lines
                .iter()
                .all(|line| !line.starts_with("test -> tenant  uninstall"))
        );
    }
    let lane = |name: &str| descriptor(name, "1.0", json!({}));
    tenant.install(lane("end")).await.unwrap();
    tenant.install(lane("a.b")).await.unwrap();
    tenant.install(lane("a_b")).await.unwrap();
    let diagram = tenant.log().mermaid();
    for participant in [
        "participant end_2 as end",
        "participant a_b as a.b",
        "participant a_b_2 as a_b",
    ] {
        assert!(diagram.contains(participant), "{participant}\n{diagram}");
    }
}
