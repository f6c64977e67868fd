//! The table of Connect against Forge, made of two lives: what was called, signed how, and how often.

use mockfluence::manifest::Manifest;
use mockfluence::{ForgeApp, Page, Tenant, Webhook};
use serde_json::json;

use crate::in_words::{Cells, Seen};
use crate::scripted_app::ScriptedApp;

/// The page that has the table.
const PAGE: &str = "forge_apps";

const APP: &str = "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a";

/// The steps of a life; what each leads to is in the log.
const STEPS: [&str; 8] = [
    "the app is installed",
    "a minor upgrade",
    "a major upgrade",
    "an admin disables it",
    "a page is edited",
    "a user opens its page",
    "an hour goes by",
    "it is uninstalled",
];

fn edit() -> Webhook {
    Webhook::page("page_updated", Page::new(10_000_001, "Runbook"))
}

/// Everything but an install is answered by 500, so that what is tried again is.
fn unwell(backend: &ScriptedApp, paths: &[&str]) {
    for path in paths {
        backend.reply(path, 500, "");
    }
}

async fn on_connect() -> Vec<Cells> {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    unwell(
        &backend,
        &["/enabled", "/disabled", "/uninstalled", "/hook", "/page"],
    );
    let descriptor = |version: &str, scope: &str| {
        let mut descriptor = backend.descriptor();
        descriptor["version"] = version.into();
        descriptor["scopes"] = json!([scope]);
        descriptor["modules"] = json!({
            "generalPages": [{ "key": "page", "url": "/page", "name": { "value": "Page" } }],
            "webhooks": [{ "event": "page_updated", "url": "/hook" }],
        });
        descriptor
    };
    let mut cells = Vec::new();
    let mut seen = Seen::of(&backend);
    let app = tenant.install(descriptor("1.0.0", "READ")).await.unwrap();
    cells.push(seen.cells());
    app.upgrade_to(descriptor("1.0.1", "READ")).await.unwrap();
    cells.push(seen.cells());
    app.upgrade_to(descriptor("2.0.0", "WRITE")).await.unwrap();
    cells.push(seen.cells());
    app.disable().await;
    cells.push(seen.cells());
    app.enable().await;
    seen.cells();
    tenant.fire(edit()).await;
    cells.push(seen.cells());
    app.open("page").send().await.unwrap();
    cells.push(seen.cells());
    tenant.clock().advance(std::time::Duration::from_secs(3600));
    cells.push(seen.cells());
    app.uninstall().await;
    cells.push(seen.cells());
    cells
}

fn manifest(backend: &ScriptedApp, scopes: &[&str], title: &str) -> Manifest {
    let endpoint = |key: &str| json!({ "key": key, "remote": "backend", "route": { "path": format!("/{key}") } });
    let manifest = Manifest::from_json(json!({
        "app": { "id": APP },
        "remotes": [{ "key": "backend", "baseUrl": "https://app.example.com" }],
        "resources": [{ "key": "main", "path": "static" }],
        "permissions": { "scopes": scopes },
        "modules": {
            "endpoint": [endpoint("events"), endpoint("page")],
            "macro": [{ "key": "macro", "title": title, "resource": "main", "resolver": { "endpoint": "page" } }],
            "trigger": [{ "key": "all", "endpoint": "events", "events": [
                "avi:forge:installed:app", "avi:forge:upgraded:app", "avi:confluence:updated:page"] }],
            "scheduledTrigger": [{ "key": "hourly", "endpoint": "events", "interval": "hour" }],
            "preUninstall": [{ "key": "farewell", "endpoint": "events" }],
        },
    }));
    manifest.unwrap().with_remote("backend", backend.base_url())
}

/// More often than anything is tried.
async fn again_and_again(app: &ForgeApp) {
    for _ in 0..9 {
        app.retry_events().await;
    }
    assert!(app.event_retries().is_empty());
}

