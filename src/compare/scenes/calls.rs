//! Scenes of calls that an app makes at special times: inside of a callback, while disabled, over UPM's REST.

use std::sync::{Arc, Mutex, PoisonError};

use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};
use crate::compare::app::SceneApp;
use crate::compare::ask::{Ask, DYNAMIC};
use crate::compare::host::RealSite;
use crate::compare::look::Look;
use crate::compare::observed::Observed;
use crate::compare::signed::ProbeToken;

pub(super) const SCENES: &[Scene] = &[
    scene!(
        "verify.inside-installed",
        ["verify.inside-installed"],
        inside
    ),
    scene!(
        "verify.disabled",
        ["verify.disabled", "verify.anonymous"],
        disabled
    ),
    scene!("scope.checked", ["scope.table"], scope),
    scene!("upm.settings", ["upm.settings"], upm),
    scene!("upm.poll.wait", ["upm.poll.wait"], poll),
];

/// By the secret that the callback has just brought.
async fn inside(stage: Stage) -> Seen {
    let app = SceneApp::start().await?;
    let status = Arc::<Mutex<Option<u16>>>::default();
    let told = status.clone();
    app.within("/installed", move |asked| {
        let told = told.clone();
        async move {
            let body = asked.json();
            let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
            let site = RealSite::new(&text("baseUrl"), text("key"), text("sharedSecret"));
            let Ok(site) = site else { return };
            let reply = site.send(&Ask::get(DYNAMIC), &site.anonymous()).await;
            let status = reply.ok().map(|reply| reply.status);
            *told.lock().unwrap_or_else(PoisonError::into_inner) = status;
        }
    });
    let _there = stage.installs(app, |_| {}).await?;
    let status = *status.lock().unwrap_or_else(PoisonError::into_inner);
    one(
        "a call from inside installed",
        "status",
        status.map_or("none".into(), |status| status.to_string()),
    )
}

async fn disabled(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let _ = there.installed.disable().await;
    Ok(vec![there.ask(&Ask::get(DYNAMIC).look(Look::Data)).await?])
}

async fn scope(stage: Stage) -> Seen {
    let none = |descriptor: &mut serde_json::Value| descriptor["scopes"] = serde_json::json!([]);
    let there = stage.installed(none).await?;
    let read = Ask::get("/rest/api/user/current").look(Look::Data);
    one(
        "a call without its scope",
        "status",
        there.status(&read).await?,
    )
}

/// By the admin of a site.
fn by_admin(mut ask: Ask) -> Ask {
    ask.headers
        .push(("authorization", "Basic YWRtaW46YWRtaW4="));
    ask.by(ProbeToken::None)
}

/// A poll while the app has not answered yet.
async fn poll(stage: Stage) -> Seen {
    let asked = "a poll of an install that is not done";
    let Some(time) = stage.time_between(|settings| settings.limits.task_poll_wait) else {
        return one(asked, "status", "not tried");
    };
    let (tenant, app) = (stage.tenant()?, SceneApp::start().await?);
    app.reply("/descriptor.json", 200, app.descriptor().to_string());
    app.delay("/installed", time);
    let site = RealSite::new(&tenant.base_url(), "upm", "a secret that nobody needs");
    let site = site.map_err(|error| error.to_string())?;
    let send = async |ask: Ask| {
        let reply = site.send(&by_admin(ask), &site.anonymous()).await;
        reply.map_err(|error| error.to_string())
    };
    let root = "/rest/plugins/1.0/";
    let head = send(Ask::new("HEAD", root)).await?;
    let token = head
        .headers
        .get("upm-token")
        .and_then(|value| value.to_str().ok());
    let token = token.ok_or("the root of UPM has no token")?;
    let mut install = Ask::new("POST", format!("{root}?token={token}"));
    let kind = "application/vnd.atl.plugins.remote.install+json";
    install.headers.push(("content-type", kind));
    let uri = format!("{}/descriptor.json", app.url());
    install.body = Some(serde_json::json!({ "pluginUri": uri }).to_string());
    let begun: serde_json::Value =
        serde_json::from_slice(&send(install).await?.body).unwrap_or_default();
    let task = begun["links"]["self"]
        .as_str()
        .ok_or("the install has no task")?;
    one(
        asked,
        "status",
        send(Ask::get(task).at_origin()).await?.status,
    )
}

async fn upm(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let ask = by_admin(Ask::get("/rest/plugins/1.0/settings"));
    let reply = there.reply(&ask).await?;
    let value = reply["settings"][0]["value"].to_string();
    Ok(vec![Observed::of(ask.line()).with("developer mode", value)])
}
