//! Which address of a tenant a request was sent to.

use http::Request;
use http::header::HOST;

use crate::site::Address;

/// Goes with a request, once its prefix is taken off its path.
#[derive(Clone, Debug)]
pub(super) struct SentTo(pub(super) Address);

/// The host that a request names, with its port: in its target, or in its head.
pub(super) fn host<B>(request: &Request<B>) -> &str {
    let named = || request.headers().get(HOST)?.to_str().ok();
    let target = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    target.or_else(named).unwrap_or_default()
}
