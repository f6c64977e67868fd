//! Middleware: reads the request whole, puts both halves of the exchange into the log.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body_util::BodyExt;

use super::reply::Reply;
use super::spoil::{self, Spoilt};
use crate::callback;
use crate::context::Context;
use crate::fault::{Kind, Stage};
use crate::site::Webhook;
use crate::traffic::{Direction, Opening};

/// The exchange a request belongs to, as an extension of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExchangeId(pub(super) u32);

pub(super) async fn record(
    Extension(context): Extension<Arc<Context>>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let body = read(&context, body).await;
    read_answers_first(&context).await;
    let id = context.log.begin(Opening {
        direction: Direction::FromApp,
        app: None,
        method: parts.method.as_str(),
        origin: &context.origin,
        target: parts
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str()),
        headers: header_lines(&parts.headers),
        token: String::new(),
        claims: None,
        body: body.as_deref().unwrap_or_default(),
    });
    let body = match body {
        Ok(body) => body,
        Err(refusal) => {
            context.log.note(id, &refusal.why);
            return finish(&context, id, None, refusal.reply.into_response()).await;
        }
    };
    let (method, path) = (parts.method.as_str(), parts.uri.path());
    let picked = context.faults(|faults| faults.pick(Direction::FromApp, method, path));
    context
        .come_past(id, Direction::FromApp, method, path, &picked)
        .await;
    let fault = picked.at(Stage::Reply);
    if let Some(spoilt) = fault.and_then(spoil::instead) {
        return log_and_send(&context, id, spoilt);
    }
    parts.extensions.insert(ExchangeId(id));
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let fired = response.extensions().get::<Fired>().cloned();
    let response = finish(&context, id, fault, response).await;
    if let Some(Fired(events)) = fired {
        // Once the reply is in the log: on the real host, too, the event comes after the answer.
        tokio::spawn(async move {
            for event in events {
                callback::fire(&context, &event).await;
            }
        });
    }
    response
}

/// The events that a request led to, as an extension of its response.
#[derive(Clone, Debug)]
pub(super) struct Fired(pub(super) Vec<Webhook>);

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

/// Our own replies are whole in memory, so reading one back cannot wait or fail.
async fn finish(context: &Context, id: u32, fault: Option<&Kind>, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let body = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let response = Response::from_parts(parts, Body::empty());
    log_and_send(context, id, spoil::spoil(fault, response, body))
}

fn log_and_send(context: &Context, id: u32, spoilt: Spoilt) -> Response {
    let headers = header_lines(spoilt.response.headers());
    context
        .log
        .finish(id, spoilt.outcome, &headers, &spoilt.body);
    spoilt.response
}

struct Unread {
    why: String,
    reply: Reply,
}

async fn read(context: &Context, body: Body) -> Result<Bytes, Unread> {
    let limit = context.settings.limits.request_size_limit;
    let deadline = context.settings.limits.request_deadline;
    match tokio::time::timeout(deadline, collect(body, limit)).await {
        Ok(Ok(Some(body))) => Ok(body),
        Ok(Ok(None)) => Err(Unread {
            why: format!(
                "the body is larger than {limit} bytes (setting `limits.request_size_limit`)"
            ),
            reply: message(413, "Request Entity Too Large"),
        }),
        Ok(Err(error)) => Err(Unread {
            why: format!("the body ended early or cannot be read: {error}"),
            reply: message(400, "Bad Request"),
        }),
        Err(_) => Err(Unread {
            why: format!(
                "the body did not arrive whole within {deadline:?}: is its Content-Length right? \
                 (setting `limits.request_deadline`)"
            ),
            reply: message(408, "Request Timeout"),
        }),
    }
}

/// The body, or `None` if it is too large. The rest is read all the same: what is left unread
/// turns the close of the connection into a reset, which can cost the client the reply.
async fn collect(mut body: Body, limit: usize) -> Result<Option<Bytes>, axum::Error> {
    let mut whole = BytesMut::new();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        size += data.len();
        if size <= limit {
            whole.extend_from_slice(&data);
        } else {
            whole.clear();
        }
    }
    Ok((size <= limit).then(|| whole.freeze()))
}

/// Assumed texts: what Cloud says to a request that it cannot read is not known.
fn message(status: u16, text: &str) -> Reply {
    Reply::json(
        status,
        serde_json::json!({ "message": text, "statusCode": status }).to_string(),
    )
}

/// Headers for the log, without what only its owner should see.
fn header_lines(headers: &HeaderMap) -> String {
    let mut lines = String::new();
    for (name, value) in headers {
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(name.as_str());
        lines.push_str(": ");
        let value = String::from_utf8_lossy(value.as_bytes());
        match name.as_str() {
            "authorization" => {
                lines.push_str(
                    value
                        .split(' ')
                        .next()
                        .filter(|_| value.contains(' '))
                        .unwrap_or(""),
                );
                lines.push_str(" {token}");
            }
            "cookie" | "set-cookie" => lines.push_str("{cookie}"),
            _ => lines.push_str(&value),
        }
    }
    lines
}
