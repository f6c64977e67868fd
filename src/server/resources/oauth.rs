//! `POST /oauth2/token`: an app's assertion for an access token that stands for a user.

use std::sync::Arc;

use serde_json::json;

use crate::context::Context;
use crate::jwt::{self, Claims};
use crate::running;
use crate::server::call::{Call, Running};
use crate::server::reply::HostReply;
use crate::site::{CLIENT_ID, EXPIRES_IN, Grant, GrantError};
use crate::traffic::Credential;

/// One server for all sites: the assertion says for which of this process it is.
pub(in crate::server) fn grant(call: Call) -> Running {
    Box::pin(async move { Ok(granted(&call)) })
}

fn granted(call: &Call) -> HostReply {
    let Some(form) = call.form() else {
        let why = "The body must be application/x-www-form-urlencoded";
        let reply = refusal("invalid_request", why);
        return reply.note("the body is no urlencoded form");
    };
    let field = |name: &str| {
        let mut fields = form_urlencoded::parse(form.as_bytes());
        fields.find_map(|(known, value)| (known == name).then(|| value.into_owned()))
    };
    let grant = Grant {
        grant_type: field("grant_type"),
        assertion: field("assertion"),
        scope: field("scope"),
    };
    let (log, exchange) = (&call.context.log, call.exchange);
    let mut tenant = call.context.clone();
    let shown = grant.assertion.as_deref().and_then(jwt::read_claims);
    if let Some((algorithm, _, claims)) = shown {
        let assertion = Credential::Assertion { alg: algorithm };
        log.credential(exchange, None, &assertion, Some(claims.timeless()));
        tenant = meant(call, &claims).unwrap_or(tenant);
    }
    let now = tenant.clock.now_millis();
    let granted = tenant.site(|site| site.grant(&grant, &call.context.root, now));
    match granted {
        Ok((app, acting, token)) => {
            log.name_app(&[exchange], &app);
            log.secrets(|known| known.add_access_token(token.expose()));
            let body = json!({
                "access_token": token.expose(), "expires_in": EXPIRES_IN, "token_type": "Bearer"
            });
            let reply = HostReply::json(200, body.to_string()).uncached();
            let may = format!("`{app}` may act as {}", acting.account);
            if Arc::ptr_eq(&tenant, &call.context) {
                return reply.note(may);
            }
            tenant
                .log
                .secrets(|known| known.add_access_token(token.expose()));
            let name = tenant.site(|site| site.name().to_owned());
            reply.note(format!("{may} on the tenant `{name}`"))
        }
        Err(GrantError {
            error,
            description,
            cause,
        }) => refusal(error, &description).note(cause),
    }
}

/// The tenant that an assertion is for, if it is another one.
fn meant(call: &Call, claims: &Claims) -> Option<Arc<Context>> {
    let tnt = claims.other.get("tnt").and_then(|tnt| tnt.as_str())?;
    let tnt = tnt.trim_end_matches('/');
    let iss = claims.iss.as_deref()?;
    let client_id = iss.strip_prefix(CLIENT_ID)?;
    let is_own = call.context.site(|site| site.base_url() == tnt);
    match is_own {
        true => None,
        false => running::with_app(&call.context, tnt, client_id),
    }
}

/// 400, as RFC 6749 has it; which status the real server gives is not known.
fn refusal(error: &str, description: &str) -> HostReply {
    let body = json!({ "error": error, "error_description": description });
    HostReply::json(400, body.to_string())
}
