//! A request to the tenant over HTTP, whoever it is from: as the app, or as a page of the app.

use std::panic::Location;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::reply::Reply;
use crate::context::Context;
use crate::outgoing::{self, Outgoing, SendError, SendLimits};
use crate::site::Address;
use crate::unhandled::{Failure, Unhandled};

/// What is sent, below the tenant's base URL.
#[derive(Clone)]
pub(super) struct ToTenant {
    pub(super) method: String,
    /// Path and query, with `/wiki`.
    pub(super) target: String,
    /// What says who sends it.
    pub(super) headers: Vec<(&'static str, String)>,
    /// What the test adds.
    pub(super) passed_on: HeaderMap,
    pub(super) body: Bytes,
}

/// The path with `/wiki` before it, where it has not.
fn below_wiki(path: &str) -> String {
    let below = path.strip_prefix("/wiki");
    let below = below.filter(|rest| rest.starts_with('/'));
    format!("/wiki{}", below.unwrap_or(path))
}

/// A header that HTTP allows.
#[track_caller]
pub(super) fn given_header<N, V>(name: N, value: V) -> (HeaderName, HeaderValue)
where
    N: TryInto<HeaderName, Error: std::fmt::Display>,
    V: TryInto<HeaderValue, Error: std::fmt::Display>,
{
    let name = match name.try_into() {
        Ok(name) => name,
        Err(error) => panic!("header: {error}"),
    };
    let value = match value.try_into() {
        Ok(value) => value,
        Err(error) => panic!("header `{name}`: {error}"),
    };
    (name, value)
}

/// Path and query as they go over the wire, below the site's own prefix.
pub(super) fn signed_target(context: &Context, target: &str) -> Result<String, ClientError> {
    Ok(parsed(context, target)?.path)
}

fn parsed(context: &Context, target: &str) -> Result<outgoing::Target, ClientError> {
    let url = format!("{}{target}", context.origin);
    outgoing::Target::parse(&url).map_err(ClientError::from)
}

impl ToTenant {
    pub(super) fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_ascii_uppercase(),
            target: below_wiki(path),
            headers: Vec::new(),
            passed_on: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// The same from somebody who says so by these headers.
    pub(super) fn by(self, headers: Vec<(&'static str, String)>) -> Self {
        Self { headers, ..self }
    }

    /// One more header of the test.
    pub(super) fn pass_on(&mut self, (name, value): (HeaderName, HeaderValue)) {
        self.passed_on.insert(name, value);
    }

    pub(super) async fn send(self, context: Arc<Context>) -> Result<Reply, ClientError> {
        let outgoing = self.outgoing(&context)?;
        let settings = &context.settings;
        let limits = SendLimits {
            connect: settings.connect_deadline,
            whole: settings.limits.client_deadline,
            told: settings.limits.client_deadline,
            body_bytes: settings.limits.reply_size_limit,
        };
        let reply = outgoing::send(outgoing, limits)
            .await
            .map_err(ClientError::from)?;
        Ok(Reply {
            status: reply.status,
            headers: reply.headers,
            body: reply.body,
            token: None,
            warnings: Vec::new(),
        })
    }

    fn outgoing(self, context: &Context) -> Result<Outgoing, ClientError> {
        let mut target = parsed(context, &self.target)?;
        let mut headers = vec![("content-length", self.body.len().to_string())];
        headers.extend(self.headers);
        // Where the site is today, by its name; the socket stays the same.
        let present = context.site(|site| Address::of(site.base_url()));
        target.path.insert_str(0, &present.prefix);
        target.authority = present.authority;
        let method = Method::from_bytes(self.method.as_bytes()).map_err(|_| {
            ClientError::from(SendError::BadUrl(format!("`{}` is no method", self.method)))
        })?;
        Ok(Outgoing {
            method,
            target,
            headers,
            passed_on: self.passed_on,
            body: self.body,
            #[cfg(feature = "tls")]
            trusted: context.trusted.clone(),
        })
    }
}

/// No whole reply came.
#[derive(Debug)]
pub struct ClientError(SendError, Unhandled);

impl From<SendError> for ClientError {
    fn from(error: SendError) -> Self {
        Self(error, Unhandled::default())
    }
}

impl ClientError {
    /// The same, as what the test gets from a call of its own.
    pub(super) fn of_call(mut self, context: &Context, place: &Location<'_>) -> Self {
        self.1 = context.unhandled(Failure::new(self.to_string(), Some(place)));
        self
    }
}

impl std::fmt::Display for ClientError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let why = self.0.with_deadline("limits.client_deadline");
        write!(f, "the tenant gave no whole reply: {why}")
    }
}

impl std::error::Error for ClientError {}
