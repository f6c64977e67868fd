//! Who answers for the tenant what it does not serve itself.

use std::pin::Pin;
#[cfg(feature = "stubs")]
use std::sync::Arc;

#[cfg(feature = "stubs")]
use http::HeaderValue;

#[cfg(feature = "stubs")]
use crate::outgoing::KeptOpen;

/// The stubs of a test, wherever they are kept.
pub(crate) trait StubServer: std::fmt::Debug + Send + Sync {
    /// Where they answer, once every stub mounted so far is there.
    fn place(&self) -> Pin<Box<dyn Future<Output = Elsewhere> + Send + '_>>;
}

/// A server that answers for the tenant.
#[derive(Clone, Debug)]
pub(crate) enum Elsewhere {
    /// The tenant's own.
    #[cfg(feature = "stubs")]
    Stubs {
        server: Arc<KeptOpen>,
        /// What it wants to see before it answers: nobody else is to ask it.
        key: HeaderValue,
    },
    /// One that knows nothing of the tenant, at this URL.
    Stranger(String),
}