async fn on_forge() -> Vec<Cells> {
    const READ: &[&str] = &["read:confluence-content.summary"];
    const MORE: &[&str] = &["read:confluence-content.summary", "read:confluence-user"];
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    unwell(&backend, &["/events", "/page"]);
    let mut cells = Vec::new();
    let mut seen = Seen::of(&backend);
    let app = tenant
        .install_forge(manifest(&backend, READ, "One"))
        .await
        .unwrap();
    again_and_again(&app).await;
    cells.push(seen.cells());
    let minor = app
        .upgrade_to(manifest(&backend, READ, "Two"))
        .await
        .unwrap();
    assert!(minor.major_changes().is_empty());
    again_and_again(&app).await;
    cells.push(seen.cells());
    app.upgrade_to(manifest(&backend, MORE, "Two"))
        .await
        .unwrap();
    again_and_again(&app).await;
    cells.push(seen.cells());
    // There is no such thing on Forge.
    cells.push(seen.cells());
    tenant.fire(edit()).await;
    again_and_again(&app).await;
    cells.push(seen.cells());
    app.invoke("page").method("POST").path("/page").send().await;
    again_and_again(&app).await;
    cells.push(seen.cells());
    app.run_schedule("hourly").await;
    again_and_again(&app).await;
    cells.push(seen.cells());
    app.uninstall().await;
    cells.push(seen.cells());
    cells
}

/// What the claims say of the tenant.
const KNOWN_BY: &str = "| the site is known by | `clientKey`, which is `iss`: another after an import | | | \
                        `context.cloudId`, which stays; `app.installationId` is another after a reinstall | | |";

#[tokio::test]
async fn the_table_of_both_lives_is_what_a_tenant_does() {
    let mut table = "| what happens | Connect calls | signed | and tries it | Forge calls | signed | and tries it |\n\
                     |---|---|---|---|---|---|---|\n".to_owned();
    let (connect, forge) = (on_connect().await, on_forge().await);
    for ((step, connect), forge) in STEPS.iter().zip(connect).zip(forge) {
        table += &format!(
            "| {step} | {} | {} |\n",
            connect.join(" | "),
            forge.join(" | ")
        );
    }
    table += KNOWN_BY;
    let file = format!("{}/src/cookbook/{PAGE}.md", env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(&file).unwrap();
    let (before, rest) = page.split_once("<!-- lifecycle -->\n").unwrap();
    let (kept, after) = rest.split_once("\n<!-- end of lifecycle -->").unwrap();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        let page = format!("{before}<!-- lifecycle -->\n{table}\n<!-- end of lifecycle -->{after}");
        std::fs::write(file, page).unwrap();
    } else {
        assert_eq!(kept, table, "{PAGE}.md is out of date: UPDATE_PAGES=1");
    }
}

/// The last row, which no log shows: what a reinstall and an import change.
#[tokio::test]
async fn a_site_is_known_by_what_the_table_says() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let of = |backend: &ScriptedApp| {
        let claims = backend.last("/events").claims();
        (
            claims["context"]["cloudId"].clone(),
            claims["app"]["installationId"].clone(),
        )
    };
    let install = || tenant.install_forge(manifest(&backend, &[], "One"));
    install().await.unwrap().uninstall().await;
    let first = of(&backend);
    install().await.unwrap();
    let second = of(&backend);
    assert_eq!(first.0, second.0);
    assert_ne!(first.1, second.1);
    let issuer = |backend: &ScriptedApp| backend.last("/installed").claims()["iss"].clone();
    tenant.install(backend.descriptor()).await.unwrap();
    assert_eq!(issuer(&backend), tenant.client_key());
    let before = issuer(&backend);
    tenant.import_site().await;
    tenant.install(backend.descriptor()).await.unwrap();
    assert_ne!(issuer(&backend), before);
    install().await.unwrap();
    assert_eq!(of(&backend).0, first.0);
}
