//! What a callback has on: its headers, and the token in one of them or in its query.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::sign::SignedToken;
use crate::context::Context;
use crate::fault::MissingField;
use crate::outgoing::Target;
use crate::secret::Secret;
use crate::site::{Callback, Carried, Signature, TokenAt, with_parameters};

const TRACE_ID: &str = "x-b3-traceid";
const SPAN_ID: &str = "x-b3-spanid";

/// Where the request goes and with which headers: the token is in one of the two.
pub(super) fn dressed(
    context: &Context,
    callback: &Callback,
    mut target: Target,
    signed: Option<&SignedToken>,
) -> (Target, Vec<(&'static str, String)>) {
    let mut headers = headers(context, callback);
    match signed.map(|signed| (signed, signed.place)) {
        None => {}
        Some((signed, TokenAt::Header)) => {
            let scheme = callback.scheme();
            headers.push((
                "authorization",
                format!("{scheme} {}", signed.token.expose()),
            ));
        }
        Some((signed, TokenAt::Query)) => {
            let token = format!("jwt={}", signed.token.expose());
            target.path = with_parameters(&target.path, &token);
        }
    }
    (target, headers)
}

/// The headers that a callback brings itself.
pub(super) fn passed_on(callback: &Callback) -> HeaderMap {
    let pairs = callback.headers.iter().filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value.expose()).ok()?))
    });
    pairs.collect()
}

/// What a call of Forge's to a remote has besides: the ids of its trace, and the access tokens that it
/// brings. `lacking` are left out.
pub(super) fn of_forge(
    context: &Context,
    callback: &Callback,
    lacking: Option<MissingField>,
) -> Vec<(&'static str, String)> {
    let Signature::Invocation(call) = &callback.signature else {
        return Vec::new();
    };
    let way = (callback.app_key.clone(), callback.path.clone());
    let place = context.deliveries(|memory| memory.invocations.get(&way).copied());
    let id = |of: &str| {
        let path = format!("{of} {}", way.1);
        context.site(|site| site.invocation_id(&way.0, &path, place.unwrap_or_default()))
    };
    let mut headers = vec![
        (TRACE_ID, id("trace")[..32].to_owned()),
        (SPAN_ID, id("span")[..16].to_owned()),
    ];
    headers.retain(|(name, _)| lacking.is_none_or(|lacking| lacking.field() != *name));
    let now = context.clock.now_millis();
    for carried in &callback.carries {
        let (name, account) = match carried {
            Carried::System => ("x-forge-oauth-system", None),
            Carried::User(account) => ("x-forge-oauth-user", Some(account.as_str())),
        };
        let token = forge_token(context, &call.app, account, now);
        headers.push((name, token.expose().to_owned()));
    }
    headers
}

/// A token of this app for the way back, known to the log.
pub(crate) fn forge_token(
    context: &Context,
    app_id: &str,
    account: Option<&str>,
    now_millis: i64,
) -> Secret {
    let key = context.invocation_keys().of_access_tokens();
    let (token, left) = context.site(|site| {
        let token = site.forge_token(app_id, account, now_millis, &key);
        let left = site.forge_token_ttl(&token, now_millis);
        (token, left)
    });
    let kind = if account.is_some() {
        "userToken"
    } else {
        "systemToken"
    };
    let expires = now_millis.saturating_add(left.saturating_mul(1000));
    context
        .log
        .forge_token(token.expose(), kind, app_id, expires);
    token
}

fn headers(context: &Context, callback: &Callback) -> Vec<(&'static str, String)> {
    let content_type = callback.content_type;
    let content_type = content_type.map(|kind| ("content-type", kind.to_owned()));
    if matches!(callback.signature, Signature::Invocation(_)) {
        return content_type.into_iter().collect();
    }
    let version = context.site(|site| site.plugins_version());
    let mut headers = vec![("accept", "*/*".to_owned())];
    headers.extend(content_type);
    if callback.token_at == TokenAt::Header {
        headers.push(("user-agent", format!("Atlassian-Connect/{version}")));
        headers.push(("atlassian-connect-version", version));
    }
    headers
}
