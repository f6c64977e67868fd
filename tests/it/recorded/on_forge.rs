//! The life of an app on Forge, recorded and played again: install, event, the way back, upgrade, uninstall.

use std::sync::{Arc, Mutex};

use mockfluence::compare::{Recording, replay};
use mockfluence::manifest::Manifest;
use mockfluence::{RequestLog, Tenant, User};
use serde_json::json;

use super::comparable;
use crate::forge_backend::{edit, manifest};
use crate::scripted_app::{Received, ScriptedApp};

const ALICE: &str = "557058:alice";
const SCOPES: [&str; 5] = [
    "read:confluence-content.summary",
    "read:space:confluence",
    "read:confluence-user",
    "read:app-system-token",
    "read:app-user-token",
];

/// A backend that asks the host back whenever it is brought a token: the gateway is where its user says that
/// it is, at the path that the invocation says.
async fn calling_back(origin: &Arc<Mutex<String>>) -> ScriptedApp {
    let backend = ScriptedApp::start().await;
    for (path, header, asked) in [
        (
            "/forge/events",
            "x-forge-oauth-system",
            "/wiki/api/v2/spaces",
        ),
        (
            "/forge/page",
            "x-forge-oauth-user",
            "/wiki/rest/api/user/current",
        ),
    ] {
        let origin = origin.clone();
        backend.call_from(path, move |received: Received| {
            let token = received.header(header).unwrap_or_default().to_owned();
            let gateway = received.claims()["app"]["apiBaseUrl"].clone();
            let origin = origin.lock().unwrap().clone();
            async move {
                let gateway = gateway.as_str().unwrap_or_default();
                let (_, path) = gateway.split_once("/ex/").unwrap();
                let url = format!("{origin}/ex/{path}{asked}");
                let request = reqwest::Client::new().get(url).bearer_auth(token);
                request.send().await.unwrap();
            }
        });
        backend.reply(path, 200, "{}");
    }
    backend
}

fn of(backend: &ScriptedApp, at: &str, more: &[&str]) -> Manifest {
    let on = json!({ "enabled": true });
    let endpoints = json!([
        { "key": "life", "remote": "backend", "route": { "path": "/forge/life" } },
        { "key": "events", "remote": "backend", "route": { "path": "/forge/events" },
          "auth": { "appSystemToken": on } },
        { "key": "page", "remote": "backend", "route": { "path": "/forge/page" },
          "auth": { "appUserToken": on, "appSystemToken": on } },
    ]);
    let board = json!([
        { "key": "board", "resource": "main", "resolver": { "endpoint": "page" }, "title": "Board" },
    ]);
    let changes = [
        ("/modules/endpoint", endpoints),
        ("/modules/macro", board),
        (
            "/resources",
            json!([{ "key": "main", "path": "static/board" }]),
        ),
        ("/permissions/scopes", json!([&SCOPES[..], more].concat())),
    ];
    manifest(backend, &changes).with_remote("backend", at)
}

async fn recorded() -> RequestLog {
    let tenant = Tenant::start();
    tenant.add_user(User::new(ALICE));
    let origin = Arc::<Mutex<String>>::default();
    let backend = calling_back(&origin).await;
    let site = tenant.base_url();
    let recording = Recording::start(&site, backend.base_url(), (0, 0));
    let recording = recording.await.unwrap();
    let gateway = recording.site_url();
    gateway
        .trim_end_matches("/wiki")
        .clone_into(&mut origin.lock().unwrap());
    let at = recording.app_url();
    let app = tenant.install_forge(of(&backend, &at, &[])).await.unwrap();
    tenant.fire(edit()).await;
    app.invoke("page")
        .path("/forge/page")
        .user(ALICE)
        .send()
        .await;
    app.upgrade_to(of(&backend, &at, &["write:confluence-content"]))
        .await
        .unwrap();
    app.uninstall().await;
    recording.log()
}

async fn played(text: &str) -> mockfluence::compare::Replay {
    // The port is known once it is free: whoever replays names it to the app.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let origin = Arc::new(Mutex::new(format!("http://127.0.0.1:{port}")));
    let backend = calling_back(&origin).await;
    replay(text, backend.base_url(), port).await.unwrap()
}

#[tokio::test]
async fn a_life_on_forge_is_played_again_and_gives_the_same_log() {
    let log = recorded().await;
    let shown = log.to_string();
    for part in [
        "avi:forge:installed:app",
        "avi:forge:upgraded:app",
        "Forge, as the app",
        &format!("Forge, as {ALICE}"),
        "systemToken#1",
        "userToken#2",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    for text in [serde_json::to_string(&log).unwrap(), log.har().to_string()] {
        assert!(!text.contains("eyJ"), "{text}");
        let played = played(&text).await;
        assert_eq!(played.differences, Vec::<String>::new(), "{}", played.log);
        assert_eq!(played.not_played, Vec::<String>::new());
        assert_eq!(
            comparable(&played.log),
            comparable(&log),
            "{}\n{log}",
            played.log
        );
    }
}

#[tokio::test]
async fn a_backend_that_no_longer_calls_back_is_told() {
    let log = serde_json::to_string(&recorded().await).unwrap();
    let mute = ScriptedApp::start().await;
    mute.reply("/forge/events", 500, "");
    mute.reply("/forge/page", 200, "{}");
    let told = replay(&log, mute.base_url(), 0).await.unwrap().differences;
    let told = told.join("\n");
    for part in [
        "POST /forge/events: 500, recorded 200",
        "/wiki/api/v2/spaces: recorded, and not asked",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}
