//! Forge in the log and its pictures: what calls bring, what is tried again, and how long all of it is good.

use std::time::Duration;

use mockfluence::binary_support::timeline;
use mockfluence::{ForgeApp, Note, Tenant, from_app, to_app};
use serde_json::{Value, json};

use crate::forge_backend::{APP, both, edit, installed, manifest, with_half};
use crate::scripted_app::ScriptedApp;

/// An app with both halves, whose endpoint gets the app's own token.
async fn with_token() -> (Tenant, ScriptedApp, ForgeApp) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let mut changes = with_half(both());
    let endpoints = json!([
        { "key": "life", "remote": "backend", "route": { "path": "/forge/life" } },
        { "key": "events", "remote": "backend", "route": { "path": "/forge/events" },
          "auth": { "appSystemToken": { "enabled": true } } },
    ]);
    changes.push(("/modules/endpoint", endpoints));
    let scopes = [
        "read:confluence-content.summary",
        "read:app-system-token",
        "write:connect-confluence",
    ];
    changes.push(("/permissions", json!({ "scopes": scopes })));
    let app = tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    (tenant, backend, app)
}

/// Each life of a timeline: what it is, and the entries at which it begins and at which it is good for the last time.
fn lives(tenant: &Tenant) -> Vec<(String, String, Option<String>)> {
    let entries = timeline::entries(&tenant.log());
    let entries = entries.as_array().unwrap();
    let words = |entry: &Value| match entry["path"].as_str().or(entry["folded"].as_str()) {
        Some(path) => path.to_owned(),
        None => entry["words"]
            .as_str()
            .or(entry["remark"].as_str())
            .unwrap()
            .to_owned(),
    };
    let all = |entry: &Value, way: &str| entry[way].as_array().cloned().unwrap_or_default();
    let mut found: Vec<(Value, String, Option<String>)> = Vec::new();
    for entry in entries {
        for life in all(entry, "begins") {
            found.push((life, words(entry), None));
        }
        for life in all(entry, "ends") {
            let open = found
                .iter_mut()
                .find(|(known, _, end)| *known == life && end.is_none());
            open.expect("what ends has begun").2 = Some(words(entry));
        }
    }
    let named = found.into_iter().map(|(life, begins, ends)| {
        let kind = life["kind"].as_str().unwrap();
        let name = format!("{kind}: {}", life["name"].as_str().unwrap());
        (name, begins, ends)
    });
    named.collect()
}

fn life(name: &str, begins: &str, ends: Option<&str>) -> (String, String, Option<String>) {
    (name.to_owned(), begins.to_owned(), ends.map(str::to_owned))
}

#[tokio::test]
async fn the_tokens_that_a_call_brings_are_named_in_every_form() {
    let (tenant, _backend, _app) = with_token().await;
    tenant.fire(edit()).await;
    let log = tenant.log();
    let call = log.only(to_app().path("/forge/events"));
    let exchange = call.exchanges().next().unwrap();
    assert_eq!(exchange.carried().collect::<Vec<_>>(), ["systemToken#1"]);
    let line =
        format!("RS256 invocation key, aud ari:cloud:ecosystem::app/{APP}, with systemToken#1\n");
    assert!(log.to_string().contains(&line), "{log}");
    let arrow = format!(
        "<br/>RS256 invocation key, aud ari:cloud:ecosystem::app/{APP}<br/>with systemToken#35;1\n"
    );
    assert!(log.mermaid().contains(&arrow), "{}", log.mermaid());
    assert_eq!(
        serde_json::to_value(&call).unwrap()[0]["carried"],
        json!(["systemToken#1"])
    );
    let told = timeline::entries(&call)[0]["token"].clone();
    assert!(
        told.as_str().unwrap().ends_with(", with systemToken#1"),
        "{told}"
    );
    // What brings none says nothing of it.
    let life = log.only(to_app().path("/forge/life"));
    assert!(
        serde_json::to_value(&life).unwrap()[0]
            .get("carried")
            .is_none()
    );
    assert!(!life.to_string().contains("with "), "{life}");
}

