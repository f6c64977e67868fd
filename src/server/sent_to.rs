//! Which address of a tenant a request was sent to.

use std::sync::Arc;

use http::Request;
use http::header::HOST;

use crate::site::Address;

/// Goes with a request, once its prefix is taken off its path.
#[derive(Clone, Debug)]
pub(super) struct SentTo(pub(super) Address);

/// Goes with a request that came by the proxy of a look-alike network.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "look-alike"),
    allow(dead_code, reason = "nobody has a proxy without the feature")
)]
pub(crate) struct ByProxy {
    /// The host of the connection, without a port.
    pub(crate) host: Arc<str>,
    /// Path and query as they were asked, where the host is none of the site's own.
    pub(crate) asked: Option<String>,
    /// Why nobody answers for this host.
    pub(crate) not_modelled: Option<String>,
}

impl ByProxy {
    pub(super) fn of(parts: &http::request::Parts) -> Option<&Self> {
        parts.extensions.get()
    }

    /// What the request was sent to: scheme and host.
    pub(super) fn origin(&self) -> String {
        format!("https://{}", self.host)
    }
}

/// The host that a request names, with its port: in its target, or in its head.
pub(super) fn host<B>(request: &Request<B>) -> &str {
    let named = || request.headers().get(HOST)?.to_str().ok();
    let target = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    target.or_else(named).unwrap_or_default()
}
