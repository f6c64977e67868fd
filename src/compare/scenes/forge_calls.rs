//! Scenes of what Forge sends to a remote, and of what the remote may call.

use serde_json::{Value, json};

use super::on_forge::{EVENTS, LIFE};
use super::payloads::names;
use super::scene::{Scene, scene};
use super::stage::{Seen, Stage, one};
use crate::callback::InvokeOutcome;
use crate::compare::observed::Observed;
use crate::compare::shape::shape;
use crate::site::Licence;

pub(super) const SCENES: &[Scene] = &[
    scene!(
        "forge.contract",
        ["forge.contract", "forge.contract-announced"],
        contract
    ),
    scene!(
        "forge.trigger-module-type",
        ["forge.trigger-module-type"],
        module_type
    ),
    scene!(
        "forge.install.event",
        ["forge.install.event"],
        install_event
    ),
    scene!("forge.event.envelope", ["forge.event.envelope"], envelope),
    scene!(
        "forge.event.deadline",
        ["forge.event.deadline"],
        event_deadline
    ),
    scene!("forge.remote.page", ["forge.remote.page"], invoke),
    scene!("forge.gateway.scopes", ["forge.gateway.scopes"], scopes),
    scene!("forge.gateway.lag", ["forge.gateway.lag"], lag),
    scene!(
        "forge.gateway.after-uninstall",
        ["forge.gateway.after-uninstall"],
        after_uninstall
    ),
    scene!(
        "forge.gateway.tokens-kept",
        ["forge.gateway.tokens-kept"],
        tokens_kept
    ),
];

/// What no setting takes away: a read of v2.
const SPACES: &str = "/wiki/api/v2/spaces";

/// The token of an app that is sold.
async fn contract(stage: Stage) -> Seen {
    let there = stage
        .on_forge(|manifest| manifest["app"]["licensing"] = json!({ "enabled": true }))
        .await?;
    there.forge.set_licence(Licence::Active);
    there.event().await;
    let claims = there.claims(EVENTS)?;
    let end = claims["app"]["license"]["subscriptionEndDate"].as_str();
    let end = end.ok_or("the token has no licence")?;
    let in_millis = end.bytes().all(|byte| byte.is_ascii_digit());
    let seen = Observed::of("the token of an invocation");
    Ok(vec![
        seen.with("claims", shape(&claims, 6, &str::to_owned).to_string())
            .with(
                "dates",
                if in_millis {
                    "milliseconds"
                } else {
                    "ISO 8601"
                },
            ),
    ])
}

async fn module_type(stage: Stage) -> Seen {
    let there = stage.on_forge(|_| {}).await?;
    there.event().await;
    let kind = there.claims(EVENTS)?["app"]["module"]["type"].clone();
    one(
        "the token of an event",
        "type of its module",
        kind.as_str().unwrap_or_default(),
    )
}

async fn install_event(stage: Stage) -> Seen {
    let there = stage.on_forge(|_| {}).await?;
    let event = there.last_event(LIFE)?;
    one("the event of an install", "fields", names(&event))
}

async fn envelope(stage: Stage) -> Seen {
    let there = stage.on_forge(|_| {}).await?;
    there.event().await;
    let asked = there.app.last(EVENTS).ok_or("the event did not come")?;
    one("an event", "wrapped", asked.json()["payload"].is_object())
}

async fn event_deadline(stage: Stage) -> Seen {
    let asked = "an event is answered late";
    let Some(time) = stage.time_between(|settings| settings.event_deadline) else {
        return one(asked, "outcome", "not tried");
    };
    let there = stage.on_forge(|_| {}).await?;
    there.app.delay(EVENTS, time);
    there.event().await;
    let taken = there.forge.event_retries().is_empty();
    one(
        asked,
        "outcome",
        if taken { "taken" } else { "tried again" },
    )
}

async fn invoke(stage: Stage) -> Seen {
    let asked = "a page's call is answered late";
    let Some(time) = stage.time_between(|settings| settings.invoke_deadline) else {
        return one(asked, "outcome", "not tried");
    };
    let there = stage.on_forge(|_| {}).await?;
    there.app.delay("/page", time);
    let call = there.forge.invoke("page").anonymous().path("/page");
    let invoked = call.try_send().await.map_err(|error| error.to_string())?;
    let resolved = *invoked.outcome() == InvokeOutcome::Resolved;
    one(
        asked,
        "outcome",
        if resolved { "resolved" } else { "given up" },
    )
}

async fn scopes(stage: Stage) -> Seen {
    let none = |manifest: &mut Value| {
        manifest["permissions"]["scopes"] = json!([]);
        manifest["modules"]["trigger"] = json!([
            { "key": "on-life", "endpoint": "life", "events": ["avi:forge:installed:app"] },
        ]);
    };
    let there = stage.on_forge(none).await?;
    let status = there.status("/wiki/rest/api/user/current").await?;
    one("a call without its scope", "status", status)
}

async fn lag(stage: Stage) -> Seen {
    let there = stage.just_on_forge(|_| {}).await?;
    one(
        "a call right after the install",
        "status",
        there.status(SPACES).await?,
    )
}

async fn after_uninstall(stage: Stage) -> Seen {
    let there = stage.on_forge(|_| {}).await?;
    let token = format!("Bearer {}", there.forge.system_token());
    let request = there
        .forge
        .client()
        .get(SPACES)
        .header("authorization", token);
    let _ = there.forge.clone().uninstall().await;
    let reply = request.send().await.map_err(|error| error.to_string())?;
    one(
        "a token of an installation that is gone",
        "status",
        reply.status(),
    )
}

/// Signing takes time: more than a few are not tried.
const TOKENS: usize = 20;

async fn tokens_kept(stage: Stage) -> Seen {
    let asked = "a token after as many others as the smaller limit";
    let between = stage.between(|settings| settings.limits.access_tokens);
    let Some(count) = between.filter(|count| *count <= TOKENS) else {
        return one(asked, "status", "not tried");
    };
    let there = stage.on_forge(|_| {}).await?;
    let token = format!("Bearer {}", there.forge.system_token());
    for number in 1..count {
        let _ = there.forge.user_token(&format!("557058:{number}"));
    }
    let request = there.forge.client().get(SPACES);
    let reply = request.header("authorization", token).send().await;
    let reply = reply.map_err(|error| error.to_string())?;
    one(asked, "status", reply.status())
}
