//! Turns what a route decides into HTTP, in the host's own words.

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};

use crate::context::Context;
use crate::site::{ErrorBody, Rejection};

/// A status, a content type and a body.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    status: u16,
    content_type: Option<&'static str>,
    header: Option<(HeaderName, HeaderValue)>,
    body: String,
}

impl Reply {
    pub(super) fn empty(status: u16) -> Self {
        Self {
            status,
            content_type: None,
            header: None,
            body: String::new(),
        }
    }

    pub(super) fn new(status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        Self {
            status,
            content_type: Some(content_type),
            header: None,
            body: body.into(),
        }
    }

    /// JSON with Confluence's bare content type.
    pub(super) fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "application/json", body)
    }

    /// Not to be kept by anybody, as Connect's own resources say of all their answers.
    pub(super) fn uncached(self) -> Self {
        self.with_header(CACHE_CONTROL, "no-store, no-cache")
    }

    /// A 401 that says how to come back.
    pub(super) fn with_challenge(self, challenge: &'static str) -> Self {
        match self.status {
            401 => self.with_header(WWW_AUTHENTICATE, challenge),
            _ => self,
        }
    }

    /// A reply has one header of its own; a value that cannot be one is left out.
    pub(super) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        self.header = HeaderValue::from_str(value).ok().map(|value| (name, value));
        self
    }

    /// A refusal: its words on the wire, its cause in the log.
    pub(super) fn refused(context: &Context, id: u32, rejection: Rejection) -> Self {
        context.log.note(id, rejection.cause);
        let status = rejection.status;
        match rejection.body {
            ErrorBody::Html(message) => Self::new(status, "text/html", message),
            body => Self::json(status, body.to_json(status).to_string()),
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Bytes::from(self.body).into());
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some(content_type) = self.content_type {
            response
                .headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}
