//! Fixtures for rstest (feature `rstest`): a tenant, and every host we know of.
//!
//! ```
//! use mockfluence::fixtures::{Host, host, tenant};
//! use mockfluence::{Status, Tenant};
//! use rstest::rstest;
//!
//! #[rstest]
//! #[tokio::test]
//! async fn installs(tenant: Tenant) {
//!     assert!(tenant.log().is_empty());
//! }
//!
//! // `Host` names one of the hosts we know of.
//! #[rstest]
//! #[tokio::test]
//! async fn survives(#[values(Host::Default, Host::SecretRotatedOnUpgrade)] host: Host) {
//!     let tenant = host.tenant();
//!     assert_eq!(tenant.name(), "acme");
//! }
//! ```

use rstest::fixture;

use crate::Tenant;
pub use crate::settings::Host;

/// A tenant with the default settings, on the test's runtime where it has one.
#[fixture]
pub fn tenant() -> Tenant {
    Tenant::start()
}

/// The default host; a test gives others by `#[values(…)]`.
#[fixture]
pub fn host() -> Host {
    Host::Default
}

impl Host {
    /// A tenant of this host.
    #[must_use]
    pub fn tenant(self) -> Tenant {
        Tenant::builder().settings(self.settings()).start()
    }
}
