//! Who answers for the tenant what it does not serve itself.

use std::pin::Pin;

use http::HeaderValue;

/// The stubs of a test, wherever they are kept.
pub(crate) trait StubServer: std::fmt::Debug + Send + Sync {
    /// Where they answer, once every stub mounted so far is there.
    fn place(&self) -> Pin<Box<dyn Future<Output = Elsewhere> + Send + '_>>;
}

/// A server that answers for the tenant.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere {
    pub(crate) url: String,
    /// What it wants to see before it answers: nobody else is to ask it.
    pub(crate) key: Option<HeaderValue>,
}
