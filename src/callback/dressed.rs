//! What a callback has on: its headers, and the token in one of them or in its query.

use super::sign::SignedToken;
use super::target::Target;
use crate::context::Context;
use crate::site::{Callback, Signature, TokenAt, with_parameters};

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
pub(super) fn passed_on(callback: &Callback) -> http::HeaderMap {
    let pairs = callback.headers.iter().filter_map(|(name, value)| {
        let name = http::HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, http::HeaderValue::from_str(value.expose()).ok()?))
    });
    pairs.collect()
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