#[tokio::test]
async fn a_call_back_says_by_which_token_it_came() {
    let (tenant, _backend, app) = with_token().await;
    app.client().get("/rest/api/space").send().await.unwrap();
    let log = serde_json::to_value(tenant.log().only(from_app())).unwrap();
    assert_eq!(
        log[0]["credential"],
        json!({ "kind": "forge", "token": "systemToken#1" })
    );
}

#[tokio::test]
async fn an_attempt_that_is_made_again_says_so_and_why() {
    let (tenant, backend, app) = installed().await;
    backend.reply("/forge/events", 501, "");
    tenant.fire(edit()).await;
    backend.reply("/forge/events", 401, "");
    app.retry_events().await;
    app.retry_events().await;
    let log = tenant.log().only(to_app().path("/forge/events"));
    let notes: Vec<Vec<Note>> = log.exchanges().map(|one| one.notes().to_vec()).collect();
    let retry = |retry: u32, reason: &str| Note::Retry {
        retry,
        of: 4,
        reason: reason.to_owned(),
    };
    assert!(notes[0].is_empty());
    assert_eq!(notes[1][0], retry(1, "INVALID_REMOTE_INVOCATION_ERROR"));
    assert_eq!(notes[2][0], retry(2, "INVALID_FORGE_INVOCATION_TOKEN"));
    let words = "retry 1 of 4: INVALID_REMOTE_INVOCATION_ERROR";
    assert!(
        log.to_string().contains(&format!("    ! {words}\n")),
        "{log}"
    );
    assert!(
        log.mermaid()
            .contains(&format!("Note over tenant: {words}")),
        "{}",
        log.mermaid()
    );
    assert_eq!(
        timeline::entries(&log)[1]["notes"][0]["words"],
        json!([words])
    );
    assert!(!notes[1][0].is_trouble());
}

#[tokio::test]
async fn each_secret_token_and_key_is_good_from_where_to_where() {
    let (tenant, _backend, app) = with_token().await;
    tenant.fire(edit()).await;
    tenant.clock().advance(Duration::from_secs(26));
    tenant.fire(edit()).await;
    tenant.rotate_invocation_key();
    tenant.clock().advance(Duration::from_secs(2 * 3600));
    tenant.fire(edit()).await;
    app.connect().unwrap().rotate_secret().await.unwrap();
    tenant.clock().advance(Duration::from_secs(2 * 3600));
    tenant.fire(edit()).await;
    app.client().get("/rest/api/space").send().await.unwrap();
    app.uninstall().await;
    let (events, on, rotated) = (
        "/forge/events",
        "clock 7200 s on",
        "rotate Forge's invocation key",
    );
    assert_eq!(
        lives(&tenant),
        [
            life("secret: sharedSecret#1", "/installed", Some("/installed")),
            life(
                "invocation-key: invocation key#1",
                "/forge/life",
                Some(rotated)
            ),
            life(
                "invocation-token: invocation tokens",
                "/forge/life",
                Some("clock 26 s on")
            ),
            life("access-token: systemToken#1", events, Some(on)),
            life("invocation-token: invocation tokens", events, Some(on)),
            life("invocation-key: invocation key#2", events, None),
            life("invocation-token: invocation tokens", events, Some(on)),
            life("access-token: systemToken#2", events, Some("/uninstalled")),
            life("secret: sharedSecret#2", "/installed", None),
            life("invocation-token: invocation tokens", events, None),
            life("access-token: systemToken#3", events, Some("/uninstalled")),
        ]
    );
    // A part of the log has the part of them that is in it.
    let one = tenant.log().only(to_app().path(events));
    assert_eq!(
        timeline::entries(&one)[0]["begins"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn a_token_of_an_installation_that_is_over_is_no_life() {
    let (tenant, _backend, app) = with_token().await;
    let token = app.system_token();
    app.change_installation_id();
    let old = app
        .client()
        .get("/rest/api/space")
        .header("authorization", format!("Bearer {token}"));
    assert_eq!(old.send().await.unwrap().status(), 401);
    let names: Vec<String> = lives(&tenant).into_iter().map(|(name, ..)| name).collect();
    assert!(
        !names.iter().any(|name| name.starts_with("access-token")),
        "{names:?}"
    );
}
