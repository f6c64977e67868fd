//! What a resource answers: a reply in the host's own words, and what goes with it.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde_json::json;

use crate::site::{ErrorBody, Rejection, Webhook};
use crate::traffic::Note;

/// Status, headers and body, and beside them what the log says and which events follow.
#[derive(Clone, Debug)]
pub(super) struct HostReply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) notes: Vec<Note>,
    /// The events that the request led to, which come after its answer as on the real host.
    pub(super) events: Vec<Webhook>,
}

impl HostReply {
    /// Without a body.
    pub(super) fn empty(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).expect("a status of three digits"),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            notes: Vec::new(),
            events: Vec::new(),
        }
    }

    pub(super) fn new(status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        let mut reply = Self::empty(status);
        reply.body = Bytes::from(body.into());
        let content_type = HeaderValue::from_static(content_type);
        reply.headers.insert(CONTENT_TYPE, content_type);
        reply
    }

    /// JSON with Confluence's bare content type.
    pub(super) fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "application/json", body)
    }

    /// An error of our own, or one whose text is assumed: `{"message", "statusCode"}`.
    pub(super) fn message(status: u16, text: &str) -> Self {
        let body = json!({ "message": text, "statusCode": status });
        Self::json(status, body.to_string())
    }

    /// Not to be kept by anybody, as Connect's own resources say of all their answers.
    pub(super) fn uncached(mut self) -> Self {
        let never = HeaderValue::from_static("no-store, no-cache");
        self.headers.insert(CACHE_CONTROL, never);
        self
    }

    /// A 401 that says how to come back.
    pub(super) fn with_challenge(mut self, challenge: &'static str) -> Self {
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static(challenge);
            self.headers.insert(WWW_AUTHENTICATE, challenge);
        }
        self
    }

    pub(super) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// A line for the log. A resource that runs in a hold of the site says it this way, for whoever
    /// listens to the log may ask the site something.
    pub(super) fn note(mut self, note: impl Into<Note>) -> Self {
        self.notes.push(note.into());
        self
    }
}

/// A refusal: its words on the wire, its cause in the log.
impl From<Rejection> for HostReply {
    fn from(rejection: Rejection) -> Self {
        let status = rejection.status;
        let reply = match rejection.body {
            ErrorBody::Html(message) => Self::new(status, "text/html", message),
            body => Self::json(status, body.to_json(status).to_string()),
        };
        reply.note(rejection.cause)
    }
}

impl From<HostReply> for Response<Bytes> {
    fn from(reply: HostReply) -> Self {
        let mut response = Response::new(reply.body);
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}
