//! Base URL and path: how the two become one, at each place where the host calls an app.

use mockfluence::settings::BaseUrlJoin;
use mockfluence::{Page, Settings, Tenant, Webhook};
use rstest::rstest;
use serde_json::json;

use crate::scripted_app::ScriptedApp;

/// What an app is called at with this base URL, and these paths: the settings, what stands behind
/// the base URL (`/` or nothing), and whether paths begin with a slash.
async fn calls(join: BaseUrlJoin, behind: &str, slash: bool) -> Result<Vec<String>, String> {
    let tenant = Tenant::builder()
        .settings(Settings::default().base_url_join(join))
        .start();
    let backend = ScriptedApp::start().await;
    let before = if slash { "/" } else { "" };
    let at = |path: &str| format!("{before}{path}");
    let mut descriptor = backend.descriptor();
    descriptor["baseUrl"] = format!("{}/app{behind}", backend.base_url()).into();
    for event in ["installed", "enabled", "disabled", "uninstalled"] {
        descriptor["lifecycle"][event] = at(event).into();
    }
    let name = json!({ "value": "M" });
    descriptor["modules"] = json!({
        "generalPages": [{ "key": "page", "name": name, "url": at("page") }],
        "staticContentMacros": [{ "key": "macro", "name": name, "url": at("macro"),
            "editor": { "url": at("editor") } }],
        "blueprints": [{ "key": "plan", "name": name,
            "template": { "url": at("template"), "blueprintContext": { "url": at("context") } } }],
        "webhooks": [{ "event": "page_created", "url": at("hook") }],
    });
    descriptor["translations"] = json!({ "paths": { "en-US": at("texts") } });
    for path in ["/app/texts", "/app//texts", "/apptexts"] {
        backend.reply(path, 200, "{}");
    }
    backend.serve_descriptor(descriptor);
    let installed = tenant.install(backend.descriptor_url()).await;
    let app = installed.map_err(|error| error.to_string())?;
    for load in [
        app.open("page"),
        app.open("macro"),
        app.editor("macro"),
        app.open("plan"),
        app.blueprint_context("plan"),
        app.condition(at("condition")),
    ] {
        let _ = load.send().await;
    }
    tenant
        .fire(Webhook::page("page_created", Page::new(10_000_001, "P")))
        .await;
    app.disable().await;
    app.uninstall().await;
    Ok(backend.calls())
}

const LIFECYCLE: [&str; 4] = ["installed", "enabled", "disabled", "uninstalled"];
const MODULES: [&str; 8] = [
    "texts",
    "page",
    "macro",
    "editor",
    "template",
    "context",
    "condition",
    "hook",
];

fn assert_all(calls: &[String], begin: &str, names: &[&str]) {
    for name in names {
        let whole = format!("{begin}{name}");
        assert!(calls.contains(&whole), "{whole} is not in {calls:?}");
    }
}

#[rstest]
#[case("", true, "/app/")]
#[case("/", true, "/app//")]
#[case("/", false, "/app/")]
#[case("", false, "/app")]
#[tokio::test]
async fn lifecycle_paths_are_written_behind_the_base_url(
    #[case] behind: &str,
    #[case] slash: bool,
    #[case] begin: &str,
) {
    let called = calls(BaseUrlJoin::HostSource, behind, slash).await.unwrap();
    assert_all(&called, begin, &LIFECYCLE);
    assert_all(&called, "/app/", &MODULES);
    let called = calls(BaseUrlJoin::AsWritten, behind, slash).await.unwrap();
    assert_all(&called, begin, &LIFECYCLE);
    assert_all(&called, begin, &MODULES);
}

#[rstest]
#[case("", true)]
#[case("/", true)]
#[case("/", false)]
#[case("", false)]
#[tokio::test]
async fn everything_else_has_one_slash_between(#[case] behind: &str, #[case] slash: bool) {
    let called = calls(BaseUrlJoin::HostSource, behind, slash).await.unwrap();
    assert_all(&called, "/app/", &MODULES);
    let called = calls(BaseUrlJoin::OneSlash, behind, slash).await.unwrap();
    assert_all(&called, "/app/", &LIFECYCLE);
    assert_all(&called, "/app/", &MODULES);
}

#[tokio::test]
async fn a_path_that_runs_into_the_port_is_no_url_and_the_log_says_what_to_do() {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["lifecycle"]["installed"] = "installed".into();
    backend.serve_descriptor(descriptor);
    let error = tenant.install(backend.descriptor_url()).await.unwrap_err();
    let log = tenant.log().to_string();
    for told in [error.to_string(), log] {
        assert!(told.contains("begin the path with a slash"), "{told}");
    }
}
