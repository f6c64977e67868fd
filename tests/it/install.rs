//! Install: what is sent, in which order, and what is refused.

use mockfluence::jwt::HostPath;
use mockfluence::settings::{BaseUrlJoin, Payload, Signing};
use mockfluence::{DescriptorSource, Settings, Status, Tenant, from_app, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::incident_board::IncidentBoard;
use crate::scripted_app::ScriptedApp;

fn field_order(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(body).into_owned();
    let object: serde_json::Map<String, Value> = serde_json::from_slice(body).unwrap();
    let mut names: Vec<String> = object.keys().cloned().collect();
    names.sort_by_key(|name| text.find(&format!("\"{name}\":")));
    names
}

#[tokio::test]
async fn install_calls_installed_then_enabled_and_nothing_else() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let installed = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(app.calls(), ["/installed", "/enabled"]);
    assert_eq!(installed.status(), Status::Enabled);
    let installed = app.last("/installed");
    assert_eq!(installed.query, None);
    assert_eq!(installed.header("content-type"), Some("application/json"));
    assert!(installed.header("atlassian-connect-version").is_some());
}

#[tokio::test]
async fn the_captured_payload_has_the_captured_fields_in_order() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    let installed = app.last("/installed");
    assert_eq!(
        field_order(&installed.body),
        [
            "key",
            "clientKey",
            "publicKey",
            "sharedSecret",
            "serverVersion",
            "pluginsVersion",
            "baseUrl",
            "productType",
            "description",
            "eventType"
        ]
    );
    let body = installed.json();
    assert_eq!(body["key"], "scripted-app");
    assert_eq!(body["clientKey"], tenant.client_key());
    assert_eq!(
        body["sharedSecret"].as_str(),
        handle.shared_secret().as_deref()
    );
    assert_eq!(body["baseUrl"], tenant.base_url());
    assert!(tenant.base_url().ends_with("/wiki"));
    assert_eq!(body["serverVersion"], "6452");
    assert_eq!(body["productType"], "confluence");
    assert_eq!(body["description"], "Atlassian Confluence at null ");
    assert_eq!(body["publicKey"].as_str().unwrap().len(), 216);
    let enabled = app.last("/enabled").json();
    assert_eq!(enabled["eventType"], "enabled");
    assert_eq!(enabled["sharedSecret"], Value::Null);
}

#[rstest]
#[case::documented(Payload::Documented, false)]
#[case::connect_on_forge(Payload::ConnectOnForge, true)]
#[tokio::test]
async fn the_other_payloads_have_the_documented_fields(
    #[case] preset: Payload,
    #[case] forge: bool,
) {
    let tenant = Tenant::builder()
        .settings(Settings::default().payload(preset))
        .start();
    let app = ScriptedApp::start().await;
    tenant.install(app.descriptor_url()).await.unwrap();
    let installed = app.last("/installed");
    let mut expected = vec![
        "key",
        "clientKey",
        "sharedSecret",
        "serverVersion",
        "pluginsVersion",
        "baseUrl",
        "displayUrl",
        "displayUrlServicedeskHelpCenter",
        "productType",
        "description",
        "serviceEntitlementNumber",
        "entitlementId",
        "entitlementNumber",
        "eventType",
    ];
    if forge {
        expected.push("installationId");
        let id = installed.json()["installationId"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(id.starts_with("ari:cloud:ecosystem::installation/"), "{id}");
    }
    assert_eq!(field_order(&installed.body), expected);
    // A moved app hears no `enabled`.
    assert_eq!(app.calls().contains(&"/enabled".to_owned()), !forge);
}

#[tokio::test]
async fn installed_is_signed_with_the_install_key_for_this_app() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    tenant.install(app.descriptor_url()).await.unwrap();
    let installed = app.last("/installed");
    let header = installed.token_header();
    assert_eq!(header["alg"], "RS256");
    let claims = installed.claims();
    assert_eq!(claims["iss"], tenant.client_key());
    assert_eq!(claims["aud"], json!([app.base_url()]));
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        900
    );
    assert_eq!(claims["context"], json!({}));

    let kid = header["kid"].as_str().unwrap();
    let key = reqwest::get(format!("{}/{kid}", tenant.keys_url()))
        .await
        .unwrap();
    assert_eq!(key.status(), 200);
    assert!(
        key.text()
            .await
            .unwrap()
            .starts_with("-----BEGIN PUBLIC KEY-----")
    );
    let unknown = reqwest::get(format!("{}/other/kid", tenant.keys_url()))
        .await
        .unwrap();
    assert_eq!(unknown.status(), 404);
    assert_eq!(tenant.log().only(from_app().status(404)).len(), 1);
}

