//! A request by a name that is none of the tenant's: to a browser its sender is of one origin with the tenant.

use http::header::HOST;
use http::request::Parts;

use crate::context::Context;
use crate::host_names::host_of;
use crate::server::reply::HostReply;
use crate::server::sent_to::ByProxy;
use crate::site::Cause;

/// The answer to a request that names a host which nobody gave the tenant. One that names none is no browser's.
pub(super) fn turn_away(context: &Context, parts: &Parts) -> Option<HostReply> {
    let target = parts.uri.authority().map(|named| named.as_str());
    let headers = parts.headers.get_all(HOST).iter();
    let headers = headers.map(|value| value.to_str().unwrap_or("?"));
    let mut named = headers.chain(target);
    let by_proxy = ByProxy::of(parts).map(|by| by.host.as_ref());
    let known = |name: &&str| is_of_tenant(context, name) || Some(host_of(name)) == by_proxy;
    let stranger = named.find(|name| !known(name))?;
    let stranger = stranger.escape_debug().to_string();
    let allow = context.door.allowed_host(&stranger);
    let message = format!(
        "mockfluence: this request names the host `{stranger}`, and the tenant answers to localhost, \
         to addresses in numbers, to its base URL, to names without a dot and to those that it was \
         given, as a web page can make any other name lead here (DNS rebinding). If the name is yours: {allow}"
    );
    let cause = Cause::new(
        "the Host header has a name of the tenant's",
        "localhost, an address, the host of the base URL, one without a dot, or an allowed one",
        stranger,
    );
    let cause = cause.with_likely(format!("if the name is yours: {allow}"));
    Some(HostReply::message(403, &message).note(Box::new(cause)))
}

fn is_of_tenant(context: &Context, name: &str) -> bool {
    name.is_empty()
        || context.names.have(name)
        || context.site(|site| site.addresses().have_host(name))
}
