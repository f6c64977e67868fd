//! Scenes of where descriptors come from, and how large they may be.

use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};
use crate::compare::app::SceneApp;

pub(super) const SCENES: &[Scene] = &[
    scene!("descriptor.ports", ["descriptor.ports"], ports),
    scene!("descriptor.size", ["descriptor.size"], size),
];

async fn outcome(stage: &Stage, app: &SceneApp) -> Result<String, String> {
    let tenant = stage.tenant()?;
    let installed = tenant
        .install(format!("{}/descriptor.json", app.url()))
        .await;
    Ok(match installed {
        Ok(_) => "installed".to_owned(),
        Err(why) => why.sub_code().to_owned(),
    })
}

async fn ports(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    app.reply("/descriptor.json", 200, app.descriptor().to_string());
    one(
        "a descriptor from a port of its own",
        "outcome",
        outcome(&stage, &app).await?,
    )
}

async fn size(stage: Stage) -> Seen {
    let asked = "a descriptor larger than the smaller limit";
    let Some(size) = stage.between(|settings| settings.limits.descriptor_size_limit) else {
        return one(asked, "outcome", "not tried");
    };
    let app = SceneApp::start().await?;
    let descriptor = app.descriptor().to_string();
    app.reply(
        "/descriptor.json",
        200,
        format!("{descriptor}{}", " ".repeat(size)),
    );
    let installed = outcome(&stage, &app).await? == "installed";
    one(
        asked,
        "outcome",
        if installed { "installed" } else { "refused" },
    )
}