#[tokio::test]
async fn enabled_is_signed_with_the_shared_secret() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    tenant.install(app.descriptor_url()).await.unwrap();
    let enabled = app.last("/enabled");
    assert_eq!(
        enabled.token_header(),
        json!({ "alg": "HS256", "typ": "JWT" })
    );
    assert_eq!(enabled.claims()["iss"], tenant.client_key());
    assert_eq!(enabled.claims()["aud"], Value::Null);
}

#[tokio::test]
async fn a_real_app_accepts_every_token() {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    app.disable().await;
    app.enable().await;
    app.rotate_secret().await.unwrap();
    app.uninstall().await;
    let callbacks = tenant.log().only(to_app().method("POST"));
    assert_eq!(callbacks.statuses(), [Some(204); 7], "{callbacks}");
}

#[tokio::test]
async fn legacy_signing_sends_the_first_installed_unsigned_and_later_ones_with_the_old_secret() {
    let legacy = Settings::default().signing(Signing::Legacy);
    let tenant = Tenant::builder().settings(legacy).start();
    let app = ScriptedApp::start().await;
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(app.last("/installed").header("authorization"), None);
    let first = handle.shared_secret().unwrap();
    handle.uninstall().await;
    assert!(verifies(
        &app.last("/uninstalled").header("authorization").unwrap()[4..],
        &first
    ));
    tenant.install(app.descriptor_url()).await.unwrap();
    let again = app.last("/installed");
    assert!(verifies(
        &again.header("authorization").unwrap()[4..],
        &first
    ));
    assert_ne!(again.json()["sharedSecret"], first.as_str());
}

pub(crate) fn verifies(token: &str, secret: &str) -> bool {
    let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::HS256);
    validation.validate_aud = false;
    let key = jsonwebtoken::DecodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::decode::<Value>(token, &key, &validation).is_ok()
}

#[tokio::test]
async fn an_app_without_authentication_gets_no_token_and_no_secret() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let mut descriptor = app.descriptor();
    descriptor["authentication"]["type"] = json!("none");
    app.serve_descriptor(descriptor);
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(app.calls(), ["/installed", "/enabled"]);
    for path in ["/installed", "/enabled"] {
        assert_eq!(app.last(path).header("authorization"), None);
        assert_eq!(app.last(path).json()["sharedSecret"], Value::Null);
    }
    assert_eq!(handle.shared_secret(), None);
}

#[rstest]
#[case::decoded(HostPath::Decoded, "POST&/in stalled&v=1")]
#[case::raw(HostPath::Raw, "POST&/in%20stalled&v=1")]
#[tokio::test]
async fn the_qsh_covers_the_path_below_the_base_url_and_the_query(
    #[case] host_path: HostPath,
    #[case] canonical: &str,
) {
    let tenant = Tenant::builder()
        .settings(
            Settings::default()
                .host_path(host_path)
                .base_url_join(BaseUrlJoin::OneSlash),
        )
        .start();
    let app = ScriptedApp::start().await;
    let mut descriptor = app.descriptor();
    descriptor["baseUrl"] = json!(format!("{}/base/", app.base_url()));
    descriptor["lifecycle"] = json!({ "installed": "/in%20stalled?v=1" });
    app.serve_descriptor(descriptor);
    tenant.install(app.descriptor_url()).await.unwrap();
    let installed = app.last("/base/in%20stalled");
    assert_eq!(installed.query.as_deref(), Some("v=1"));
    let hash = ring::digest::digest(&ring::digest::SHA256, canonical.as_bytes());
    let hex: String = hash
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(installed.claims()["qsh"], hex);
    assert_eq!(
        installed.claims()["aud"],
        json!([format!("{}/base/", app.base_url())])
    );
}

