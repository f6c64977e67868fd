//! `POST /oauth2/token`: an app's assertion for an access token that stands for a user.

use serde_json::json;

use crate::jwt;
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{EXPIRES_IN, Grant, GrantError, Rejection, Site};
use crate::traffic::Credential;

pub(in crate::server) fn grant(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let Some(form) = call.form() else {
        let why = "The body must be application/x-www-form-urlencoded";
        let reply = refusal("invalid_request", why);
        return Ok(reply.note("the body is no urlencoded form"));
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
    let shown = grant.assertion.as_deref().and_then(jwt::read_claims);
    if let Some((algorithm, _, claims)) = shown {
        let assertion = Credential::Assertion { alg: algorithm };
        log.credential(exchange, None, &assertion, Some(claims.timeless()));
    }
    let now = call.context.clock.now_millis();
    match site.grant(&grant, &call.context.root, now) {
        Ok((app, acting, token)) => {
            log.name_app(&[exchange], &app);
            log.secrets(|known| known.add_access_token(token.expose()));
            let body = json!({
                "access_token": token.expose(), "expires_in": EXPIRES_IN, "token_type": "Bearer"
            });
            let reply = HostReply::json(200, body.to_string()).uncached();
            Ok(reply.note(format!("`{app}` may act as {}", acting.account)))
        }
        Err(GrantError {
            error,
            description,
            cause,
        }) => Ok(refusal(error, &description).note(cause)),
    }
}

/// 400, as RFC 6749 has it; which status the real server gives is not known.
fn refusal(error: &str, description: &str) -> HostReply {
    let body = json!({ "error": error, "error_description": description });
    HostReply::json(400, body.to_string())
}
