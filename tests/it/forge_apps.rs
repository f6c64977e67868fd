//! Apps on Forge: installed with their Connect half, upgraded, uninstalled, run by the clock.

use mockfluence::manifest::Manifest;
use mockfluence::settings::LifecycleEventFields;
use mockfluence::{DYNAMIC_MODULES, Licence, Settings, Status, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::forge_backend::{APP, both, installed, manifest, with_half};
use crate::scripted_app::ScriptedApp;

#[tokio::test]
async fn an_install_is_told_by_an_event_with_the_fields_that_live_backends_read() {
    let (tenant, backend, app) = installed().await;
    assert_eq!(app.status(), Status::Enabled);
    assert_eq!((app.id(), app.version().as_str()), (APP, "1.1.0"));
    assert_eq!(backend.calls(), ["/forge/life"]);
    let call = backend.last("/forge/life");
    let body = call.json();
    let installation = app.installation_id();
    let bare = installation
        .strip_prefix("ari:cloud:ecosystem::installation/")
        .unwrap();
    assert_eq!(body["id"], bare);
    assert_eq!(body["installerAccountId"], tenant.admin());
    assert_eq!(
        (&body["app"]["id"], &body["app"]["version"]),
        (&json!(APP), &json!("1.1.0"))
    );
    assert_eq!(body["eventType"], "avi:forge:installed:app");
    let site = format!("ari:cloud:confluence::site/{}", tenant.cloud_id());
    assert_eq!(body["context"], site);
    assert_eq!(
        body["permissions"],
        json!({ "scopes": ["read:confluence-content.summary"], "frames": [], "scripts": [],
            "external": { "fetch": { "backend": [], "client": [] } } })
    );
    let claims = call.claims();
    assert_eq!(claims["aud"], format!("ari:cloud:ecosystem::app/{APP}"));
    assert_eq!(claims["app"]["installationId"], installation);
    assert_eq!(
        claims["app"]["module"],
        json!({ "type": "core:trigger", "key": "on-life" })
    );
    let environment = claims["app"]["environment"]["id"].as_str().unwrap();
    assert!(
        environment.ends_with(body["environment"]["id"].as_str().unwrap()),
        "{environment}"
    );
    assert!(claims.get("principal").is_none() && claims["app"].get("license").is_none());
    let user = tenant.log().to_string();
    assert!(
        user.contains(&format!("install `{APP}` on Forge from a manifest")),
        "{user}"
    );
}

#[tokio::test]
async fn the_documented_fields_of_an_install_alone_are_a_setting() {
    let settings = Settings::default().lifecycle_event_fields(LifecycleEventFields::Documented);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    let body = backend.last("/forge/life").json();
    let fields: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["app", "environment", "id", "installerAccountId"]);
}

#[tokio::test]
async fn the_connect_half_is_installed_along_and_signed_as_ever() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let app = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap();
    // No `enabled`: on Forge it is never sent.
    assert_eq!(backend.calls(), ["/installed", "/forge/life"]);
    let installed = backend.last("/installed");
    assert_eq!(installed.token_header()["alg"], "RS256");
    assert_eq!(installed.claims()["iss"], tenant.client_key());
    assert_eq!(installed.json()["installationId"], app.installation_id());
    assert_eq!(installed.json()["key"], "moved-app");
    let half = app.connect().unwrap();
    assert_eq!(
        half.shared_secret(),
        installed.json()["sharedSecret"].as_str().map(str::to_owned)
    );
    // Its Connect REST is as good as ever.
    let reply = half.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(app.account_id(), half.account_id());
    app.set_licence(Licence::Active);
    assert_eq!(half.licence(), Licence::Active);
}

