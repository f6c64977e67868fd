//! Scenes of two apps on one site.

use serde_json::{Value, json};

use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};
use crate::compare::app::SceneApp;
use crate::tenant::DescriptorSource;

pub(super) const SCENES: &[Scene] = &[
    scene!("neighbours.macros", ["neighbours.macros"], macros),
    scene!("neighbours.base-url", ["neighbours.base-url"], base_url),
];

/// What becomes of a second app.
async fn second(stage: &Stage, modules: Value, shares_url: bool) -> Result<&'static str, String> {
    let there = stage
        .installed(|descriptor| descriptor["modules"] = modules.clone())
        .await?;
    let other = SceneApp::start().await?;
    let mut second = if shares_url {
        there.app.descriptor()
    } else {
        other.descriptor()
    };
    second["key"] = "another-probe".into();
    second["modules"] = modules;
    let installed = there.tenant.install(DescriptorSource::from(second)).await;
    Ok(if installed.is_ok() {
        "installed"
    } else {
        "refused"
    })
}

async fn macros(stage: Stage) -> Seen {
    let one_macro = json!({ "dynamicContentMacros": [{ "key": "chart", "name": { "value": "A" }, "url": "/m" }] });
    one(
        "a second app with the macro of the first",
        "outcome",
        second(&stage, one_macro, false).await?,
    )
}

async fn base_url(stage: Stage) -> Seen {
    one(
        "a second app with the base URL of the first",
        "outcome",
        second(&stage, json!({}), true).await?,
    )
}
