//! Both halves of an exchange into the log: the request read whole, the reply as it goes out.

use std::fmt::Display;

use bytes::{Bytes, BytesMut};
use http::request::Parts;
use http_body_util::BodyExt;
use hyper::body::Body;

use super::spoil::{self, Finished};
use crate::context::Context;
use crate::fault::ReplyFault;
use crate::server::answer::Answer;
use crate::server::reply::HostReply;
use crate::server::sent_to::ByProxy;
use crate::traffic::{Direction, Headers, Opening};

/// Takes the request into the log; its number there.
pub(super) async fn begin(context: &Context, parts: &Parts, body: &[u8]) -> u32 {
    read_answers_first(context).await;
    let target = parts.uri.path_and_query();
    let by_proxy = ByProxy::of(parts);
    let origin = by_proxy.map(ByProxy::origin);
    let id = context.log.begin(Opening {
        by_proxy: by_proxy.is_some(),
        direction: Direction::FromApp,
        app: None,
        method: parts.method.as_str(),
        origin: origin.as_deref().unwrap_or(&context.origin),
        target: target.map_or("/", |target| target.as_str()),
        headers: Headers::from(&parts.headers),
        credential: None,
        claims: None,
        body,
    });
    if let Some(by) = by_proxy
        && let Some(asked) = &by.asked
    {
        let note = format!("asked as {}{asked}", by.origin());
        context.log.note(id, note);
    }
    id
}

/// How often to let the runtime look at its sockets: more than the hops from a readable socket
/// to a finished exchange.
const TURNS: usize = 16;

/// An app that answers a callback and then calls has its answer on the wire before its call.
/// Which of the two the runtime would read first is chance; so the answer is, and the call is
/// not taken for a part of the callback.
async fn read_answers_first(context: &Context) {
    for _ in 0..TURNS {
        if !context.log.awaits_answer() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// The reply into the log, after the fault if there is one.
pub(super) fn finish(
    context: &Context,
    exchange: u32,
    fault: Option<&ReplyFault>,
    mut reply: HostReply,
) -> Answer {
    for note in reply.notes.drain(..) {
        context.log.note(exchange, note);
    }
    log(context, exchange, spoil::spoil(fault, reply.into()))
}

pub(super) fn log(context: &Context, exchange: u32, finished: Finished) -> Answer {
    let headers = match &finished.answer {
        Answer::Whole(response) | Answer::Half(response) | Answer::Slow { response, .. } => {
            Headers::from(response.headers())
        }
        Answer::Close | Answer::Reset => Headers::default(),
    };
    context
        .log
        .finish(exchange, finished.outcome, &headers, &finished.received);
    finished.answer
}

/// Why a body could not be read, and what is answered.
pub(super) struct Unread {
    pub(super) why: String,
    pub(super) reply: HostReply,
}

/// The body, whole. The texts of the refusals are assumed: what Cloud says to a request that it
/// cannot read is not known.
pub(super) async fn read<B>(context: &Context, body: B) -> Result<Bytes, Unread>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let limit = context.settings.limits.request_size_limit;
    let deadline = context.settings.limits.request_deadline;
    match tokio::time::timeout(deadline, collect(body, limit)).await {
        Ok(Ok(Some(body))) => Ok(body),
        Ok(Ok(None)) => Err(Unread {
            why: format!(
                "the body is larger than {limit} bytes (setting `limits.request_size_limit`)"
            ),
            reply: HostReply::message(413, "Request Entity Too Large"),
        }),
        Ok(Err(error)) => Err(Unread {
            why: format!("the body ended early or cannot be read: {error}"),
            reply: HostReply::message(400, "Bad Request"),
        }),
        Err(_) => Err(Unread {
            why: format!(
                "the body did not arrive whole within {deadline:?}: is its Content-Length right? \
                 (setting `limits.request_deadline`)"
            ),
            reply: HostReply::message(408, "Request Timeout"),
        }),
    }
}

/// The body, or `None` if it is too large. The rest is read all the same: what is left unread
/// turns the close of the connection into a reset, which can cost the client the reply.
async fn collect<B>(mut body: B, limit: usize) -> Result<Option<Bytes>, B::Error>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut whole = BytesMut::new();
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        size = size.saturating_add(data.len());
        if size <= limit {
            whole.extend_from_slice(&data);
        } else {
            whole.clear();
        }
    }
    Ok((size <= limit).then(|| whole.freeze()))
}
