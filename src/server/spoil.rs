//! Faults on the way back to the app.

use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::wire::{Cut, Trickle};
use crate::fault::Kind;
use crate::traffic::Outcome;

/// A reply as it goes out, and how the log puts it.
pub(super) struct Spoilt {
    pub(super) response: Response,
    pub(super) outcome: Outcome,
    /// What the app got of the body.
    pub(super) body: Bytes,
}

/// The answer in place of the route's, for faults that keep the request from being carried out.
pub(super) fn instead(kind: &Kind) -> Option<Spoilt> {
    match kind {
        Kind::Status {
            status,
            headers,
            body,
        } => Some(status_reply(*status, headers, body)),
        Kind::Reset => Some(cut(Cut::Reset, "the connection was reset (fault)")),
        Kind::Close => Some(cut(Cut::Close, "the connection was closed (fault)")),
        _ => None,
    }
}

/// The route's answer after the fault.
pub(super) fn spoil(kind: Option<&Kind>, response: Response, body: Bytes) -> Spoilt {
    let (mut parts, _) = response.into_parts();
    let whole = Outcome::Status(parts.status.as_u16());
    match kind {
        Some(Kind::LoseReply) => cut(Cut::Close, "the reply was lost (fault)"),
        Some(Kind::CloseMidBody) => {
            parts
                .headers
                .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
            let half = body.slice(..body.len() / 2);
            let response = Response::from_parts(parts, Body::new(Trickle::half(&body)));
            let why = "the connection was closed within the body (fault)";
            Spoilt {
                response,
                outcome: Outcome::Failed(why.into()),
                body: half,
            }
        }
        Some(Kind::SlowBody { bytes, pause }) => {
            let slow = Trickle::slow(&body, *bytes, Duration::from_millis(*pause));
            parts
                .headers
                .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
            Spoilt {
                response: Response::from_parts(parts, Body::new(slow)),
                outcome: whole,
                body,
            }
        }
        other => {
            let body = match other {
                Some(Kind::TruncatedJson) => body.slice(..body.len() / 2),
                Some(Kind::GarbageJson) => Bytes::from_static(b"<!DOCTYPE html>}{\"garbage"),
                _ => body,
            };
            let response = Response::from_parts(parts, Body::from(body.clone()));
            Spoilt {
                response,
                outcome: whole,
                body,
            }
        }
    }
}

fn status_reply(status: u16, headers: &[(String, String)], body: &str) -> Spoilt {
    let body = Bytes::from(body.to_owned());
    let mut response = Response::new(Body::from(body.clone()));
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.status_mut() = code;
    *response.headers_mut() = header_map(headers);
    Spoilt {
        response,
        outcome: Outcome::Status(code.as_u16()),
        body,
    }
}

/// Headers as the test wrote them; those that no client could read are left out.
fn header_map(headers: &[(String, String)]) -> HeaderMap {
    let pair = |(name, value): &(String, String)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value).ok()?))
    };
    headers.iter().filter_map(pair).collect()
}

fn cut(cut: Cut, why: &str) -> Spoilt {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(cut);
    Spoilt {
        response,
        outcome: Outcome::Failed(why.into()),
        body: Bytes::new(),
    }
}
