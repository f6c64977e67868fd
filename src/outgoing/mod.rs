//! One HTTP request of the tenant's, to an app or to who answers in the tenant's place.

#[cfg(feature = "stubs")]
mod kept_open;
mod preamble;
mod send;
mod target;
#[cfg(test)]
mod target_tests;
#[cfg(feature = "tls")]
mod tls;
#[cfg(feature = "compare")]
mod tunnel;

#[cfg(feature = "stubs")]
pub(crate) use kept_open::KeptOpen;
pub(crate) use send::{Incoming, Outgoing, SendLimits, connect, out_of_descriptors, send};
pub(crate) use target::{SendError, Target, has_scheme};
#[cfg(feature = "tls")]
pub(crate) use tls::certificates;

/// Certificates to trust beside the public ones.
#[cfg(feature = "tls")]
pub(crate) type Trusted = std::sync::Arc<[rustls::pki_types::CertificateDer<'static>]>;
