//! Scenes of what lifecycle callbacks carry: fields, query, names of the site.

use serde_json::Value;

use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};
use crate::compare::app::SceneApp;
use crate::compare::observed::Observed;
use crate::settings::Payload;
use crate::tenant::DescriptorSource;

pub(super) const SCENES: &[Scene] = &[
    scene!(
        "payload.fields",
        ["payload.captured", "payload.presets", "payload.fields"],
        fields
    ),
    scene!(
        "payload.custom-domain",
        ["payload.custom-domain"],
        custom_domain
    ),
    scene!("payload.client-key", ["client-key.forms"], client_key),
    scene!("payload.query", ["payload.query"], query),
    scene!(
        "payload.rename",
        ["payload.installation-id-on-rename"],
        rename
    ),
    scene!("forge.lifecycle", ["forge.lifecycle"], forge_lifecycle),
    scene!(
        "forge.silent-update",
        ["forge.silent-update"],
        silent_update
    ),
    scene!("forge.account", ["forge.account"], account),
];

pub(super) fn names(body: &Value) -> String {
    let fields = body.as_object().into_iter().flatten();
    let own = |name: &&String| !["displayUrl", "oauthClientId"].contains(&name.as_str());
    let names: Vec<&str> = fields
        .map(|(name, _)| name)
        .filter(own)
        .map(String::as_str)
        .collect();
    names.join(", ")
}

async fn fields(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let body = there
        .app
        .last("/installed")
        .map(|asked| asked.json())
        .unwrap_or_default();
    one("an install", "fields", names(&body))
}

async fn custom_domain(mut stage: Stage) -> Seen {
    stage.settings = stage.settings.payload(Payload::Documented);
    let there = stage.installed(|_| {}).await?;
    let body = there
        .app
        .last("/installed")
        .map(|asked| asked.json())
        .unwrap_or_default();
    let url = body["displayUrl"].as_str().unwrap_or_default().to_owned();
    let own = there.tenant.base_url();
    let root = own.trim_end_matches("/wiki");
    one(
        "an install, documented payload",
        "displayUrl",
        url.replace(root, "{origin}"),
    )
}

async fn client_key(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let body = there
        .app
        .last("/installed")
        .map(|asked| asked.json())
        .unwrap_or_default();
    one(
        "an install",
        "clientKey",
        body["clientKey"].as_str().unwrap_or_default(),
    )
}

async fn query(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let query = there
        .app
        .last("/installed")
        .map(|asked| asked.query().to_owned());
    one("an install", "query", query.unwrap_or_default())
}

async fn rename(mut stage: Stage) -> Seen {
    stage.settings = stage.settings.payload(Payload::ConnectOnForge);
    let there = stage.installed(|_| {}).await?;
    let _ = there
        .tenant
        .rename_site(format!("http://localhost:{}/wiki", there.tenant.port()))
        .await;
    let body = there
        .app
        .last("/installed")
        .map(|asked| asked.json())
        .unwrap_or_default();
    one(
        "a rename of an app on Forge",
        "installationId",
        body["installationId"].is_string(),
    )
}

async fn forge_lifecycle(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    let alone = |descriptor: &mut Value| {
        descriptor["lifecycle"] = serde_json::json!({ "uninstalled": "/uninstalled" });
    };
    let outcome = match stage.installs(app, alone).await {
        Ok(_) => "installed".to_owned(),
        Err(why) => format!("refused: {why}"),
    };
    one(
        "an app without a callback for installed",
        "outcome",
        outcome,
    )
}

async fn silent_update(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let before = there.app.count("/installed");
    let mut next = there.app.descriptor();
    next["version"] = "1.0.1".into();
    let upgraded = there
        .installed
        .upgrade_to(DescriptorSource::from(next))
        .await;
    upgraded.map_err(|error| error.message().to_owned())?;
    let told = there.app.count("/installed") > before;
    Ok(vec![
        Observed::of("an update that nobody has to approve").with("told", told.to_string()),
    ])
}

/// Beside the same app, before it moved.
async fn account(mut stage: Stage) -> Seen {
    let mut account = async |payload| {
        stage.settings = stage.settings.clone().payload(payload);
        let there = stage.installed(|_| {}).await?;
        Ok::<_, String>(there.installed.account_id())
    };
    let before = account(Payload::Captured).await?;
    let after = account(Payload::ConnectOnForge).await?;
    one(
        "the account of an app that moves to Forge",
        "account",
        if before == after { "kept" } else { "another" },
    )
}
