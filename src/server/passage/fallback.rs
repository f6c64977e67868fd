//! What the tenant does not answer itself: a stub does, or it is said so, with the nearest route,
//! never by a plausible 404.

use http::StatusCode;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use serde_json::json;

use super::authenticate::{admit, observe};
use crate::callback::{Outgoing, SendError, SendLimits, Target, send};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::server::router::hint;
use crate::site::{Guard, needed_scope};
use crate::traffic::Note;

/// Marks the answer of a stub server to what no stub is for.
pub(crate) const UNMATCHED: &str = "x-mockfluence-unmatched";

/// The answer of the server that stands in, else 501.
pub(super) async fn not_served(call: Call) -> HostReply {
    match call.context.fallback().await {
        Some(url) => {
            if let Some(reply) = forward(&call, &url).await {
                return reply;
            }
        }
        None => observe(&call),
    }
    let (method, path) = (&call.method, call.path());
    let hint = hint(path);
    let tenant = call.context.site(|site| site.name().to_owned());
    let stub = call.context.door.stub(&tenant, method.as_str(), path);
    let message = format!("mockfluence does not serve {method} {path}: {hint}. {stub}");
    let body = json!({ "message": message, "statusCode": 501 });
    HostReply::json(501, body.to_string()).note(Note::NotServed { hint, stub })
}

/// The answer of a stub to what the tenant could answer too; `None` where no stub is for it.
pub(super) async fn stubbed(call: &Call) -> Option<HostReply> {
    let url = call.context.stub_server().await?;
    forward(call, &url).await
}

/// Passes the request on, once its sender is known to be allowed; `None` where the other server
/// has no stub for it.
async fn forward(call: &Call, url: &str) -> Option<HostReply> {
    let mut call = call.clone();
    let scope = needed_scope(call.method.as_str(), call.path());
    if let Err(rejection) = admit(&mut call, Guard::PassedOn, scope) {
        return Some(HostReply::from(rejection));
    }
    let limits = SendLimits {
        connect: call.context.settings.connect_deadline,
        whole: call.context.settings.callback_deadline,
        told: call.context.settings.callback_deadline,
        body_bytes: usize::MAX,
    };
    let sent = match outgoing(call, url) {
        Ok(outgoing) => send(outgoing, limits).await,
        Err(error) => Err(error),
    };
    let incoming = match sent {
        Ok(incoming) if incoming.headers.contains_key(UNMATCHED) => return None,
        Ok(incoming) => incoming,
        Err(error) => return Some(no_reply(url, &error)),
    };
    let mut reply = HostReply::empty(incoming.status).note(Note::Stubbed);
    reply.headers = incoming.headers;
    for name in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        reply.headers.remove(name);
    }
    reply.body = incoming.body;
    Some(reply)
}

fn outgoing(call: Call, url: &str) -> Result<Outgoing, SendError> {
    let url = format!("{}{}", url.trim_end_matches('/'), call.target);
    let mut passed_on = call.headers;
    for name in [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        passed_on.remove(name);
    }
    Ok(Outgoing {
        method: call.method,
        target: Target::parse(&url)?,
        headers: Vec::new(),
        passed_on,
        body: call.body,
        #[cfg(feature = "tls")]
        trusted: call.context.trusted.clone(),
    })
}

fn no_reply(url: &str, error: &SendError) -> HostReply {
    let why = format!("the server that answers for {url} gave no reply: {error}");
    HostReply::message(StatusCode::BAD_GATEWAY.as_u16(), &why).note(why)
}
