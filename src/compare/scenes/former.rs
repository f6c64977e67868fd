//! Scenes of the address that a site had before a rename.

use super::acting::{ALICE, assertion, exchange};
use super::scene::{Scene, scene};
use super::stage::{Installed, Seen, Stage, one};
use crate::compare::ask::{Ask, DYNAMIC};
use crate::compare::host::RealSite;
use crate::compare::observed::Observed;
use crate::site::User;

pub(super) const SCENES: &[Scene] = &[
    scene!(
        "rename.former-address",
        ["rename.former-address", "rename.former-address.status"],
        address
    ),
    scene!("rename.tenant-claim", ["rename.tenant-claim"], claim),
];

async fn rename(there: &Installed) {
    let _ = there
        .tenant
        .rename_site(format!("http://localhost:{}/wiki", there.tenant.port()))
        .await;
}

async fn address(stage: Stage) -> Seen {
    let there = stage.installed(|_| {}).await?;
    let former = there.tenant.base_url();
    rename(&there).await;
    let secret = there
        .installed
        .shared_secret()
        .ok_or("the app has no secret")?;
    let site =
        RealSite::new(&former, there.installed.key(), secret).map_err(|error| error.to_string())?;
    let mut seen = Vec::new();
    for ask in [Ask::get(DYNAMIC), Ask::new("POST", DYNAMIC).json("{}")] {
        let reply = site
            .send(&ask, &site.anonymous())
            .await
            .map_err(|error| error.to_string())?;
        let location = reply.headers.contains_key("location");
        let observed = Observed::of(format!("{} to the former address", ask.method));
        seen.push(
            observed
                .with("status", reply.status.to_string())
                .with("leads on", location.to_string()),
        );
    }
    Ok(seen)
}

async fn claim(stage: Stage) -> Seen {
    let acts = |descriptor: &mut serde_json::Value| {
        descriptor["scopes"] = serde_json::json!(["READ", "ACT_AS_USER"]);
    };
    let there = stage.installed(acts).await?;
    there.tenant.add_user(User::new(ALICE));
    let stale = assertion(&there)?;
    rename(&there).await;
    let (status, _) = exchange(&there, &stale).await?;
    one("an assertion for the former address", "status", status)
}
