//! The connections: accepted, watched, told whom they are for, and written to.

mod accept;
mod answered;
mod connection;
mod patience;
mod served;
mod watchdog;
mod wire;

pub(crate) use accept::{Listening, listen};
#[cfg(feature = "look-alike")]
pub(crate) use accept::{TLS_HANDSHAKE, listen_for};
pub use answered::Answered;
#[cfg(feature = "look-alike")]
pub(crate) use connection::{Assign, NoTenant, answer, http1, http2};
pub use patience::{Pace, Patience, Patient};
pub use served::TenantRouting;
#[cfg(feature = "look-alike")]
pub(crate) use served::sent_by_proxy;
pub(crate) use served::{Directory, Listed, Served};
#[cfg(feature = "look-alike")]
pub(crate) use wire::{End, Wire};
