//! The sample app on every host we know of, and what hosts do that is seldom seen.

use std::time::Duration;

use mockfluence::{DYNAMIC_MODULES, Settings, Status, Tenant};
use serde_json::json;

use crate::app::App;
use crate::incident_board::{IncidentBoard, Version};
use crate::scripted_app::ScriptedApp;

#[tokio::test]
async fn the_sample_app_survives_every_host() {
    for (host, settings) in Settings::matrix() {
        let tenant = Tenant::builder().settings(settings).start();
        let board = IncidentBoard::start(tenant.keys_url()).await;
        let app = tenant.install(board.descriptor_url()).await.expect(host);
        assert_eq!(board.open_incident("incident-42").await, [200], "{host}");
        board.release(Version::Conflicting);
        app.upgrade().await.expect(host);
        assert_eq!(app.status(), Status::Enabled, "{host}");
        assert_eq!(
            app.shared_secret(),
            board.stored_secret(&tenant.client_key()),
            "{host}"
        );
        app.uninstall().await;
        assert_eq!(board.stored_secret(&tenant.client_key()), None, "{host}");
    }
}

#[tokio::test]
async fn a_module_is_listed_before_users_see_it() {
    let lag = Settings::default().module_effective_after(Duration::from_secs(60));
    let tenant = Tenant::builder().settings(lag).start();
    let app = App::without_backend().on(&tenant).await;
    let dialog = |key: &str| json!({ "dialogs": [{ "key": key, "url": "/d" }] });
    app.client()
        .post(DYNAMIC_MODULES)
        .json(&dialog("a"))
        .send()
        .await
        .unwrap();
    tenant.clock().advance(Duration::from_secs(61));
    app.client()
        .post(DYNAMIC_MODULES)
        .json(&dialog("b"))
        .send()
        .await
        .unwrap();
    assert_eq!(app.dynamic_module_keys(), ["a", "b"]);
    assert_eq!(app.effective_module_keys(), ["a"]);
    tenant.clock().advance(Duration::from_secs(61));
    assert_eq!(app.effective_module_keys(), ["a", "b"]);
}

#[tokio::test]
async fn installed_comes_again_with_everything_as_it_is() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    let first = app.last("/installed").body;
    handle.repeat_installed().await.unwrap();
    assert_eq!(app.calls(), ["/installed", "/enabled", "/installed"]);
    assert_eq!(app.last("/installed").body, first);
    app.reply("/installed", 500, "");
    handle.repeat_installed().await.unwrap_err();
    assert_eq!(handle.status(), Status::Enabled);
    let kept = handle.clone();
    handle.uninstall().await;
    assert!(kept.repeat_installed().await.is_err());
}