#[tokio::test]
async fn an_app_without_lifecycle_paths_is_installed_without_a_call() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let mut descriptor = app.descriptor();
    descriptor["authentication"]["type"] = json!("none");
    descriptor["lifecycle"] = json!({});
    let handle = tenant.install(descriptor).await.unwrap();
    assert_eq!(handle.status(), Status::Enabled);
    assert!(app.calls().is_empty());
}

#[tokio::test]
async fn a_descriptor_without_a_backend_is_installed_with_recorded_callbacks() {
    let tenant = Tenant::start();
    let source = DescriptorSource::from(json!({
        "key": "no-backend", "baseUrl": "http://app.invalid",
        "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed", "enabled": "/enabled" }
    }));
    let app = tenant.install(source.without_backend()).await.unwrap();
    assert_eq!(app.status(), Status::Enabled);
    insta::assert_snapshot!(tenant.log(), @r"
    test -> tenant  install `no-backend` from a value
    tenant -> app  POST /installed  not sent  RS256 install key, aud {app}
        > { key, clientKey: clientKey#1, publicKey, sharedSecret: sharedSecret#1, serverVersion, pluginsVersion, baseUrl: {tenant}/wiki, productType, description, eventType: installed }
    tenant -> app  POST /enabled  not sent  HS256 sharedSecret#1
        > { clientKey: clientKey#1, baseUrl: {tenant}/wiki, eventType: enabled }
    ");
}

#[rstest]
#[case::missing_scope(
    json!({ "scopes": [], "modules": { "webhooks": [{ "event": "page_created", "url": "/hook" }] } }),
    "connect.install.error.missing.scope",
    "The app defines features that require the READ scope, but does not request the READ scope in its descriptor."
)]
#[case::unknown_module(
    json!({ "modules": { "jiraIssueGlances": [{ "key": "g" }] } }),
    "connect.install.error.unknown.module",
    "Installation failed. The app defined an unknown module(jiraIssueGlances)"
)]
#[case::no_installed(
    json!({ "lifecycle": {} }),
    "connect.install.error.auth.with.no.installed.callback",
    "Installation failed. The app descriptor requested JWT authentication"
)]
#[tokio::test]
async fn a_bad_descriptor_is_refused_before_any_callback(
    #[case] change: Value,
    #[case] code: &str,
    #[case] text: &str,
) {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let mut descriptor = app.descriptor();
    for (name, value) in change.as_object().unwrap() {
        descriptor[name] = value.clone();
    }
    app.serve_descriptor(descriptor);
    let refusal = tenant.install(app.descriptor_url()).await.unwrap_err();
    assert_eq!(refusal.sub_code(), code);
    assert!(refusal.message().contains(text), "{}", refusal.message());
    assert!(!refusal.violations().is_empty());
    assert!(app.calls().is_empty());
    assert!(tenant.app("scripted-app").is_none());
}

#[tokio::test]
async fn duplicate_keys_in_a_descriptor_are_refused_in_the_documented_words() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let item = json!({ "key": "twice", "name": { "value": "x" }, "url": "/x", "location": "none" });
    let mut descriptor = app.descriptor();
    descriptor["modules"] = json!({ "generalPages": [item.clone()], "webItems": [item] });
    let refusal = tenant.install(descriptor).await.unwrap_err();
    assert_eq!(
        refusal.message(),
        "Installation failed. The app scripted-app has duplicate module keys: [twice]. Please contact the app vendor."
    );
}

#[tokio::test]
async fn many_tenants_share_an_app_and_nothing_else() {
    let [acme, globex] = ["acme", "globex"].map(Tenant::named);
    let board = IncidentBoard::start(acme.keys_url()).await;
    let at_acme = acme.install(board.descriptor_url()).await.unwrap();
    let at_globex = globex.install(board.descriptor_url()).await.unwrap();
    assert_ne!(acme.client_key(), globex.client_key());
    assert_ne!(at_acme.shared_secret(), at_globex.shared_secret());
    board.open_incident("incident-42").await;
    at_globex
        .client()
        .delete(mockfluence::DYNAMIC_MODULES)
        .send()
        .await
        .unwrap();
    assert_eq!(at_acme.dynamic_module_keys(), ["incident-42"]);
    assert!(at_globex.dynamic_module_keys().is_empty());
}
