//! Scenes of apps that act as users, and what users are asked for.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::scene::{Scene, scene};
use super::stage::{Installed, Seen, Stage, one};
use crate::compare::ask::Ask;
use crate::compare::signed::ProbeToken;
use crate::jwt::{Claims, sign_hs256};
use crate::site::User;

pub(super) const SCENES: &[Scene] = &[
    scene!(
        "oauth.disabled",
        ["oauth.ends-with-installation", "verify.disabled"],
        disabled
    ),
    scene!("users.email", ["users.email"], email),
];

pub(super) const ALICE: &str = "712020:alice";

/// An assertion for Alice, of this moment and this base URL.
pub(super) fn assertion(there: &Installed) -> Result<String, String> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let id = there
        .installed
        .oauth_client_id()
        .ok_or("the app has no oauthClientId")?;
    let secret = there
        .installed
        .shared_secret()
        .ok_or("the app has no secret")?;
    let mut claims = Claims {
        iss: Some(format!("urn:atlassian:connect:clientid:{id}")),
        sub: Some(format!("urn:atlassian:connect:useraccountid:{ALICE}")),
        aud: Some(json!(there.tenant.authorization_server())),
        iat: Some(now),
        exp: Some(now + 60),
        ..Claims::default()
    };
    claims
        .other
        .insert("tnt".into(), there.tenant.base_url().into());
    Ok(sign_hs256(&secret, &claims))
}

/// The status of the exchange for an access token, and the token.
pub(super) async fn exchange(there: &Installed, assertion: &str) -> Result<(u16, String), String> {
    let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
    let mut ask = Ask::new("POST", "/oauth2/token")
        .at_origin()
        .by(ProbeToken::None);
    ask.headers
        .push(("content-type", "application/x-www-form-urlencoded"));
    ask.body = Some(format!("grant_type={grant}&assertion={assertion}"));
    let (status, body) = there.whole(&ask).await?;
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    Ok((
        status,
        body["access_token"].as_str().unwrap_or_default().to_owned(),
    ))
}

async fn disabled(stage: Stage) -> Seen {
    let acts = |descriptor: &mut Value| descriptor["scopes"] = json!(["READ", "ACT_AS_USER"]);
    let there = stage.installed(acts).await?;
    there.tenant.add_user(User::new(ALICE));
    let (_, token) = exchange(&there, &assertion(&there)?).await?;
    let _ = there.installed.disable().await;
    let status = there
        .status_by_bearer("/rest/api/user/current", &token)
        .await?;
    one(
        "an access token while its app is disabled",
        "status",
        status,
    )
}

async fn email(stage: Stage) -> Seen {
    let scopes =
        |descriptor: &mut Value| descriptor["scopes"] = json!(["READ", "ACCESS_EMAIL_ADDRESSES"]);
    let there = stage.installed(scopes).await?;
    there
        .tenant
        .add_user(User::new(ALICE).email("alice@example.com"));
    let ask = Ask::get(format!("/rest/api/user/email?accountId={ALICE}"));
    one(
        "the email address of a user",
        "status",
        there.status(&ask).await?,
    )
}
