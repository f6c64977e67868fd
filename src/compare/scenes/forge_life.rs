//! Scenes of how an app comes to Forge and leaves, and of its modules there.

use std::time::Duration;

use serde_json::{Value, json};

use super::install::in_order;
use super::on_forge::{LIFE, OnForge, manifest, with_half};
use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};

pub(super) const SCENES: &[Scene] = &[
    scene!("forge.uninstall", ["forge.uninstall"], farewell),
    scene!("forge.uninstall.order", ["forge.uninstall.order"], order),
    scene!(
        "forge.modules.reinstall",
        ["forge.modules.reinstall"],
        reinstall
    ),
    scene!("forge.modules.page", ["forge.modules.page"], page),
    scene!("forge.recovery", ["forge.recovery"], recovery),
    scene!("forge.move.secret", ["forge.move.secret"], secret),
    scene!(
        "forge.move.uninstalled",
        ["forge.move.uninstalled"],
        uninstalled
    ),
];

async fn farewell(stage: Stage) -> Seen {
    let asked = "preUninstall is answered late";
    let Some(time) = stage.time_between(|settings| settings.pre_uninstall_deadline) else {
        return one(asked, "waited for", "not tried");
    };
    let there = stage.on_forge(|_| {}).await?;
    there.app.delay(LIFE, time);
    let sent = there.forge.uninstall().await;
    one(asked, "waited for", sent.all(|one| one.status.is_some()))
}

async fn order(stage: Stage) -> Seen {
    let there = stage.on_forge(with_half).await?;
    there.app.delay(LIFE, Duration::from_millis(90));
    there.app.delay("/uninstalled", Duration::from_millis(30));
    let before = there.app.events().len();
    let _ = there.forge.uninstall().await;
    let events = there.app.events().split_off(before);
    one(
        "an uninstall of both halves",
        "callbacks",
        in_order(&events),
    )
}

const MODULES: &str = "/forge/installation/v2/dynamic/module";

async fn with_modules(stage: &Stage) -> Result<OnForge, String> {
    let there = stage.on_forge(|_| {}).await?;
    for title in ["One", "Two"] {
        let module = json!({
            "type": "confluence:contentBylineItem", "data": { "title": title, "resource": "main" },
        });
        let made = there
            .forge
            .client()
            .post(MODULES)
            .json(&module)
            .send()
            .await;
        let status = made.map_err(|error| error.to_string())?.status();
        (status == 201)
            .then_some(())
            .ok_or_else(|| format!("a module is answered {status}"))?;
    }
    Ok(there)
}

async fn reinstall(stage: Stage) -> Seen {
    let there = with_modules(&stage).await?;
    let _ = there.forge.uninstall().await;
    let again = there
        .tenant
        .install_forge(manifest(&there.app, |_| {})?)
        .await;
    let again = again.map_err(|error| error.message().to_owned())?;
    one("a reinstall", "modules", again.dynamic_module_keys().len())
}

async fn page(stage: Stage) -> Seen {
    let there = with_modules(&stage).await?;
    let listed = there
        .forge
        .client()
        .get(&format!("{MODULES}?limit=1"))
        .send()
        .await;
    let listed = listed.map_err(|error| error.to_string())?;
    let body: Value = serde_json::from_str(&listed.text()).unwrap_or_default();
    one(
        "a page of the list of modules",
        "is",
        if body.is_array() {
            "an array"
        } else {
            "an object"
        },
    )
}

async fn recovery(stage: Stage) -> Seen {
    let there = stage.on_forge(|_| {}).await?;
    let _ = there.tenant.import_site().await;
    let status = format!("{:?}", there.forge.status());
    one("an import of the site", "the app is", status)
}

async fn secret(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let before = there.installed.shared_secret();
    let moved = there
        .installed
        .move_to_forge(manifest(&there.app, with_half)?)
        .await;
    moved.map_err(|error| error.message().to_owned())?;
    let kept = before == there.installed.shared_secret();
    one(
        "a move to Forge",
        "secret",
        if kept { "kept" } else { "another" },
    )
}

/// Without a Connect half.
async fn uninstalled(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let bare = |manifest: &mut Value| {
        manifest["app"]["connect"] = json!({ "key": "mockfluence-probe" });
    };
    let moved = there
        .installed
        .move_to_forge(manifest(&there.app, bare)?)
        .await;
    moved.map_err(|error| error.message().to_owned())?;
    let told = there.app.count("/uninstalled") > 0;
    one("a move that leaves Connect", "uninstalled sent", told)
}
