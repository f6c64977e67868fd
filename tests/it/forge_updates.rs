//! An app on Forge: updates that it is not told of, and lifecycle callbacks that are its own choice.

use mockfluence::settings::{Payload, SecretOnUpgrade};
use mockfluence::{Settings, Tenant, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

fn forge() -> Settings {
    let settings = Settings::default().payload(Payload::ConnectOnForge);
    // What nobody is told of brings no secret, whatever else an upgrade does.
    settings.secret_on_upgrade(SecretOnUpgrade::Rotated)
}

#[rstest]
#[case::page("modules", json!({ "generalPages": [{ "key": "p", "name": { "value": "P" }, "url": "/p" }] }), true)]
#[case::fewer_scopes("scopes", json!([]), true)]
#[case::implied_scope("scopes", json!(["READ", "WRITE"]), true)]
#[case::same_api("apiVersion", json!(1), true)]
#[case::more_scopes("scopes", json!(["WRITE", "DELETE"]), false)]
#[case::acting("scopes", json!(["WRITE", "ACT_AS_USER"]), false)]
#[case::other_api("apiVersion", json!(2), false)]
#[case::paid("enableLicensing", json!(true), false)]
#[tokio::test]
async fn an_update_is_silent_unless_somebody_has_to_approve_it(
    #[case] changed: &str,
    #[case] value: Value,
    #[case] silent: bool,
) {
    let tenant = Tenant::builder().settings(forge()).start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["WRITE"]);
    backend.serve_descriptor(descriptor.clone());
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    let secret = app.shared_secret();
    descriptor[changed] = value.clone();
    backend.serve_descriptor(descriptor);
    app.upgrade().await.unwrap();
    assert_eq!(app.descriptor().unwrap().value()[changed], value);
    let told = backend.all("/installed").len() + backend.all("/enabled").len();
    assert_eq!(told, if silent { 1 } else { 2 }, "{}", tenant.log());
    assert_eq!(app.shared_secret() == secret, silent);
    let log = tenant.log().to_string();
    assert_eq!(log.contains("nobody has to approve"), silent, "{log}");
    // A silent update cannot be refused: the app is not asked.
    backend.reply("/installed", 500, "");
    assert!(app.upgrade().await.is_ok(), "nothing has changed");
}

#[rstest]
#[case::only_uninstalled(json!({ "uninstalled": "/uninstalled?version=1" }))]
#[case::none(json!({}))]
#[tokio::test]
async fn an_app_on_forge_needs_no_installed(#[case] lifecycle: Value) {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["lifecycle"] = lifecycle.clone();
    backend.serve_descriptor(descriptor);
    let refused = Tenant::start()
        .install(backend.descriptor_url())
        .await
        .unwrap_err();
    assert_eq!(
        refused.sub_code(),
        "connect.install.error.auth.with.no.installed.callback"
    );
    let tenant = Tenant::builder().settings(forge()).start();
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.uninstall().await;
    let callbacks = tenant.log().only(to_app().method("POST"));
    let expected = usize::from(lifecycle.get("uninstalled").is_some());
    assert_eq!(callbacks.len(), expected, "{callbacks}");
    if expected == 1 {
        let call = backend.last("/uninstalled");
        assert_eq!(call.query.as_deref(), Some("version=1"));
        assert_eq!(call.token_header()["alg"], "RS256");
    }
}
