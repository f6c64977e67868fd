//! Inbound: the app calls the tenant.
//!
//! A call takes nine steps, from the socket to the state and back:
//!
//! 1. `transport::accept` takes the connection, and hyper reads the head of a request;
//! 2. `transport::served` finds the tenant that it is for;
//! 3. `passage::record` reads the body, whole, and puts the request into the log, and
//!    `passage::edge` stops what does not get through to the product;
//! 4. `passage::serve` lets holds and faults have it, and makes the one [`call::Call`] of it;
//! 5. `router::find` looks its path up, as `spelling` folds it, in the table of [`routes`];
//! 6. `passage::authenticate` takes the site, and the route's guard judges who calls;
//! 7. the route's rule in `resources` turns HTTP into a step of the site, in the same hold;
//! 8. `passage::record` puts the reply into the log, after the fault if there is one;
//! 9. `transport::wire` writes it.
//!
//! To serve one thing more: a rule in `site`, a file of its name in `resources`, a row in `routes`.

mod answer;
#[cfg(feature = "attachments")]
mod attachment_routes;
#[cfg(test)]
mod broken_json_tests;
mod call;
#[cfg(feature = "content")]
mod comment_routes;
mod confluence_rest;
#[cfg(feature = "content")]
mod content_events;
#[cfg(feature = "content")]
mod content_paths;
#[cfg(feature = "content")]
mod content_routes;
#[cfg(test)]
mod every_resource_tests;
#[cfg(feature = "content")]
mod label_routes;
#[cfg(feature = "attachments")]
mod multipart;
mod nearest;
mod passage;
#[cfg(test)]
#[cfg(feature = "attachments")]
mod promise_tests;
mod reply;
mod resources;
mod route;
mod router;
mod routes;
#[cfg(test)]
mod routes_tests;
mod sent_to;
#[cfg(feature = "content")]
mod space_routes;
mod spelling;
#[cfg(test)]
mod test_tenant;
mod transport;

#[cfg(feature = "stubs")]
pub(crate) use passage::{STUB_KEY, UNMATCHED};
#[cfg(feature = "look-alike")]
pub(crate) use route::OtherHost;
#[cfg(feature = "look-alike")]
pub(crate) use router::other_host;
pub use routes::DYNAMIC_MODULES;
#[cfg(feature = "look-alike")]
pub(crate) use sent_to::ByProxy;
pub use transport::{Answered, Pace, Patience, Patient, TenantRouting};
#[cfg(feature = "look-alike")]
pub(crate) use transport::{
    Assign, End, NoTenant, TLS_HANDSHAKE, Wire, answer, http1, http2, listen_for, sent_by_proxy,
};
pub(crate) use transport::{Directory, Listed, Listening, Served, listen};
