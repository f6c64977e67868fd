//! `POST /oauth2/token`: an app's assertion for an access token that stands for a user.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Request;
use http_body_util::BodyExt;
use serde_json::json;

use super::answer::form;
use super::form::{field, fields};
use super::recorder::ExchangeId;
use super::reply::Reply;
use crate::context::Context;
use crate::jwt;
use crate::site::{EXPIRES_IN, Grant, GrantError};

/// On the real host this is a server of its own, for all sites.
pub(super) const PATH: &str = "/oauth2/token";

pub(super) async fn grant(
    Extension(context): Extension<Arc<Context>>,
    id: Extension<ExchangeId>,
    request: Request,
) -> Reply {
    let id = id.0.0;
    let (parts, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let Some(form) = form(&parts.headers, &body) else {
        context.log.note(id, "the body is no urlencoded form");
        return refusal(
            "invalid_request",
            "The body must be application/x-www-form-urlencoded",
        );
    };
    let asked = fields(form);
    let grant = Grant {
        grant_type: field(&asked, "grant_type"),
        assertion: field(&asked, "assertion"),
        scope: field(&asked, "scope"),
    };
    let shown = grant.assertion.as_deref().and_then(jwt::read_claims);
    if let Some((algorithm, _, claims)) = shown {
        let words = format!("{algorithm} assertion");
        context.log.token(id, None, &words, Some(claims.timeless()));
    }
    let now = context.clock.now_millis();
    match context.site(|site| site.grant(&grant, &context.root, now)) {
        Ok((app, acting, token)) => {
            context.log.token(id, Some(&app), "HS256 assertion", None);
            context
                .log
                .note(id, format!("`{app}` may act as {}", acting.account));
            context.log.names(|names| names.add_access_token(&token));
            let body = json!({
                "access_token": token, "expires_in": EXPIRES_IN, "token_type": "Bearer"
            });
            Reply::json(200, body.to_string()).uncached()
        }
        Err(GrantError {
            error,
            description,
            cause,
        }) => {
            context.log.note(id, cause);
            refusal(error, &description)
        }
    }
}

/// 400, as RFC 6749 has it; which status the real server gives is not known.
fn refusal(error: &str, description: &str) -> Reply {
    let body = json!({ "error": error, "error_description": description });
    Reply::json(400, body.to_string())
}
