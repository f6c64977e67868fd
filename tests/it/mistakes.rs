//! The mistakes that everybody makes at first, and what they are told: each message names the cause
//! and the way out, and fits on a screen.

use std::time::Duration;

use mockfluence::jwt::CanonicalRequest;
use mockfluence::{DYNAMIC_MODULES, DescriptorSource, Settings, Tenant, from_app, to_app};
use serde_json::json;

use crate::app::installed;
use crate::incident_board::IncidentBoard;
use crate::raw::closed_port;
use crate::scripted_app::ScriptedApp;

/// Ports, line numbers and time out of the text.
fn stable(text: &str) -> String {
    let mut stable = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("127.0.0.1:") {
        let end = at + "127.0.0.1:".len();
        stable.push_str(&rest[..end]);
        stable.push_str("PORT");
        rest = rest[end..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    stable.push_str(rest);
    let lines = stable
        .lines()
        .map(|line| match line.split_once(" (at tests") {
            Some((before, after)) => {
                let rest = after.split_once(')').map_or("", |(_, rest)| rest);
                format!("{before}{rest}")
            }
            None => line.to_owned(),
        });
    let lines: Vec<String> = lines.collect();
    assert!(lines.len() <= 30, "{stable}");
    lines.join("\n")
}

macro_rules! says {
    ($error:expr) => {
        insta::assert_snapshot!(stable(&$error.to_string()))
    };
}

#[tokio::test]
async fn the_backend_is_not_running() {
    let url = format!("http://{}/atlassian-connect.json", closed_port().await);
    says!(Tenant::start().install(url).await.unwrap_err());
}

#[tokio::test]
async fn the_descriptor_is_at_another_path() {
    let app = ScriptedApp::start().await;
    app.reply("/descriptor.json", 404, "<h1>Not found</h1>");
    let url = format!("{}/descriptor.json", app.base_url());
    says!(Tenant::start().install(url).await.unwrap_err());
}

#[tokio::test]
async fn the_descriptor_is_an_unrendered_template() {
    let app = ScriptedApp::start().await;
    app.reply(
        "/atlassian-connect.json",
        200,
        r#"{"key": "app", "baseUrl": {{localBaseUrl}}}"#,
    );
    says!(
        Tenant::start()
            .install(app.descriptor_url())
            .await
            .unwrap_err()
    );
}

#[tokio::test]
async fn the_descriptor_has_no_installed_callback() {
    let descriptor = json!({ "key": "app", "baseUrl": "http://localhost:3000",
        "authentication": { "type": "jwt" } });
    says!(Tenant::start().install(descriptor).await.unwrap_err());
}

#[tokio::test]
async fn the_app_asks_the_real_key_server() {
    let app = ScriptedApp::start().await;
    app.reply("/installed", 401, "Could not verify the token");
    says!(
        Tenant::start()
            .install(app.descriptor_url())
            .await
            .unwrap_err()
    );
}

#[tokio::test]
async fn the_app_expects_another_base_url() {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let url = board.descriptor_url();
    let mut descriptor: serde_json::Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    let other = descriptor["baseUrl"]
        .as_str()
        .unwrap()
        .replace("127.0.0.1", "localhost");
    descriptor["baseUrl"] = other.into();
    let error = tenant.install(descriptor).await.unwrap_err();
    let text = error.to_string().replace("localhost:", "127.0.0.1:");
    insta::assert_snapshot!(stable(&text));
}

#[tokio::test]
async fn the_app_crashes_on_installed() {
    let app = ScriptedApp::start().await;
    app.reply(
        "/installed",
        500,
        "TypeError: cannot read properties of undefined",
    );
    says!(
        Tenant::start()
            .install(app.descriptor_url())
            .await
            .unwrap_err()
    );
}

#[tokio::test]
async fn the_awaited_path_is_misspelt() {
    let (tenant, app) = installed(Settings::default()).await;
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    app.client().get("/keys/another").send().await.unwrap();
    let wrong = from_app().get("/rest/atlassian-connect/1/app/modules/dynamic");
    let waited = tenant.wait_within(Duration::from_millis(1), 1, wrong).await;
    says!(waited.unwrap_err());
}

#[tokio::test]
async fn the_app_never_called() {
    let tenant = Tenant::start();
    let waited = tenant.wait_within(Duration::from_millis(1), 1, to_app().post("/installed"));
    says!(waited.await.unwrap_err());
}

#[tokio::test]
async fn the_qsh_has_the_context_path() {
    let (tenant, app) = installed(Settings::default()).await;
    let with_wiki = CanonicalRequest::from_app("GET", DYNAMIC_MODULES, "").qsh();
    app.client()
        .get(DYNAMIC_MODULES)
        .qsh(with_wiki)
        .send()
        .await
        .unwrap();
    let good = from_app().get(DYNAMIC_MODULES).status(200);
    let waited = tenant.wait_within(Duration::from_millis(1), 1, good).await;
    says!(waited.unwrap_err());
}

#[tokio::test]
async fn the_app_signs_with_the_secret_of_an_earlier_install() {
    let (tenant, app) = installed(Settings::default()).await;
    let old = app.shared_secret().unwrap();
    app.rotate_secret().await.unwrap();
    app.client()
        .get(DYNAMIC_MODULES)
        .signed_with(old)
        .send()
        .await
        .unwrap();
    let good = from_app().get(DYNAMIC_MODULES).status(200);
    says!(
        tenant
            .wait_within(Duration::from_millis(1), 1, good)
            .await
            .unwrap_err()
    );
}

#[cfg(feature = "stubs")]
#[tokio::test]
async fn the_resource_is_not_stubbed() {
    let (tenant, app) = installed(Settings::default()).await;
    app.client().get("/rest/api/group").send().await.unwrap();
    insta::assert_snapshot!(tenant.log().only(from_app()));
}

#[tokio::test]
async fn the_scope_is_missing() {
    let tenant = Tenant::start();
    let app = tenant
        .install(
            DescriptorSource::from(json!({
                "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
                "lifecycle": { "installed": "/installed" }
            }))
            .without_backend(),
        )
        .await
        .unwrap();
    app.client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap();
    insta::assert_snapshot!(tenant.log().only(from_app()));
}
