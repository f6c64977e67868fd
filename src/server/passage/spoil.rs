//! Faults on the way back to the app.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Response, StatusCode};

use crate::fault::Kind;
use crate::server::answer::Answer;
use crate::traffic::Outcome;

/// What goes out, and how the log puts it.
pub(super) struct Finished {
    pub(super) answer: Answer,
    pub(super) outcome: Outcome,
    /// What the app got of the body.
    pub(super) received: Bytes,
}

/// The answer in place of the route's, for faults that keep the request from being carried out.
pub(super) fn instead(kind: &Kind) -> Option<Finished> {
    match kind {
        Kind::Status {
            status,
            headers,
            body,
        } => Some(whole(status_reply(*status, headers, body))),
        Kind::Reset => Some(cut(Answer::Reset, "the connection was reset (fault)")),
        Kind::Close => Some(cut(Answer::Close, "the connection was closed (fault)")),
        _ => None,
    }
}

/// The route's answer after the fault.
pub(super) fn spoil(kind: Option<&Kind>, mut response: Response<Bytes>) -> Finished {
    let half = |body: &Bytes| body.slice(..body.len() / 2);
    match kind {
        Some(Kind::LoseReply) => cut(Answer::Close, "the reply was lost (fault)"),
        Some(Kind::CloseMidBody) => Finished {
            received: half(response.body()),
            outcome: Outcome::Failed("the connection was closed within the body (fault)".into()),
            answer: Answer::Half(response),
        },
        Some(Kind::SlowBody { bytes, pause }) => Finished {
            received: response.body().clone(),
            outcome: Outcome::Status(response.status().as_u16()),
            answer: Answer::Slow {
                response,
                piece: *bytes,
                pause: Duration::from_millis(*pause),
            },
        },
        Some(Kind::TruncatedJson) => {
            *response.body_mut() = half(response.body());
            whole(response)
        }
        Some(Kind::GarbageJson) => {
            *response.body_mut() = Bytes::from_static(b"<!DOCTYPE html>}{\"garbage");
            whole(response)
        }
        _ => whole(response),
    }
}

fn whole(response: Response<Bytes>) -> Finished {
    Finished {
        received: response.body().clone(),
        outcome: Outcome::Status(response.status().as_u16()),
        answer: Answer::Whole(response),
    }
}

fn status_reply(status: u16, headers: &[(String, String)], body: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body.to_owned()));
    *response.status_mut() =
        StatusCode::from_u16(status).expect("a fault with another status is not injected");
    *response.headers_mut() = header_map(headers);
    response
}

/// Headers as the test wrote them; those that no client could read are left out.
fn header_map(headers: &[(String, String)]) -> HeaderMap {
    let pair = |(name, value): &(String, String)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value).ok()?))
    };
    headers.iter().filter_map(pair).collect()
}

fn cut(answer: Answer, why: &str) -> Finished {
    Finished {
        answer,
        outcome: Outcome::Failed(why.into()),
        received: Bytes::new(),
    }
}
