//! Two halves of one app: the id, the licence and the key that they share.

use mockfluence::manifest::ForgeEnvironment;
use mockfluence::{Licence, Settings, Status, Tenant};
use serde_json::{Value, json};

use super::{LIFE, half, moved, on_connect};
use crate::forge_backend::manifest;
use crate::scripted_app::ScriptedApp;

#[tokio::test]
async fn the_connect_half_tells_of_the_id_that_is_there_now() {
    let (tenant, backend, _app, forge) = moved(Settings::default()).await;
    forge.change_installation_id();
    tenant.rename_site("http://localhost:9/wiki").await;
    assert_eq!(
        backend.last(LIFE).json()["installationId"],
        forge.installation_id()
    );
}

#[tokio::test]
async fn the_licence_goes_along_and_is_one_for_both_halves() {
    let (_tenant, backend, app) = on_connect(Settings::default()).await;
    app.set_licence(Licence::Active);
    let paid = ("/app/licensing", json!({ "enabled": true }));
    let forge = app
        .move_to_forge(manifest(&backend, &[half(), vec![paid]].concat()))
        .await
        .unwrap();
    assert_eq!(
        (app.licence(), forge.licence()),
        (Licence::Active, Licence::Active)
    );
    let claims = backend.last("/forge/life").claims();
    assert_eq!(claims["app"]["license"]["active"], true, "{claims}");
    app.set_licence(Licence::Expired);
    assert_eq!(forge.licence(), Licence::Expired);
    forge.set_licence(Licence::Evaluation);
    assert_eq!(app.licence(), Licence::Evaluation);
}

/// The app is on the site before its Connect half is: a version in development may take the key of what moves.
#[tokio::test]
async fn a_move_to_an_app_that_is_there_is_told_to_what_moves() {
    let (tenant, backend, app) = on_connect(Settings::default()).await;
    let in_development = |changes: &[(&str, Value)]| {
        manifest(&backend, changes).in_environment(ForgeEnvironment::Development)
    };
    let scopes = (
        "/permissions/scopes",
        json!([
            "read:confluence-content.summary",
            "write:connect-confluence"
        ]),
    );
    let forge = tenant
        .install_forge(in_development(&[scopes]))
        .await
        .unwrap();
    let calls = backend.calls().len();
    app.move_to_forge(in_development(&half())).await.unwrap();
    // A minor version to Forge, and a first one to Connect's half.
    assert_eq!(backend.calls()[calls..], [LIFE]);
    assert_eq!(
        backend.last(LIFE).json()["installationId"],
        forge.installation_id()
    );
}

fn renamed() -> Vec<(&'static str, Value)> {
    let mut half = half();
    half[0].1["key"] = "renamed".into();
    half
}

#[tokio::test]
async fn the_key_of_an_app_in_production_stays_as_it_was_deployed() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let forge = tenant
        .install_forge(manifest(&backend, &half()))
        .await
        .unwrap();
    let (version, calls) = (forge.version(), backend.calls().len());
    for (changes, key) in [(renamed(), "`renamed`"), (Vec::new(), "none")] {
        let error = forge
            .upgrade_to(manifest(&backend, &changes))
            .await
            .unwrap_err();
        assert_eq!(error.sub_code(), "forge.deploy.error.connect.key");
        let why = format!("`app.connect.key` is {key}, and was `moved-app`");
        assert!(error.to_string().contains(&why), "{error}");
    }
    assert_eq!((forge.version(), backend.calls().len()), (version, calls));
    assert_eq!(forge.connect().unwrap().status(), Status::Enabled);
    // What was deployed was deployed.
    forge.uninstall().await;
    let error = tenant
        .install_forge(manifest(&backend, &renamed()))
        .await
        .unwrap_err();
    assert_eq!(error.sub_code(), "forge.deploy.error.connect.key");
    tenant
        .install_forge(manifest(&backend, &half()))
        .await
        .unwrap();
}

#[tokio::test]
async fn in_development_the_key_may_change_and_the_former_half_goes() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let in_development = |changes: &[(&str, Value)]| {
        manifest(&backend, changes).in_environment(ForgeEnvironment::Development)
    };
    let forge = tenant.install_forge(in_development(&half())).await.unwrap();
    forge.upgrade_to(in_development(&renamed())).await.unwrap();
    assert_eq!(forge.connect().unwrap().key(), "renamed");
    assert_eq!(backend.last(LIFE).json()["key"], "renamed");
    assert_eq!(
        tenant.known_app("moved-app").unwrap().status(),
        Status::Uninstalled
    );
    let log = tenant.log().to_string();
    assert!(
        log.contains("`moved-app` has no Connect half any more"),
        "{log}"
    );
}
