//! The way of every authenticated request: read, authenticate, decide, answer.

use axum::extract::Request;
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt;

use super::authenticate::{Door, Signed, Who, authenticate, identify};
use super::reply::Reply;
use crate::context::Context;
use crate::site::{Caller, Rejection};

/// A request as a route sees it once its sender is known.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// Path and query as they came.
    pub(super) target: &'a str,
    pub(super) body: &'a [u8],
}

/// Authenticates, then decides; a refusal on the way goes into the log with its cause.
pub(super) async fn answer(
    context: &Context,
    id: u32,
    request: Request,
    door: Door,
    decide: impl FnOnce(&Caller, &Asked<'_>) -> Result<Reply, Rejection>,
) -> Reply {
    let judge = |signed: &Signed<'_>| authenticate(context, id, signed, door);
    judged(context, id, request, judge, decide).await
}

/// The same for Confluence's own REST, whose callers are not only apps.
pub(super) async fn answer_rest(
    context: &Context,
    id: u32,
    request: Request,
    decide: impl FnOnce(&Who, &Asked<'_>) -> Result<Reply, Rejection>,
) -> Reply {
    let judge = |signed: &Signed<'_>| identify(context, id, signed);
    judged(context, id, request, judge, decide).await
}

async fn judged<W>(
    context: &Context,
    id: u32,
    request: Request,
    judge: impl FnOnce(&Signed<'_>) -> Result<W, Rejection>,
    decide: impl FnOnce(&W, &Asked<'_>) -> Result<Reply, Rejection>,
) -> Reply {
    let (parts, body) = request.into_parts();
    // The recorder has read the body already: this neither waits nor fails.
    let body = body
        .collect()
        .await
        .map_or_else(|_| Bytes::new(), |body| body.to_bytes());
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let signed = Signed {
        method: parts.method.as_str(),
        target,
        headers: &parts.headers,
        form: form(&parts.headers, &body),
    };
    let asked = Asked {
        target,
        body: &body,
    };
    judge(&signed)
        .and_then(|who| decide(&who, &asked))
        .unwrap_or_else(|rejection| Reply::refused(context, id, rejection))
}

/// A urlencoded body as text.
pub(super) fn form<'a>(headers: &HeaderMap, body: &'a [u8]) -> Option<&'a str> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let urlencoded = content_type
        .to_ascii_lowercase()
        .starts_with("application/x-www-form-urlencoded");
    std::str::from_utf8(body).ok().filter(|_| urlencoded)
}
