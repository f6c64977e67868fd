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
//! // `Host` names one of the settings of `Settings::matrix()`.
//! #[rstest]
//! #[tokio::test]
//! async fn survives(#[values(Host::Default, Host::SecretRotatedOnUpgrade)] host: Host) {
//!     let tenant = host.tenant();
//!     assert_eq!(tenant.name(), "acme");
//! }
//! ```

use rstest::fixture;

use crate::{Settings, Tenant};

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

macro_rules! hosts {
    ($($name:ident = $label:literal;)*) => {
        /// The hosts of [`Settings::matrix`], by name, for `#[values(…)]`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Host { $(#[doc = $label] $name,)* }

        impl Host {
            /// All of them.
            pub const ALL: &'static [Host] = &[$(Host::$name,)*];

            fn label(self) -> &'static str {
                match self { $(Host::$name => $label,)* }
            }
        }
    };
}

hosts! {
    Default = "default";
    SecretRotatedOnUpgrade = "secret rotated on upgrade";
    UninstalledFirst = "uninstalled before disabled";
    UninstallInParallel = "disabled and uninstalled at once";
    ServedInsideInstalled = "calls served inside installed";
    DocumentedPayload = "documented payload";
    ConnectOnForge = "moved to Connect on Forge";
    UserKey = "user_key in lifecycle requests";
    RawPath = "raw path in the qsh";
    ShortTokens = "tokens of three minutes";
    StrictSuccess = "201 is no success";
    FourTypes = "four dynamic types";
    TenModules = "ten dynamic modules";
    ServedWhileDisabled = "calls served while disabled";
    SilentRefusals = "refusals without a text";
    UnauthorizedForNoCredential = "401 for no credential";
}

impl Host {
    /// The settings of this host.
    #[must_use]
    pub fn settings(self) -> Settings {
        let mut all = Settings::matrix().into_iter();
        all.find(|(label, _)| *label == self.label())
            .map(|(_, settings)| settings)
            .unwrap_or_default()
    }

    /// A tenant of this host.
    #[must_use]
    pub fn tenant(self) -> Tenant {
        Tenant::builder().settings(self.settings()).start()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_of_the_matrix_has_a_name() {
        let named: Vec<&str> = Host::ALL.iter().map(|host| host.label()).collect();
        let matrix: Vec<&str> = Settings::matrix()
            .into_iter()
            .map(|(label, _)| label)
            .collect();
        assert_eq!(named, matrix);
        assert_ne!(Host::TenModules.settings(), Settings::default());
    }
}
