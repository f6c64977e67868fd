//! The request log: order, nesting, placeholders, filters, waiting.

use mockfluence::{DYNAMIC_MODULES, DescriptorSource, RequestLog, Tenant, from_app, to_app};
use serde_json::{Value, json};

use crate::incident_board::IncidentBoard;

fn no_backend(key: &str) -> DescriptorSource {
    DescriptorSource::from(json!({
        "key": key, "baseUrl": format!("http://{key}.invalid"),
        "authentication": { "type": "jwt" }, "scopes": ["READ"],
        "lifecycle": { "installed": "/installed" }
    }))
    .without_backend()
}

async fn scenario() -> RequestLog {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    board.add_incident("incident-1");
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    tenant
        .wait_for(1, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    board.open_incident("incident-1").await;
    app.client()
        .get("/rest/nothing?jwt=secret-token")
        .send()
        .await
        .unwrap();
    app.uninstall().await;
    tenant.log()
}

#[tokio::test]
async fn two_runs_give_one_log_in_all_three_forms() {
    let (one, other) = (scenario().await, scenario().await);
    assert_eq!(one.to_string(), other.to_string());
    assert_eq!(one.mermaid(), other.mermaid());
    // Ports and times differ, and with them what a client computes from them.
    let stable = |log: &RequestLog| {
        let mut value = serde_json::to_value(log).unwrap();
        for exchange in value.as_array_mut().unwrap() {
            exchange.as_object_mut().unwrap().remove("requestHeaders");
            exchange.as_object_mut().unwrap().remove("replyHeaders");
        }
        value
    };
    assert_eq!(stable(&one), stable(&other));
}

#[tokio::test]
async fn no_form_of_the_log_shows_a_secret_or_a_token() {
    let log = scenario().await;
    for text in [
        log.to_string(),
        log.mermaid(),
        serde_json::to_string(&log).unwrap(),
    ] {
        for hidden in ["ATCO", "eyJ", "secret-token", "127.0.0.1:"] {
            let found = text
                .find(hidden)
                .map(|at| &text[at.saturating_sub(80)..at + 40]);
            assert!(found.is_none(), "{hidden}: {found:?}");
        }
    }
}

#[tokio::test]
async fn a_call_that_ends_inside_a_callback_is_nested_in_it() {
    let log = scenario().await;
    let key = log
        .exchanges()
        .find(|exchange| exchange.path().starts_with("/keys/"))
        .unwrap();
    let installed = log
        .exchanges()
        .find(|exchange| exchange.path() == "/installed")
        .unwrap();
    assert_eq!(key.parent, Some(installed.id));
    assert!(log.to_string().contains("\n    app -> tenant  GET /keys/"));
    // The registration outlives `enabled`, which only started it.
    let posted = log.only(from_app().post(DYNAMIC_MODULES));
    assert!(posted.exchanges().all(|exchange| exchange.parent.is_none()));
}

#[tokio::test]
async fn filters_name_exchanges_in_one_vocabulary() {
    let log = scenario().await;
    assert_eq!(log.only(to_app().post("/installed")).statuses(), [204]);
    assert_eq!(log.only(from_app().path("/keys/*")).len(), 2);
    assert_eq!(
        log.only(from_app().post(DYNAMIC_MODULES).status(400)).len(),
        1
    );
    assert_eq!(
        log.only(from_app().app("incident-board")).statuses(),
        [200, 400]
    );
    assert_eq!(log.without(to_app()).only(to_app()).len(), 0);
    assert_eq!(log.only(to_app().method("get")).len(), 1);
    assert!(log.after(log.len()).is_empty());
    assert_eq!(log.last(1).len(), 1);
}

#[tokio::test]
async fn several_apps_are_told_apart_by_key() {
    let tenant = Tenant::start();
    tenant.install(no_backend("one")).await.unwrap();
    tenant.install(no_backend("two")).await.unwrap();
    let log = tenant.log().to_string();
    assert!(log.contains("tenant -> one  POST /installed"), "{log}");
    assert!(log.contains("tenant -> two  POST /installed"), "{log}");
    assert!(log.contains("aud {app#2}"), "{log}");
}

#[tokio::test]
async fn waiting_counts_past_exchanges_and_names_its_line_when_it_fails() {
    let tenant = Tenant::start();
    let app = tenant.install(no_backend("waiting")).await.unwrap();
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    let found = tenant
        .wait_for(1, from_app().get(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert_eq!(found.statuses(), [200]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_ends_in_vain_shows_what_came_instead() {
    let tenant = Tenant::start();
    let app = tenant.install(no_backend("waiting")).await.unwrap();
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    let line = line!() + 2;
    let failed = tenant
        .wait_for(2, from_app().get(DYNAMIC_MODULES))
        .await
        .unwrap_err();
    let text = failed.to_string();
    assert!(text.contains(&format!("log.rs:{line}:")), "{text}");
    assert!(text.contains("1 came"), "{text}");
    assert!(
        text.contains("app -> tenant  GET /wiki/rest/atlassian-connect"),
        "{text}"
    );
    assert_eq!(failed.log().len(), 2);
}

#[tokio::test]
async fn a_wait_ends_when_the_exchange_comes_later() {
    let tenant = Tenant::start();
    let app = tenant.install(no_backend("later")).await.unwrap();
    let waiting = tokio::spawn(tenant.wait_for(1, from_app().get(DYNAMIC_MODULES)));
    tokio::task::yield_now().await;
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().len(), 1);
}

#[tokio::test]
async fn the_machine_form_has_claims_without_times() {
    let log = serde_json::to_value(scenario().await).unwrap();
    let installed = log
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["target"] == "/installed");
    let installed = installed.unwrap();
    assert_eq!(installed["direction"], "to-app");
    assert_eq!(installed["outcome"], json!({ "status": 204 }));
    let claims: Value = serde_json::from_str(installed["claims"].as_str().unwrap()).unwrap();
    assert_eq!(claims["iss"], "clientKey#1");
    assert_eq!(claims["aud"], json!(["{app}"]));
    assert_eq!(claims["lifetime"], 900);
    assert_eq!(claims["iat"], Value::Null);
}
