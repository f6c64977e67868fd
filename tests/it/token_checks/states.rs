//! Who may call depends on where the app stands.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use mockfluence::settings::{DuringInstalled, NoCredential, WhileDisabled};
use mockfluence::{Settings, Status, to_app};
use rstest::rstest;

use super::*;

const ISSUER: &str = "the issuer is an app that may call";
const INSTALLED: &str = "iss is the key of an installed app";

#[rstest]
#[case::unknown(json!("no-such-app"), "no-such-app", "no app `no-such-app` is installed; `my-app` is")]
#[case::empty(json!(""), "", "no app `` is installed; `my-app` is")]
#[case::missing(Value::Null, "no iss", "the token has no iss; it must be the app key")]
#[case::other_case(json!("MY-APP"), "MY-APP", "no app `MY-APP` is installed; `my-app` is")]
#[tokio::test]
async fn the_issuer_must_be_an_installed_app(
    #[case] iss: Value,
    #[case] got: &str,
    #[case] likely: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let token = hs256(
        &claims_but(&json!({ "iss": iss })),
        &app.shared_secret().unwrap(),
    );
    let reply = get(&app).token(token).send().await.unwrap();
    assert_message(&reply, 401, NO_ACCESS);
    assert_cause(&tenant, ISSUER, INSTALLED, got, Some(likely));
}

#[tokio::test]
async fn the_client_key_is_no_issuer() {
    let (tenant, app) = installed(Settings::default()).await;
    let client_key = tenant.client_key();
    let request = get(&app).claims(|claims| claims.iss = Some(client_key.clone()));
    assert_message(&request.send().await.unwrap(), 401, NO_ACCESS);
    let likely = "iss is the tenant's clientKey; towards the host it must be the app key \
                  (Python's atlassian_jwt does this by default)";
    assert_cause(&tenant, ISSUER, INSTALLED, &client_key, Some(likely));
    assert!(!tenant.log().to_string().contains(&client_key));
}

#[tokio::test]
async fn an_app_without_authentication_has_no_secret_to_sign_with() {
    let tenant = Tenant::start();
    let app = my_app().with("authentication", json!({ "type": "none" }));
    let app = app.on(&tenant).await;
    assert_eq!(app.shared_secret(), None);
    let request = get(&app).token(hs256(&claims(), ""));
    assert_message(&request.send().await.unwrap(), 401, NO_ACCESS);
    let likely = "the app `my-app` has no sharedSecret (authentication none)";
    assert_cause(&tenant, ISSUER, INSTALLED, KEY, Some(likely));
}

#[tokio::test]
async fn an_uninstalled_app_is_unknown() {
    let (tenant, app) = installed(Settings::default()).await;
    let request = get(&app);
    app.uninstall().await;
    assert_message(&request.send().await.unwrap(), 401, NO_ACCESS);
    assert_cause(
        &tenant,
        ISSUER,
        INSTALLED,
        KEY,
        Some("the app `my-app` is uninstalled"),
    );
}

/// By an older handle: the app has heard of it.
#[tokio::test]
async fn an_app_is_uninstalled_once() {
    let (tenant, app) = installed(Settings::default()).await;
    app.clone().uninstall().await;
    let before = tenant.log().len();
    assert!(app.uninstall().await.is_empty());
    let after = tenant.log().after(before).to_string();
    assert_eq!(
        after,
        "test -> tenant  uninstall `my-app`\n\
         * `my-app` is not installed: nothing to uninstall\n"
    );
}

#[tokio::test]
async fn a_secret_is_dead_after_rotation_and_import() {
    let (tenant, app) = installed(Settings::default()).await;
    let first = app.shared_secret().unwrap();
    app.rotate_secret().await.unwrap();
    let stale = get(&app).signed_with(first);
    assert_message(&stale.send().await.unwrap(), 401, NO_ACCESS);
    assert_eq!(
        last_notes(&tenant)[0],
        "refused by check: the signature is right"
    );
    let second = get(&app).signed_with(app.shared_secret().unwrap());
    tenant.import_site().await;
    assert_message(&second.send().await.unwrap(), 401, NO_ACCESS);
    let likely = "no app `my-app` is installed, nor any other";
    assert_cause(&tenant, ISSUER, INSTALLED, KEY, Some(likely));
}