#[rstest]
#[case::only_uninstalled(json!({ "uninstalled": "/uninstalled?version=2" }), &["/forge/life", "/uninstalled"])]
#[case::none(json!({}), &["/forge/life"])]
#[tokio::test]
async fn the_connect_half_needs_no_installed(#[case] lifecycle: Value, #[case] told: &[&str]) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let mut changes = with_half(lifecycle);
    changes.push(("/modules/preUninstall", Value::Null));
    let app = tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    let secret = app.connect().unwrap().shared_secret();
    assert!(secret.is_some());
    app.clone().uninstall().await;
    assert_eq!(backend.calls(), told);
    assert_eq!(app.status(), Status::Uninstalled);
    assert_eq!(app.connect().unwrap().status(), Status::Uninstalled);
}

#[tokio::test]
async fn an_installed_that_the_half_refuses_leaves_nothing_and_is_no_event() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    backend.reply("/installed", 500, "");
    let refused = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap_err();
    assert_eq!(
        refused.sub_code(),
        "connect.install.error.remote.host.bad.response.500"
    );
    assert!(tenant.known_forge_app(APP).is_none() && tenant.known_app("moved-app").is_none());
    assert_eq!(backend.calls(), ["/installed"]);
    backend.reply("/installed", 204, "");
    let app = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap();
    let version = app.version();
    // An upgrade that it refuses leaves the old version.
    backend.reply("/installed", 500, "");
    let mut major = with_half(both());
    major.push((
        "/permissions/scopes/0",
        json!("read:confluence-content.all"),
    ));
    assert!(app.upgrade_to(manifest(&backend, &major)).await.is_err());
    assert_eq!((app.version(), app.status()), (version, Status::Enabled));
    assert_eq!(
        app.manifest().scopes()[0],
        "read:confluence-content.summary"
    );
}

#[tokio::test]
async fn a_minor_upgrade_is_silent_and_a_major_one_is_told_to_both_halves() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let app = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap();
    let (installation, secret) = (
        app.installation_id(),
        app.connect().unwrap().shared_secret(),
    );
    let mut minor = with_half(both());
    minor.push((
        "/modules/scheduledTrigger",
        json!([{ "key": "daily", "endpoint": "life", "interval": "day" }]),
    ));
    let upgrade = app.upgrade_to(manifest(&backend, &minor)).await.unwrap();
    assert!(!upgrade.is_major() && upgrade.connect().is_some());
    assert_eq!(backend.calls().len(), 2, "{}", tenant.log());
    assert_eq!(app.version(), "1.2.0");
    let mut major = minor.clone();
    major.push((
        "/permissions/scopes/0",
        json!("read:confluence-content.all"),
    ));
    // The remote stays where the test has put it.
    let deployed = Manifest::from_json(manifest(&backend, &major).value().clone()).unwrap();
    let upgrade = app.upgrade_to(deployed).await.unwrap();
    assert_eq!(
        upgrade.major_changes(),
        [
            "a scope is added",
            "a scope is removed",
            "the base URL of a remote changes"
        ]
    );
    assert_eq!(backend.calls()[2..], ["/installed", "/forge/life"]);
    let body = backend.last("/forge/life").json();
    assert_eq!(body["eventType"], "avi:forge:upgraded:app");
    assert_eq!(body["upgraderAccountId"], tenant.admin());
    assert_eq!(body["app"]["version"], "2.0.0");
    assert_eq!(app.installation_id(), installation, "an upgrade keeps it");
    assert_eq!(
        backend.last("/installed").json()["installationId"],
        installation
    );
    assert_eq!(app.connect().unwrap().shared_secret(), secret);
}

#[tokio::test]
async fn a_reinstall_has_another_installation_id() {
    let (tenant, backend, app) = installed().await;
    let before = app.installation_id();
    app.uninstall().await;
    assert!(tenant.forge_app(APP).is_none());
    let again = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    assert_ne!(again.installation_id(), before);
    let told = backend.last("/forge/life").json();
    assert_eq!(told["eventType"], "avi:forge:installed:app");
    assert!(
        again
            .installation_id()
            .ends_with(told["id"].as_str().unwrap())
    );
    let second = again.installation_id();
    tenant.import_site().await;
    assert!(
        tenant.forge_apps().is_empty(),
        "an import takes it away without a word"
    );
    let third = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    assert_ne!(third.installation_id(), second);
}
