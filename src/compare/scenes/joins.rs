//! Scenes of URLs that the host makes: base URL and path, and what stands behind.

use serde_json::{Value, json};

use super::scene::{Scene, scene};
use super::stage::{Installed, Seen, Stage, one};
use crate::compare::app::SceneApp;

pub(super) const SCENES: &[Scene] = &[
    scene!("base-url.lifecycle", ["base-url.lifecycle"], lifecycle),
    scene!("base-url.modules", ["base-url.modules"], modules),
    scene!(
        "base-url.translations",
        ["base-url.translations"],
        translations
    ),
    scene!("load.fragment", ["load.fragment"], fragment),
];

/// A base URL that ends with a slash, and paths that begin with one.
fn with_slash(descriptor: &mut Value) {
    let base = descriptor["baseUrl"].as_str().unwrap_or_default();
    descriptor["baseUrl"] = format!("{base}/base/").into();
    descriptor["modules"] = json!({ "generalPages": [{ "key": "page", "name": { "value": "A" }, "url": "/page#end" }] });
}

fn url_of_page(there: &Installed) -> Result<String, String> {
    let url = there
        .installed
        .open("page")
        .url()
        .map_err(|error| error.to_string())?;
    Ok(url.replace(&there.app.url(), "{app}"))
}

async fn lifecycle(stage: Stage) -> Seen {
    let there = stage.installed(with_slash).await?;
    let paths = there.app.paths();
    let path = paths.into_iter().find(|path| path.ends_with("installed"));
    one(
        "a base URL with a final slash",
        "installed is called at",
        path.unwrap_or_default(),
    )
}

async fn modules(stage: Stage) -> Seen {
    let there = stage.installed(with_slash).await?;
    let url = url_of_page(&there)?;
    one(
        "a base URL with a final slash",
        "a page is at",
        url.split('?').next().unwrap_or_default(),
    )
}

async fn translations(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    for path in ["/base/i18n.json", "/base//i18n.json"] {
        app.reply(path, 200, "{}");
    }
    let paths = json!({ "paths": { "en_US": "/i18n.json", "de_DE": "/i18n.json" } });
    let there = stage.installs(app, |descriptor| {
        with_slash(descriptor);
        descriptor["translations"] = paths;
    });
    let paths = there.await?.app.paths();
    let path = paths.into_iter().find(|path| path.ends_with("i18n.json"));
    one(
        "a base URL with a final slash",
        "translations are at",
        path.unwrap_or_default(),
    )
}

async fn fragment(stage: Stage) -> Seen {
    let there = stage.installed(with_slash).await?;
    let kept = url_of_page(&there)?.ends_with("#end");
    one(
        "a page whose URL has a fragment",
        "fragment",
        if kept { "kept" } else { "gone" },
    )
}