/// The token of a disabled app verifies, but the call runs as nobody.
#[rstest]
#[case::json(NoCredential::Forbidden, 403)]
#[case::html(NoCredential::Unauthorized, 401)]
#[tokio::test]
async fn a_disabled_app_calls_as_nobody(#[case] reply: NoCredential, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default().no_credential(reply)).await;
    app.disable().await;
    let refused = get(&app).send().await.unwrap();
    assert_eq!(refused.status(), status);
    if status == 403 {
        assert_message(&refused, 403, NOBODY);
    }
    let got = "a good token of an app that is disabled: the call runs as nobody (setting \
               `while_disabled`)";
    assert_cause(
        &tenant,
        "a usable credential",
        "`Authorization: JWT <token>`",
        got,
        None,
    );
    let spoilt = get(&app).signed_with("another").send().await.unwrap();
    assert_eq!(
        spoilt.status(),
        401,
        "a bad token is refused for what it is"
    );
    app.enable().await;
    assert_eq!(get(&app).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_disabled_app_is_served_by_setting() {
    let (_tenant, app) = installed(Settings::default().while_disabled(WhileDisabled::Served)).await;
    app.disable().await;
    assert_eq!(app.status(), Status::Disabled);
    assert_eq!(get(&app).send().await.unwrap().status(), 200);
}

/// An app that calls the tenant before it answers `installed`, with the secret just received.
#[derive(Clone, Default)]
struct Hasty {
    replies: Arc<Mutex<Vec<(u16, String)>>>,
}

async fn call_back(State(hasty): State<Hasty>, body: String) -> &'static str {
    let body: Value = serde_json::from_str(&body).unwrap();
    let token = hs256(&claims(), body["sharedSecret"].as_str().unwrap());
    let path = DYNAMIC_MODULES.trim_start_matches("/wiki");
    let url = format!("{}{path}", body["baseUrl"].as_str().unwrap());
    let request = reqwest::Client::new()
        .get(url)
        .header("authorization", format!("JWT {token}"));
    let reply = request.send().await.unwrap();
    let reply = (reply.status().as_u16(), reply.text().await.unwrap());
    hasty.replies.lock().unwrap().push(reply);
    ""
}

#[rstest]
#[case::refused(DuringInstalled::Refused, 401, json!({ "message": NO_ACCESS, "statusCode": 401 }))]
#[case::accepted(DuringInstalled::Accepted, 200, json!({}))]
#[tokio::test]
async fn a_call_from_inside_of_installed(
    #[case] during: DuringInstalled,
    #[case] status: u16,
    #[case] body: Value,
) {
    let hasty = Hasty::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new()
        .route("/installed", post(call_back))
        .with_state(hasty.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });

    let tenant = Tenant::builder()
        .settings(Settings::default().during_installed(during))
        .start();
    let descriptor = json!({
        "key": KEY, "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }
    });
    // The second install is an upgrade: its `installed` is no different.
    for round in 1..=2 {
        let app = tenant.install(descriptor.clone()).await.unwrap();
        let asked = tenant
            .wait_for(round, to_app().post("/installed"))
            .await
            .unwrap();
        assert_eq!(asked.statuses(), vec![Some(200); round]);
        assert_eq!(hasty.replies.lock().unwrap().len(), round);
        assert_eq!(
            hasty.replies.lock().unwrap()[round - 1],
            (status, body.to_string())
        );
        assert_eq!(
            get(&app).send().await.unwrap().status(),
            200,
            "and after it, it may call"
        );
    }
    let log = tenant.log();
    let inside = log
        .exchanges()
        .find(|exchange| exchange.status() == Some(status) && exchange.parent().is_some());
    assert!(inside.is_some(), "{log}");
    if status == 401 {
        let text = log.to_string();
        assert!(
            text.contains("register on `enabled` (setting `during_installed`)"),
            "{text}"
        );
    }
    assert_nothing_leaks(&tenant);
}
