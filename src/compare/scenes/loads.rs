//! Scenes of what the host sends beside lifecycle callbacks: frames, context tokens, webhooks.

use serde_json::{Value, json};

use super::scene::{Scene, scene};
use super::signing::life;
use super::stage::{Installed, Seen, Stage, one};
use crate::compare::listener::Asked;
use crate::jwt::decode;
use crate::site::{Page, Webhook};

pub(super) const SCENES: &[Scene] = &[
    scene!("load.token", ["load.token"], frame),
    scene!("load.context-token", ["load.context-token"], context_token),
    scene!("webhook.ids", ["webhook.ids"], ids),
    scene!("webhook.query", ["webhook.query"], query),
    scene!("webhook.life", ["webhook.signature"], webhook_life),
];

async fn listening(stage: &Stage) -> Result<Installed, String> {
    let modules = json!({
        "generalPages": [{ "key": "page", "name": { "value": "A" }, "url": "/page" }],
        "webhooks": [{ "event": "page_created", "url": "/hook" }],
    });
    stage
        .installed(|descriptor| descriptor["modules"] = modules)
        .await
}

fn life_of(token: Option<String>) -> Result<String, String> {
    let token = token.ok_or("there is no token")?;
    let decoded = decode(&token).map_err(|error| error.to_string())?;
    Ok(life(&decoded.claims))
}

async fn frame(stage: Stage) -> Seen {
    let there = listening(&stage).await?;
    let token = there
        .installed
        .open("page")
        .token()
        .map_err(|error| error.to_string())?;
    one("a page", "life of the token", life_of(token)?)
}

async fn context_token(stage: Stage) -> Seen {
    let there = listening(&stage).await?;
    let token = there.installed.context_token(None, json!({})).sign();
    one(
        "a context token",
        "life of the token",
        life_of(token.map_err(|error| error.to_string())?)?,
    )
}

async fn event(stage: &Stage) -> Result<(Installed, Asked), String> {
    let there = listening(stage).await?;
    let _ = there
        .tenant
        .fire(Webhook::page("page_created", Page::new(7, "A page")))
        .await;
    let asked = there.app.last("/hook").ok_or("the webhook did not come")?;
    Ok((there, asked))
}

async fn ids(stage: Stage) -> Seen {
    let (_there, asked) = event(&stage).await?;
    let id = asked.json()["page"]["id"].clone();
    one(
        "a webhook",
        "id of a page",
        if matches!(id, Value::Number(_)) {
            "a number"
        } else {
            "a text"
        },
    )
}

async fn query(stage: Stage) -> Seen {
    let (_there, asked) = event(&stage).await?;
    let names: Vec<&str> = asked
        .query()
        .split('&')
        .filter_map(|part| part.split('=').next())
        .collect();
    one("a webhook", "query", names.join(", "))
}

async fn webhook_life(stage: Stage) -> Seen {
    let (_there, asked) = event(&stage).await?;
    let token = asked.token().ok_or("a webhook has no token")?;
    one("a webhook", "life of the token", life(&token.claims))
}
