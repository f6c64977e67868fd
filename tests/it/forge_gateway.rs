//! The way back of an app on Forge: the gateway, its tokens, its scopes, and users who are not there.

mod by_the_app;

use std::time::Duration;

use mockfluence::settings::AfterUninstall;
use mockfluence::{ForgeApp, Settings, Tenant, User};
use rstest::rstest;
use serde_json::{Value, json};

use crate::forge_backend::manifest;
use crate::scripted_app::ScriptedApp;

const ALICE: &str = "557058:alice";
const SPACES: &str = "/wiki/rest/api/space";

async fn with(settings: Settings, scopes: &[&str]) -> (Tenant, ScriptedApp, ForgeApp) {
    let tenant = Tenant::builder().settings(settings).start();
    tenant.add_user(User::new(ALICE));
    let backend = ScriptedApp::start().await;
    let changes = [
        ("/permissions/scopes", json!(scopes)),
        ("/modules/trigger", Value::Null),
    ];
    let app = tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    (tenant, backend, app)
}

const READ: &[&str] = &["read:confluence-space.summary", "read:confluence-user"];

#[tokio::test]
async fn the_gateway_serves_the_same_rest_to_the_app_and_to_its_users() {
    let (tenant, _backend, app) = with(Settings::default(), READ).await;
    let url = format!("{}/wiki/rest/api/user/current", tenant.gateway_url());
    let get = async |token: &str| {
        let client = reqwest::Client::new();
        let reply = client.get(&url).bearer_auth(token).send().await.unwrap();
        (
            reply.status().as_u16(),
            reply.json::<Value>().await.unwrap(),
        )
    };
    let (status, me) = get(&app.system_token()).await;
    assert_eq!((status, &me["accountId"]), (200, &json!(app.account_id())));
    let (status, me) = get(&app.user_token(ALICE)).await;
    assert_eq!((status, &me["accountId"]), (200, &json!(ALICE)));
    let spaces = app.client().get("/rest/api/space").send().await.unwrap();
    assert_eq!(spaces.status(), 200);
    let log = tenant.log().to_string();
    assert!(
        log.contains("Forge, as the app") && log.contains(&format!("Forge, as {ALICE}")),
        "{log}"
    );
    assert!(!log.contains(&app.system_token()));
}

#[tokio::test]
async fn a_token_is_the_same_for_two_hours_and_good_for_four() {
    let (tenant, _backend, app) = with(Settings::default(), READ).await;
    let first = app.system_token();
    assert_eq!(app.system_token(), first);
    assert_ne!(app.user_token(ALICE), first);
    let claims = mockfluence::jwt::decode(&first).unwrap().claims;
    let life = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert_eq!(life, 4 * 3600);
    tenant.clock().advance(Duration::from_secs(2 * 3600 - 5));
    assert_eq!(app.system_token(), first);
    tenant.clock().advance(Duration::from_secs(10));
    assert_ne!(app.system_token(), first);
    let old = app
        .client()
        .get(SPACES)
        .header("authorization", format!("Bearer {first}"));
    assert_eq!(old.clone().send().await.unwrap().status(), 200);
    tenant.clock().advance(Duration::from_secs(2 * 3600));
    assert_eq!(old.send().await.unwrap().status(), 401);
    assert!(tenant.log().to_string().contains("it expired"));
}

#[rstest]
#[case::classic(&["read:confluence-user"], 200)]
#[case::granular(&["read:content-details:confluence"], 200)]
#[case::another(&["read:space:confluence"], 401)]
#[case::none(&[], 401)]
#[tokio::test]
async fn a_call_needs_the_scopes_of_its_operation(#[case] scopes: &[&str], #[case] status: u16) {
    let (tenant, _backend, app) = with(Settings::default(), scopes).await;
    let reply = app
        .client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), status);
    if status == 401 {
        assert_eq!(
            reply.json(),
            json!({ "code": 401, "message": "Unauthorized; scope does not match" })
        );
        let log = tenant.log().to_string();
        assert!(
            log.contains("is missing from `permissions.scopes`"),
            "{log}"
        );
    }
}

#[tokio::test]
async fn no_other_credential_is_good_at_the_gateway_and_no_token_of_forges_at_the_site() {
    let (tenant, _backend, app) = with(Settings::default(), READ).await;
    for credential in ["Bearer nothing", "JWT nothing", "Basic YTpi"] {
        let reply = app
            .client()
            .get(SPACES)
            .header("authorization", credential)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 401, "{credential}");
        assert_eq!(
            reply.json(),
            json!({ "code": 401, "message": "Unauthorized" })
        );
    }
    let client = reqwest::Client::new();
    let site = format!("{}/rest/api/space", tenant.base_url());
    let reply = client
        .get(site)
        .bearer_auth(app.system_token())
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 403);
    let other = tenant.gateway_url().replace(&tenant.cloud_id(), "another");
    let reply = client
        .get(format!("{other}{SPACES}"))
        .bearer_auth(app.system_token())
        .send();
    assert_eq!(reply.await.unwrap().status(), 404);
    // What is not served is said to be so, there as at the site.
    let reply = app.client().get("/wiki/rest/nowhere").send().await.unwrap();
    assert_eq!(reply.status(), 501);
}

#[rstest]
#[case::unauthorized(AfterUninstall::Unauthorized, 401)]
#[case::forbidden(AfterUninstall::Forbidden, 403)]
#[case::not_found(AfterUninstall::NotFound, 404)]
#[tokio::test]
async fn after_an_uninstall_the_tokens_are_dead_and_a_reinstall_revives_none(
    #[case] setting: AfterUninstall,
    #[case] status: u16,
) {
    let (tenant, backend, app) =
        with(Settings::default().after_forge_uninstall(setting), READ).await;
    let token = format!("Bearer {}", app.system_token());
    let old = app.client().get(SPACES).header("authorization", &*token);
    assert_eq!(old.clone().send().await.unwrap().status(), 200);
    let _ = app.clone().uninstall().await;
    assert_eq!(old.clone().send().await.unwrap().status(), status);
    let changes = [
        ("/permissions/scopes", json!(READ)),
        ("/modules/trigger", Value::Null),
    ];
    let again = tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    assert_eq!(old.send().await.unwrap().status(), status);
    assert_eq!(
        again.client().get(SPACES).send().await.unwrap().status(),
        200
    );
}

#[tokio::test]
async fn access_lags_behind_the_install() {
    let lag = Settings::default().forge_access_lag(Duration::from_secs(90));
    let (tenant, _backend, app) = with(lag.clone(), READ).await;
    let get = async || app.client().get(SPACES).send().await.unwrap().status();
    assert_eq!(get().await, 403);
    tenant.clock().advance(Duration::from_secs(89));
    assert_eq!(get().await, 403);
    tenant.clock().advance(Duration::from_secs(2));
    assert_eq!(get().await, 200);
    // It is counted from the install, whenever the app is given its first token, and not from an upgrade.
    let (later, backend, app) = with(lag, READ).await;
    later.clock().advance(Duration::from_secs(91));
    let get = async || app.client().get(SPACES).send().await.unwrap().status();
    assert_eq!(get().await, 200);
    app.upgrade_to(manifest(
        &backend,
        &[
            ("/permissions/scopes", json!(READ)),
            ("/modules/trigger", Value::Null),
        ],
    ))
    .await
    .unwrap();
    assert_eq!(get().await, 200);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("setting `forge_access_lag`")
    );
}
