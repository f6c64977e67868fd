//! What the tenant does not answer itself: a stub does, or it is said so, with the nearest route,
//! never by a plausible 404.

#[cfg(feature = "stubs")]
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode};
#[cfg(feature = "stubs")]
use http::{HeaderValue, Request};
#[cfg(feature = "stubs")]
use http_body_util::Full;
use serde_json::json;
use tokio::time::Instant;

use super::authenticate::admit;
use crate::context::Elsewhere;
use crate::outgoing::{Outgoing, SendError, SendLimits, Target, send};
use crate::server::call::Call;
use crate::server::nearest::hint;
use crate::server::reply::HostReply;
use crate::site::{Guard, needed_scope};
use crate::traffic::Note;

/// Marks the answer of a stub server to what no stub is for.
pub(crate) const UNMATCHED: &str = "x-mockfluence-unmatched";

/// By what a stub server knows that the tenant asks it.
pub(crate) const STUB_KEY: &str = "x-mockfluence-key";

/// The answer of a stub, else that of the server that stands in, else 501; either to a caller that
/// may ask at all.
pub(super) async fn not_served(mut call: Call) -> HostReply {
    let others = [
        call.context.stub_server().await,
        call.context.fallback.clone().map(Elsewhere::Stranger),
    ];
    let others: Vec<Elsewhere> = others.into_iter().flatten().collect();
    // The scope is checked where something answers.
    let scope = match others[..] {
        [] => None,
        _ => needed_scope(call.method.as_str(), call.path()),
    };
    let reply = match admit(&mut call, Guard::PassedOn, scope) {
        // Whether a stub is there for it, only the other server knows.
        Err(rejection) if !others.is_empty() => return HostReply::from(rejection),
        Err(rejection) => HostReply::from(rejection),
        Ok(()) => {
            let until = deadline(&call);
            for other in &others {
                if let Some(reply) = passed_on(&call, other, until).await {
                    return reply;
                }
            }
            unserved(&call)
        }
    };
    let (hint, stub) = (hint(call.sent_path()), stub_hint(&call));
    reply.note(Note::NotServed { hint, stub })
}

/// The answer for another host of Atlassian's, which is none of the site: of a stub, to whoever asks,
/// or that nobody answers for it and why.
pub(super) async fn not_modelled(call: Call, why: String) -> HostReply {
    if let Some(stubs) = call.context.stub_server().await
        && let Some(reply) = passed_on(&call, &stubs, deadline(&call)).await
    {
        return reply;
    }
    let stub = stub_hint(&call);
    let message = format!("mockfluence: {why}. {stub}");
    HostReply::message(501, &message).note(Note::NotServed { hint: why, stub })
}

/// The line that would stub the request, in the words of the door by which the tenant was started.
fn stub_hint(call: &Call) -> String {
    let tenant = call.context.site(|site| site.name().to_owned());
    let (method, path) = (call.method.as_str(), call.sent_path());
    call.context.door.stub(&tenant, method, path)
}

fn unserved(call: &Call) -> HostReply {
    let (method, path) = (&call.method, call.sent_path());
    let hint = hint(path);
    let stub = stub_hint(call);
    let message = format!("mockfluence does not serve {method} {path}: {hint}. {stub}");
    let body = json!({ "message": message, "statusCode": 501 });
    HostReply::json(501, body.to_string())
}

/// The answer of a stub to what the tenant could answer too; `None` where no stub is for it.
pub(super) async fn stubbed(mut call: Call) -> Option<HostReply> {
    let stubs = call.context.stub_server().await?;
    let scope = needed_scope(call.method.as_str(), call.path());
    match admit(&mut call, Guard::PassedOn, scope) {
        Ok(()) => passed_on(&call, &stubs, deadline(&call)).await,
        Err(rejection) => Some(HostReply::from(rejection)),
    }
}

/// When all who may answer in the tenant's place have had their time together.
fn deadline(call: &Call) -> Instant {
    let now = Instant::now();
    let end = now.checked_add(call.context.settings.callback_deadline);
    end.unwrap_or(now)
}

/// As the request was sent, and where nobody is for that, as the host would look it up.
async fn passed_on(call: &Call, other: &Elsewhere, until: Instant) -> Option<HostReply> {
    let sent = forward(call, other, until).await;
    if sent.is_some() || call.path() == call.sent_path() {
        return sent;
    }
    let query = &call.target[call.sent_path().len()..];
    let mut folded = call.clone();
    folded.target = format!("{}{query}", call.path());
    forward(&folded, other, until).await
}

/// Passes the request on; `None` where the other server has no stub for it.
async fn forward(call: &Call, other: &Elsewhere, until: Instant) -> Option<HostReply> {
    let settings = &call.context.settings;
    let limits = SendLimits {
        connect: settings.connect_deadline,
        whole: until.saturating_duration_since(Instant::now()),
        told: settings.callback_deadline,
        body_bytes: settings.limits.reply_size_limit,
    };
    let (sent, url) = match other {
        #[cfg(feature = "stubs")]
        Elsewhere::Stubs { server, key } => {
            let sent = match to_stubs(call, key) {
                Ok(request) => server.send(request, limits).await,
                Err(error) => Err(error),
            };
            (sent, server.url())
        }
        Elsewhere::Stranger(url) => {
            let sent = match outgoing(call, url) {
                Ok(outgoing) => send(outgoing, limits).await,
                Err(error) => Err(error),
            };
            (sent, url.clone())
        }
    };
    let incoming = match sent {
        Ok(incoming) if incoming.headers.contains_key(UNMATCHED) => return None,
        // Nobody asked for another protocol, and no answer has such a status.
        Ok(incoming) if incoming.status < 200 => {
            let status = incoming.status;
            let why = format!("the status {status} ends no exchange");
            return Some(no_reply(&url, &SendError::Broken(why)));
        }
        Ok(incoming) => incoming,
        Err(error) => return Some(no_reply(&url, &error)),
    };
    let mut reply = HostReply::empty(incoming.status).note(Note::Stubbed);
    reply.headers = incoming.headers;
    for name in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        reply.headers.remove(name);
    }
    reply.body = incoming.body;
    Some(reply)
}

/// The headers that are the request's, and not the connection's.
fn passed_headers(call: &Call) -> HeaderMap {
    let mut headers = call.headers.clone();
    for name in [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers.remove(STUB_KEY);
    headers
}

#[cfg(feature = "stubs")]
fn to_stubs(call: &Call, key: &HeaderValue) -> Result<Request<Full<Bytes>>, SendError> {
    let bad = |_| SendError::BadUrl(format!("`{}` cannot be sent", call.target));
    let mut request = Request::new(Full::new(call.body.clone()));
    *request.method_mut() = call.method.clone();
    *request.uri_mut() = call.target.parse().map_err(bad)?;
    *request.headers_mut() = passed_headers(call);
    request.headers_mut().insert(STUB_KEY, key.clone());
    Ok(request)
}

fn outgoing(call: &Call, url: &str) -> Result<Outgoing, SendError> {
    let url = format!("{}{}", url.trim_end_matches('/'), call.target);
    Ok(Outgoing {
        method: call.method.clone(),
        target: Target::parse(&url)?,
        headers: Vec::new(),
        passed_on: passed_headers(call),
        body: call.body.clone(),
        #[cfg(feature = "tls")]
        trusted: call.context.trusted.clone(),
    })
}

fn no_reply(url: &str, error: &SendError) -> HostReply {
    let why = format!(
        "the server that answers for {url} gave no reply: {}",
        error.with_setting()
    );
    HostReply::message(StatusCode::BAD_GATEWAY.as_u16(), &why).note(why)
}
