//! The move of a Connect app to Forge: what stays, what begins, and what is left behind.

mod halves;

use mockfluence::settings::{SecretOnMove, UninstalledOnMove};
use mockfluence::{
    DYNAMIC_MODULES, ForgeApp, InstalledApp, Settings, Status, Tenant, from_app, to_app,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::forge_backend::{manifest, with_half};
use crate::scripted_app::ScriptedApp;

const LIFE: &str = "/connect/installed";

fn half() -> Vec<(&'static str, Value)> {
    with_half(json!({ "installed": LIFE, "uninstalled": "/connect/uninstalled" }))
}

/// The app on Connect, with one module of its own.
async fn on_connect(settings: Settings) -> (Tenant, ScriptedApp, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let descriptor = json!({
        "key": "moved-app", "name": "Moved app", "baseUrl": backend.base_url(),
        "authentication": { "type": "jwt" }, "apiMigrations": { "signed-install": true },
        "lifecycle": { "installed": LIFE, "uninstalled": "/connect/uninstalled" },
        "scopes": ["READ"],
    });
    let app = tenant.install(descriptor).await.unwrap();
    let items = json!({ "webItems": [{
        "key": "own", "name": { "value": "Own" }, "url": "/own", "location": "system.content.action"
    }] });
    let made = app.client().post(DYNAMIC_MODULES).json(&items).send().await;
    assert_eq!(made.unwrap().status(), 200);
    (tenant, backend, app)
}

async fn moved(settings: Settings) -> (Tenant, ScriptedApp, InstalledApp, ForgeApp) {
    let (tenant, backend, app) = on_connect(settings).await;
    let forge = app
        .move_to_forge(manifest(&backend, &half()))
        .await
        .unwrap();
    (tenant, backend, app, forge)
}

#[tokio::test]
async fn the_site_stays_the_same_and_the_installation_is_told_once_on_each_side() {
    let (tenant, backend, app) = on_connect(Settings::default()).await;
    let (client_key, secret, before) =
        (tenant.client_key(), app.shared_secret(), tenant.log().len());
    let forge = app
        .move_to_forge(manifest(&backend, &half()))
        .await
        .unwrap();
    assert_eq!(
        (tenant.client_key(), app.shared_secret()),
        (client_key, secret)
    );
    assert_eq!(
        (app.status(), forge.status()),
        (Status::Enabled, Status::Enabled)
    );
    let log = tenant.log().after(before).only(to_app());
    let paths: Vec<&str> = log.exchanges().map(|one| one.path()).collect();
    assert_eq!(paths, [LIFE, "/forge/life"], "{log}");
    assert!(log.to_string().contains("installationId"), "{log}");
    assert_eq!(forge.connect().unwrap().key(), app.key());
}

#[tokio::test]
async fn connects_modules_stay_behind_until_the_app_deletes_them() {
    let (_tenant, _backend, app, forge) = moved(Settings::default()).await;
    assert_eq!(app.dynamic_module_keys(), ["own"]);
    assert!(forge.dynamic_module_keys().is_empty());
    let client = app.client();
    assert!(
        client
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .text()
            .contains("own")
    );
    assert_eq!(
        client
            .delete(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    assert!(app.dynamic_module_keys().is_empty());
}

#[rstest]
#[case(SecretOnMove::Kept, true)]
#[case(SecretOnMove::Rotated, false)]
#[tokio::test]
async fn the_secret_stays_or_is_a_new_one(#[case] setting: SecretOnMove, #[case] same: bool) {
    let (_tenant, backend, app) = on_connect(Settings::default().secret_on_move(setting)).await;
    let before = app.shared_secret();
    app.move_to_forge(manifest(&backend, &half()))
        .await
        .unwrap();
    assert_eq!(app.shared_secret() == before, same);
}

#[tokio::test]
async fn a_refused_move_leaves_the_app_on_connect() {
    let (tenant, backend, app) = on_connect(Settings::default()).await;
    let secret = app.shared_secret();
    backend.reply(LIFE, 500, "");
    app.move_to_forge(manifest(&backend, &half()))
        .await
        .unwrap_err();
    assert!(tenant.forge_apps().is_empty());
    assert_eq!(
        (app.status(), app.shared_secret()),
        (Status::Enabled, secret)
    );
    backend.reply(LIFE, 204, "");
    app.move_to_forge(manifest(&backend, &half()))
        .await
        .unwrap();
    assert_eq!(tenant.forge_apps().len(), 1);
}

#[rstest]
#[case(UninstalledOnMove::NotSent, 0)]
#[case(UninstalledOnMove::Sent, 1)]
#[tokio::test]
async fn without_connect_modules_nothing_of_connect_is_left(
    #[case] setting: UninstalledOnMove,
    #[case] told: usize,
) {
    let (tenant, backend, app) = on_connect(Settings::default().uninstalled_on_move(setting)).await;
    let bare = ("/app/connect", json!({ "key": "moved-app" }));
    let forge = app
        .move_to_forge(manifest(&backend, &[bare]))
        .await
        .unwrap();
    assert_eq!(
        (app.status(), forge.connect().is_none()),
        (Status::Uninstalled, true)
    );
    let farewell = tenant.log().only(to_app().path("/connect/uninstalled"));
    assert_eq!(farewell.len(), told);
}

#[tokio::test]
async fn another_key_or_an_app_that_is_gone_is_no_move() {
    let (_tenant, backend, app) = on_connect(Settings::default()).await;
    let error = app
        .move_to_forge(manifest(&backend, &[]))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("`app.connect.key` is none"),
        "{error}"
    );
    app.clone().uninstall().await;
    let error = app
        .move_to_forge(manifest(&backend, &half()))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("is not installed"), "{error}");
}

#[tokio::test]
async fn without_the_move_the_key_is_taken() {
    let (tenant, backend, _app) = on_connect(Settings::default()).await;
    let error = tenant
        .install_forge(manifest(&backend, &half()))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("has to move"), "{error}");
}

#[tokio::test]
async fn an_id_may_change_without_a_word() {
    let (tenant, _backend, _app, forge) = moved(Settings::default()).await;
    let (id, cloud_id, sent) = (
        forge.installation_id(),
        tenant.cloud_id(),
        tenant.log().only(to_app()).len(),
    );
    let old = forge.system_token();
    forge.change_installation_id();
    assert_ne!(forge.installation_id(), id);
    assert_ne!(forge.system_token(), old);
    assert_eq!(
        (tenant.cloud_id(), tenant.log().only(to_app()).len()),
        (cloud_id, sent)
    );
}

#[tokio::test]
async fn the_day_after_connect_nothing_of_it_is_served_and_forge_goes_on() {
    let (tenant, _backend, app, forge) = moved(Settings::default()).await;
    tenant.end_connect();
    let refused = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    assert!(
        tenant
            .log()
            .only(from_app())
            .to_string()
            .contains("serves Connect no more")
    );
    assert!(
        forge
            .run_schedule("hourly")
            .await
            .all(|one| one.status == Some(204))
    );
    let sent = tenant.log().only(to_app().path("/connect/*")).len();
    forge.uninstall().await;
    assert_eq!(tenant.log().only(to_app().path("/connect/*")).len(), sent);
    let another = json!({ "key": "another", "baseUrl": "http://localhost:1", "authentication": { "type": "none" } });
    let error = tenant.install(another).await.unwrap_err();
    assert!(error.to_string().contains("Forge manifest"), "{error}");
}
