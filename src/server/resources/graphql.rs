//! `POST /graphql`: one mutation of Atlassian's GraphQL, by which a Forge app acts as a user who is not there.

use serde_json::{Value, json};

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Impersonation, Rejection, Site};

const MUTATION: &str = "offlineUserAuthToken";

pub(in crate::server) fn answer(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let body: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    let query = body["query"].as_str().unwrap_or_default();
    if !names(query, MUTATION) {
        let message = format!(
            "mockfluence: of Atlassian's GraphQL the mutation `{MUTATION}` is served and nothing else; a stub of \
             POST /graphql answers in its place"
        );
        return Ok(HostReply::message(501, &message));
    }
    let input = &body["variables"]["input"];
    let contexts = input["contextIds"].as_array().into_iter().flatten();
    let contexts: Vec<String> = contexts
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let account = input["userId"].as_str().unwrap_or_default();
    let now = call.now_millis;
    let found = site.impersonation(&call.headers, &contexts, account, now)?;
    let answer = match found {
        Impersonation::Refused(why) => json!({
            "success": false, "errors": [{ "message": why }], "authToken": null,
        }),
        Impersonation::Granted { app_id, account } => {
            let key = call.context.invocation_keys().of_access_tokens();
            let token = site.forge_token(&app_id, Some(&account), now, &key);
            let ttl = site.forge_token_ttl(&token, now);
            let log = &call.context.log;
            let expires = now.saturating_add(ttl.saturating_mul(1000));
            log.forge_token(token.expose(), "userToken", &app_id, expires);
            let token = json!({ "token": token.expose(), "ttl": ttl });
            json!({ "success": true, "errors": [], "authToken": token })
        }
    };
    let body = json!({ "data": { MUTATION: answer } });
    Ok(HostReply::json(200, body.to_string()))
}

/// Whether a query has this name in it, as a whole word.
fn names(query: &str, name: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    query.split(|c| !in_word(c)).any(|word| word == name)
}
