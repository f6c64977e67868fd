//! Makes a call of an app's front end or function to its remote, and says what the caller sees of it.

use crate::callback::deliver::deliver;
use crate::callback::delivered::Delivery;
use crate::context::Context;
use crate::outgoing::{Incoming, SendError};
use crate::secret::Secret;
use crate::site::{Callback, Invoking, LoadError, RemoteCaller};

/// What the caller of a remote sees of its call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvokeOutcome {
    /// The promise resolves, with whatever status the remote has answered.
    Resolved,
    /// 401: the remote has not accepted the invocation token.
    TokenRefused,
    /// Neither a 2xx nor JSON by its content type.
    WrongContentType(String),
    /// A body that is no JSON, or none where there must be one.
    NoJson,
    /// No connection, or one that broke off.
    NetworkError,
    /// No whole reply within so many seconds.
    TimedOut(u64),
    /// Anything else, such as a reply that is too large.
    Unexpected,
}

impl InvokeOutcome {
    /// Its name, in kebab-case.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::TokenRefused => "token-refused",
            Self::WrongContentType(_) => "wrong-content-type",
            Self::NoJson => "no-json",
            Self::NetworkError => "network-error",
            Self::TimedOut(_) => "timed-out",
            Self::Unexpected => "unexpected",
        }
    }
}

/// A call that was made.
pub(crate) struct Called {
    pub(crate) outcome: InvokeOutcome,
    pub(crate) reply: Option<Incoming>,
    pub(crate) token: Option<Secret>,
}

/// The largest bodies: of a page's request, of an invocation in all, and of a reply.
const PAGE_REQUEST: usize = 500 * 1024;
const INVOCATION: usize = 5 * 1024 * 1024;

pub(crate) async fn invoke(context: &Context, asked: &Invoking) -> Result<Called, LoadError> {
    let gateway = context.gateway_url();
    let call = context.site(|site| site.remote_call(asked, &gateway))?;
    if !call.reachable {
        return Err(LoadError::new(format!(
            "`{}` was installed without a backend, so there is no remote to call",
            call.app_key
        )));
    }
    let limit = match asked.caller {
        RemoteCaller::FrontEnd => PAGE_REQUEST,
        RemoteCaller::Browser | RemoteCaller::Function => INVOCATION,
    };
    remark_size(context, "request", asked.body.len(), limit);
    let sent = deliver(context, &call).await;
    let (result, token) = (sent.outcome, sent.token);
    if let Delivery::Answered(reply) = &result {
        if asked.caller == RemoteCaller::Browser {
            remark_origin(context, &call, reply);
        }
        remark_size(context, "reply", reply.body.len(), INVOCATION);
    }
    let deadline = context.settings.invoke_deadline.as_secs();
    let (outcome, reply) = match result {
        Delivery::Answered(reply) => (seen(asked.caller, &reply), Some(reply)),
        Delivery::Failed(SendError::Timeout(_) | SendError::ConnectTimeout(_)) => {
            (InvokeOutcome::TimedOut(deadline), None)
        }
        Delivery::Failed(SendError::TooLarge(_) | SendError::BadUrl(_)) => {
            (InvokeOutcome::Unexpected, None)
        }
        Delivery::Failed(_) => (InvokeOutcome::NetworkError, None),
        Delivery::NotSent | Delivery::Postponed => (InvokeOutcome::Unexpected, None),
    };
    Ok(Called {
        outcome,
        reply,
        token,
    })
}

fn remark_size(context: &Context, what: &str, bytes: usize, limit: usize) {
    if bytes > limit {
        let kib = limit / 1024;
        context.log.remark(format!(
            "a {what} of {bytes} bytes, where Forge takes {kib} KB at most: the real one would not get through"
        ));
    }
}

/// What a browser would make of a reply to a page of another origin, if Forge does nothing about it: its documentation
/// says that the request goes straight to the remote, and of CORS nothing at all.
fn remark_origin(context: &Context, call: &Callback, reply: &Incoming) {
    let mut headers = call.headers.iter();
    let Some((_, origin)) = headers.find(|(name, _)| name == "origin") else {
        return;
    };
    let allowed = reply.headers.get(http::header::ACCESS_CONTROL_ALLOW_ORIGIN);
    let allowed = allowed.map(|value| String::from_utf8_lossy(value.as_bytes()));
    if allowed.is_none_or(|allowed| allowed != "*" && allowed != origin.expose()) {
        context.log.remark(format!(
            "the reply has no access-control-allow-origin for {}: by the rules of CORS a browser keeps it from the \
             page, and asks for the permission by OPTIONS before it sends a token",
            origin.expose()
        ));
    }
}

/// What a page's `invokeRemote` makes of a reply; the others get it as it is.
fn seen(caller: RemoteCaller, reply: &Incoming) -> InvokeOutcome {
    if caller != RemoteCaller::FrontEnd {
        return InvokeOutcome::Resolved;
    }
    let good = (200..300).contains(&reply.status);
    if reply.status == 401 {
        return InvokeOutcome::TokenRefused;
    }
    let content_type = reply.headers.get(http::header::CONTENT_TYPE);
    let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()));
    if let Some(kind) = content_type.filter(|_| !good) {
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return InvokeOutcome::WrongContentType(kind.into_owned());
        }
    }
    let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(&reply.body).is_ok();
    match is_json || good && reply.body.is_empty() {
        true => InvokeOutcome::Resolved,
        false => InvokeOutcome::NoJson,
    }
}

impl InvokeOutcome {
    /// The error that the page has in its hands, in the words of the documentation; none where the promise
    /// resolves. The status is that of the reply.
    pub(crate) fn message(&self, status: Option<u16>) -> Option<String> {
        let status = status.unwrap_or_default();
        Some(match self {
            Self::Resolved => return None,
            Self::TokenRefused => "Remote could not verify the Forge Invocation Token".into(),
            Self::WrongContentType(header) => format!(
                "Invalid response from remote - content-type header must be set to application/json and is \
                 currently: {header}. Status: {status}."
            ),
            Self::NoJson => format!(
                "Invalid response from remote - cannot parse body as JSON. Status: {status}."
            ),
            Self::NetworkError => "Invalid response from remote - remote network error".into(),
            Self::TimedOut(seconds) => {
                format!("Remote invocation timed out after {seconds} seconds")
            }
            Self::Unexpected => "An unexpected error happened".into(),
        })
    }
}
