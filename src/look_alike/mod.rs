//! A network that looks like Atlassian's: a proxy on loopback that answers for its hosts over TLS, with the tenants
//! behind it, and lets nothing else through but what a test allows.

mod authority;
mod beside;
mod forward;
mod front;
mod handshake;
mod hosts;
mod kept;
mod network;
mod pem;
mod proxy;
mod residents;
mod tunnel;
mod way;

pub(crate) use beside::{jwks_host, keys_url, tokens_url};
pub(crate) use hosts::name as host_name;
pub(crate) use network::Network;
pub(crate) use proxy::listen;
pub(crate) use residents::Resident;
