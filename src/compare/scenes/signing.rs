//! Scenes of how the host signs what it sends to an app.

use serde_json::Value;

use super::scene::{Scene, scene};
use super::stage::{Installed, Seen, Stage, one};
use crate::compare::app::SceneApp;
use crate::compare::observed::Observed;
use crate::jwt::{CanonicalRequest, Decoded, HostPath};
use crate::settings::Payload;

pub(super) const SCENES: &[Scene] = &[
    scene!(
        "sign.algorithms",
        ["sign.legacy", "legacy.repeat"],
        algorithms
    ),
    scene!("sign.audience", ["sign.audience"], audience),
    scene!("sign.key-id", ["sign.key-ids"], key_id),
    scene!("sign.path", ["sign.path"], path),
    scene!("sign.lifetime", ["sign.lifetime"], lifetime),
];

fn token(there: &Installed, path: &str) -> Option<Decoded> {
    there.app.last(path)?.token()
}

fn algorithm(there: &Installed, path: &str) -> String {
    let token = token(there, path);
    token.map_or("no token".into(), |token| {
        token.header["alg"].as_str().unwrap_or_default().to_owned()
    })
}

/// `exp - iat` of a token.
pub(super) fn life(claims: &Value) -> String {
    let seconds = |name: &str| claims[name].as_i64();
    match seconds("exp").zip(seconds("iat")) {
        Some((exp, iat)) => format!("{} s", exp.saturating_sub(iat)),
        None => "none".into(),
    }
}

async fn algorithms(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let first = algorithm(&there, "/installed");
    there
        .installed
        .repeat_installed()
        .await
        .map_err(|error| error.message().to_owned())?;
    let later = algorithm(&there, "/installed");
    Ok(vec![
        Observed::of("the first installed").with("algorithm", first),
        Observed::of("a later installed").with("algorithm", later),
    ])
}

async fn audience(mut stage: Stage) -> Seen {
    stage.settings = stage.settings.signing(crate::settings::Signing::default());
    let there = stage.installed(|_| {}).await?;
    let token = token(&there, "/installed").ok_or("installed has no token")?;
    one(
        "an install",
        "aud",
        if token.claims["aud"].is_array() {
            "a list"
        } else {
            "a text"
        },
    )
}

async fn key_id(mut stage: Stage) -> Seen {
    stage.settings = stage.settings.signing(crate::settings::Signing::default());
    let there = stage.installed(|_| {}).await?;
    let token = token(&there, "/installed").ok_or("installed has no token")?;
    one(
        "an install",
        "kid",
        token.header["kid"].as_str().unwrap_or_default(),
    )
}

async fn path(mut stage: Stage) -> Seen {
    stage.settings = stage.settings.payload(Payload::default());
    let app = SceneApp::start().await?;
    let encoded = |descriptor: &mut Value| descriptor["lifecycle"]["enabled"] = "/en%61bled".into();
    let there = stage.installs(app, encoded).await?;
    let asked = there
        .app
        .last("/en%61bled")
        .ok_or("enabled has another path")?;
    let token = asked.token().ok_or("enabled has no token")?;
    let raw = CanonicalRequest::to_app("POST", &asked.target, "", HostPath::Raw).qsh();
    one(
        "a path with an encoded letter",
        "qsh",
        if token.claims["qsh"] == *raw {
            "of the raw path"
        } else {
            "of the decoded path"
        },
    )
}

async fn lifetime(mut stage: Stage) -> Seen {
    stage.settings = stage.settings.payload(Payload::default());
    let there = stage.installed(|_| {}).await?;
    let token = token(&there, "/enabled").ok_or("enabled has no token")?;
    one("enabled", "life of the token", life(&token.claims))
}
