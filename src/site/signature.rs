//! Who signs a request to an app, where its token travels, and which tokens it brings besides.

use crate::jwt::Invocation;
use crate::secret::Secret;

/// Who signs a request to an app.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Signature {
    /// Nobody: the app asked for no authentication, or the first legacy `installed`.
    None,
    /// RS256 with the tenant's install key, the app's base URL as audience.
    InstallKey,
    /// HS256 with this secret.
    Secret(Secret),
    /// RS256 with Forge's key: a call to a remote.
    #[allow(dead_code, reason = "Forge's half of the site calls remotes")]
    Invocation(Box<Invocation>),
}

/// An access token that a call of Forge's brings along, in a header of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "forge"),
    expect(dead_code, reason = "what is Forge's alone")
)]
pub(crate) enum Carried {
    /// The app's own.
    System,
    /// Of this account, which is in session.
    User(String),
}

/// Where a token travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenAt {
    Header,
    /// The parameter `jwt`, put last.
    Query,
}
