//! Upgrade, disable, enable, uninstall, reinstall, rotate, rename, import.

use mockfluence::settings::{SecretOnUpgrade, UninstallOrder};
use mockfluence::{DYNAMIC_MODULES, InstalledApp, Settings, Status, Tenant, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::sent;
use crate::app::web_items;
use crate::scripted_app::ScriptedApp;

async fn register(app: &InstalledApp, keys: &[&str]) -> u16 {
    app.client()
        .post(DYNAMIC_MODULES)
        .json(&web_items(keys))
        .send()
        .await
        .unwrap()
        .status()
}

async fn installed(settings: Settings) -> (Tenant, ScriptedApp, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let app = ScriptedApp::start().await;
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    (tenant, app, handle)
}

fn with_items(app: &ScriptedApp, keys: &[&str]) -> Value {
    let mut descriptor = app.descriptor();
    descriptor["modules"] = web_items(keys);
    descriptor
}

#[tokio::test]
async fn an_upgrade_sends_installed_and_enabled_and_keeps_secret_and_modules() {
    let (_tenant, app, handle) = installed(Settings::default()).await;
    register(&handle, &["a", "b"]).await;
    let secret = handle.shared_secret();
    app.serve_descriptor(with_items(&app, &["c"]));
    let upgrade = handle.upgrade().await.unwrap();
    assert_eq!(
        app.calls(),
        ["/installed", "/enabled", "/installed", "/enabled"]
    );
    assert!(upgrade.removed_modules().is_empty());
    assert_eq!(handle.dynamic_module_keys(), ["a", "b"]);
    assert_eq!(handle.shared_secret(), secret);
    assert_eq!(
        app.last("/installed").json()["sharedSecret"].as_str(),
        secret.as_deref()
    );
}

#[tokio::test]
async fn an_upgrade_rotates_the_secret_by_setting() {
    let rotated = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
    let (_tenant, _app, handle) = installed(rotated).await;
    let secret = handle.shared_secret();
    handle.upgrade().await.unwrap();
    assert_ne!(handle.shared_secret(), secret);
}

#[tokio::test]
async fn a_static_key_that_meets_a_dynamic_one_removes_all_and_tells_nobody() {
    let (tenant, app, handle) = installed(Settings::default()).await;
    register(&handle, &["a", "b"]).await;
    app.serve_descriptor(with_items(&app, &["b"]));
    let upgrade = handle.upgrade().await.unwrap();
    assert_eq!(upgrade.removed_modules(), ["a", "b"]);
    assert_eq!(upgrade.conflicts(), ["b"]);
    assert!(handle.dynamic_module_keys().is_empty());
    assert_eq!(handle.status(), Status::Enabled);
    assert_eq!(
        app.calls(),
        ["/installed", "/enabled", "/installed", "/enabled"]
    );
    let log = tenant.log().to_string();
    assert!(
        log.contains("* 2 dynamic modules removed: a, b; `b` is static"),
        "{log}"
    );
}

#[tokio::test]
async fn an_upgrade_of_a_disabled_app_leaves_it_disabled() {
    let (_tenant, app, handle) = installed(Settings::default()).await;
    handle.disable().await;
    handle.upgrade().await.unwrap();
    assert_eq!(handle.status(), Status::Disabled);
    assert_eq!(
        app.calls(),
        ["/installed", "/enabled", "/disabled", "/installed"]
    );
}

#[tokio::test]
async fn a_failed_upgrade_keeps_version_secret_and_modules_and_enables_again() {
    let rotated = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
    let (_tenant, app, handle) = installed(rotated).await;
    register(&handle, &["a"]).await;
    let secret = handle.shared_secret();
    app.serve_descriptor(with_items(&app, &["a"]));
    app.reply("/installed", 500, "");
    let refusal = handle.upgrade().await.unwrap_err();
    assert_eq!(
        refusal.message(),
        "The app host returned HTTP response code 500 when we tried to contact it during \
         installation. Please try again later or contact the app vendor."
    );
    assert_eq!(handle.status(), Status::Enabled);
    assert_eq!(handle.shared_secret(), secret);
    assert_eq!(handle.dynamic_module_keys(), ["a"]);
    assert!(handle.descriptor().unwrap().modules().is_empty());
    assert_eq!(
        app.calls(),
        ["/installed", "/enabled", "/installed", "/enabled"]
    );
    assert_eq!(register(&handle, &["b"]).await, 200);
}

#[tokio::test]
async fn a_failed_reinstall_stays_uninstalled_and_remembers_modules() {
    let (tenant, app, handle) = installed(Settings::default()).await;
    register(&handle, &["a"]).await;
    let kept = handle.clone();
    let secret = handle.shared_secret();
    handle.uninstall().await;
    app.reply("/installed", 503, "");
    tenant.install(app.descriptor_url()).await.unwrap_err();
    assert_eq!(kept.status(), Status::Uninstalled);
    assert_eq!(kept.shared_secret(), secret);
    app.reply("/installed", 200, "");
    let again = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(again.dynamic_module_keys(), ["a"]);
}

#[tokio::test]
async fn disable_and_enable_send_one_callback_each_and_keep_the_modules() {
    let (_tenant, app, handle) = installed(Settings::default()).await;
    register(&handle, &["a"]).await;
    assert_eq!(sent(&handle.disable().await), [("/disabled", Some(204))]);
    assert!(handle.disable().await.is_empty());
    assert_eq!(handle.status(), Status::Disabled);
    assert_eq!(sent(&handle.enable().await), [("/enabled", Some(204))]);
    assert!(handle.enable().await.is_empty());
    assert_eq!(handle.dynamic_module_keys(), ["a"]);
    assert_eq!(
        app.calls(),
        ["/installed", "/enabled", "/disabled", "/enabled"]
    );
}

#[rstest]
#[case::disabled_first(UninstallOrder::DisabledFirst, ["/disabled", "/uninstalled"])]
#[case::uninstalled_first(UninstallOrder::UninstalledFirst, ["/uninstalled", "/disabled"])]
#[tokio::test]
async fn an_uninstall_sends_both_callbacks_in_the_order_set(
    #[case] order: UninstallOrder,
    #[case] calls: [&str; 2],
) {
    let (_tenant, app, handle) = installed(Settings::default().uninstall_order(order)).await;
    handle.uninstall().await;
    assert_eq!(app.calls()[2..], calls);
}

#[tokio::test]
async fn a_parallel_uninstall_sends_both_before_either_is_answered() {
    let parallel = Settings::default().uninstall_order(UninstallOrder::Parallel);
    let (tenant, app, handle) = installed(parallel).await;
    let hold = tenant.hold(to_app().post("/disabled"));
    let uninstalling = tokio::spawn(handle.uninstall());
    // The app has answered the second before it hears the first.
    let answered = tenant.wait_for(1, to_app().post("/uninstalled").status(204));
    answered.await.unwrap();
    assert!(!app.calls().contains(&"/disabled".to_owned()));
    hold.release();
    uninstalling.await.unwrap();
    let log = tenant.log();
    let last: Vec<_> = log
        .exchanges()
        .map(|exchange| exchange.path().to_owned())
        .collect();
    assert_eq!(last[last.len() - 2..], ["/disabled", "/uninstalled"]);
}

#[tokio::test]
async fn a_disabled_app_hears_only_uninstalled() {
    let (_tenant, app, handle) = installed(Settings::default()).await;
    handle.disable().await;
    handle.uninstall().await;
    assert_eq!(app.calls()[2..], ["/disabled", "/uninstalled"]);
}

#[tokio::test]
async fn what_the_app_answers_to_an_uninstall_changes_nothing() {
    let (_tenant, app, handle) = installed(Settings::default()).await;
    app.reply("/disabled", 500, "");
    app.reply("/uninstalled", 500, "");
    let kept = handle.clone();
    handle.uninstall().await;
    assert_eq!(kept.status(), Status::Uninstalled);
}

#[tokio::test]
async fn a_reinstall_has_a_new_secret_the_same_client_key_and_the_modules_back() {
    let (tenant, app, handle) = installed(Settings::default()).await;
    register(&handle, &["a", "b"]).await;
    let secret = handle.shared_secret();
    handle.disable().await;
    handle.uninstall().await;
    let again = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(again.status(), Status::Enabled);
    assert_ne!(again.shared_secret(), secret);
    assert_eq!(
        app.last("/installed").json()["clientKey"],
        tenant.client_key()
    );
    assert_eq!(again.dynamic_module_keys(), ["a", "b"]);
    assert_eq!(register(&again, &["a"]).await, 400);
}

#[tokio::test]
async fn a_rotation_sends_installed_alone_and_kills_the_old_secret() {
    let (_tenant, app, handle) = installed(Settings::default()).await;
    let old = handle.shared_secret().unwrap();
    handle.rotate_secret().await.unwrap();
    assert_eq!(app.calls(), ["/installed", "/enabled", "/installed"]);
    let new = handle.shared_secret().unwrap();
    assert_ne!(new, old);
    let get = || handle.client().get(DYNAMIC_MODULES);
    assert_eq!(get().signed_with(old).send().await.unwrap().status(), 401);
    assert_eq!(get().signed_with(new).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_refused_rotation_keeps_the_old_secret() {
    let (_tenant, app, handle) = installed(Settings::default()).await;
    let old = handle.shared_secret();
    app.reply("/installed", 500, "");
    handle.rotate_secret().await.unwrap_err();
    assert_eq!(handle.shared_secret(), old);
    assert_eq!(handle.status(), Status::Enabled);
}

#[tokio::test]
async fn a_site_rename_sends_installed_alone_with_the_new_base_url() {
    let (tenant, app, handle) = installed(Settings::default()).await;
    let (secret, client_key) = (handle.shared_secret(), tenant.client_key());
    let new = format!("http://localhost:{}/wiki", tenant.port());
    let callbacks = tenant.rename_site(&new).await;
    assert_eq!(sent(&callbacks), [("/installed", Some(204))]);
    assert_eq!(callbacks[0].app, handle.key());
    assert_eq!(app.calls(), ["/installed", "/enabled", "/installed"]);
    let body = app.last("/installed").json();
    assert_eq!(body["baseUrl"], new);
    assert_eq!(body["clientKey"], client_key);
    assert_eq!(body["sharedSecret"].as_str(), secret.as_deref());
    assert_eq!(tenant.base_url(), new);
    assert_eq!(
        handle
            .client()
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
}

#[tokio::test]
async fn a_site_import_removes_apps_without_a_callback_and_changes_the_client_key() {
    let (tenant, app, handle) = installed(Settings::default()).await;
    register(&handle, &["a"]).await;
    let (client_key, secret) = (tenant.client_key(), handle.shared_secret().unwrap());
    assert_eq!(tenant.import_site().await, ["scripted-app"]);
    assert_eq!(app.calls(), ["/installed", "/enabled"]);
    assert_ne!(tenant.client_key(), client_key);
    let get = handle.client().get(DYNAMIC_MODULES).signed_with(secret);
    assert_eq!(get.send().await.unwrap().status(), 401);
    let again = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(
        app.last("/installed").json()["clientKey"],
        tenant.client_key()
    );
    assert_eq!(app.last("/installed").json()["baseUrl"], tenant.base_url());
    assert!(again.dynamic_module_keys().is_empty());
}

#[tokio::test]
async fn misuse_says_what_to_do() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let handle = tenant.install(app.descriptor()).await.unwrap();
    handle.upgrade().await.unwrap();
    let kept = handle.clone();
    handle.uninstall().await;
    let error = kept
        .upgrade_to(app.descriptor())
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("use tenant.install("), "{error}");
    let error = kept.rotate_secret().await.unwrap_err().to_string();
    assert!(error.contains("use tenant.install("), "{error}");
    let mut other = app.descriptor();
    other["key"] = json!("another-app");
    let handle = tenant.install(app.descriptor()).await.unwrap();
    let error = handle.upgrade_to(other).await.unwrap_err().to_string();
    assert!(error.contains("`another-app`"), "{error}");
}
