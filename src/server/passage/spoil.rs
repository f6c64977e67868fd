//! Faults on the way back to the app.

use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::fault::{ReplyFault, SlowBody, StatusFault};
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
pub(super) fn instead(fault: &ReplyFault) -> Option<Finished> {
    match fault {
        ReplyFault::Status(fault) => Some(whole(status_reply(fault))),
        ReplyFault::Reset => Some(cut(Answer::Reset, "the connection was reset (fault)")),
        ReplyFault::Close => Some(cut(Answer::Close, "the connection was closed (fault)")),
        ReplyFault::CloseMidBody
        | ReplyFault::LoseReply
        | ReplyFault::SlowBody(_)
        | ReplyFault::TruncatedJson
        | ReplyFault::GarbageJson => None,
        // Only where the tenant calls; none is picked for a request of an app.
        ReplyFault::RefuseConnection => None,
    }
}

/// The route's answer after the fault.
pub(super) fn spoil(fault: Option<&ReplyFault>, mut response: Response<Bytes>) -> Finished {
    let half = |body: &Bytes| body.slice(..body.len() / 2);
    let Some(fault) = fault else {
        return whole(response);
    };
    match fault {
        ReplyFault::LoseReply => cut(Answer::Close, "the reply was lost (fault)"),
        ReplyFault::CloseMidBody => Finished {
            received: half(response.body()),
            outcome: Outcome::Failed("the connection was closed within the body (fault)".into()),
            answer: Answer::Half(response),
        },
        ReplyFault::SlowBody(SlowBody { bytes, pause }) => Finished {
            received: response.body().clone(),
            outcome: Outcome::Status(response.status().as_u16()),
            answer: Answer::Slow {
                response,
                piece: *bytes,
                pause: Duration::from_millis(*pause),
            },
        },
        ReplyFault::TruncatedJson => {
            *response.body_mut() = half(response.body());
            whole(response)
        }
        ReplyFault::GarbageJson => {
            *response.body_mut() = Bytes::from_static(b"<!DOCTYPE html>}{\"garbage");
            whole(response)
        }
        // These have come instead of the route's answer.
        ReplyFault::Status(_)
        | ReplyFault::Reset
        | ReplyFault::Close
        | ReplyFault::RefuseConnection => whole(response),
    }
}

fn whole(response: Response<Bytes>) -> Finished {
    Finished {
        received: response.body().clone(),
        outcome: Outcome::Status(response.status().as_u16()),
        answer: Answer::Whole(response),
    }
}

fn status_reply(fault: &StatusFault) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(fault.body.clone()));
    *response.status_mut() =
        StatusCode::from_u16(fault.status).expect("a fault of another status cannot be made");
    *response.headers_mut() = fault.header_map();
    response
}

fn cut(answer: Answer, why: &str) -> Finished {
    Finished {
        answer,
        outcome: Outcome::Failed(why.into()),
        received: Bytes::new(),
    }
}
