//! Fixtures for rstest (feature `rstest`): a tenant, and every host we know of.
//!
//! ```
//! use mockfluence::fixtures::{Host, tenant};
//! use mockfluence::{Status, Tenant};
//! use rstest::rstest;
//!
//! #[rstest]
//! #[tokio::test]
//! async fn installs(tenant: Tenant) {
//!     assert!(tenant.log().is_empty());
//! }
//!
//! // `Host` names one of the hosts we know of; one test for each of them:
//! mockfluence::on_every_host! {
//!     #[tokio::test]
//!     async fn survives(host: Host, tenant: Tenant) {
//!         assert_eq!(host.tenant().name(), tenant.name());
//!     }
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

/// A test of rstest's for each [`Host`] we know of: its first argument is the host, the others are
/// fixtures, and a failure names the host. Further attributes stand above `fn`, as without it.
///
/// ```
/// use mockfluence::fixtures::Host;
///
/// mockfluence::on_every_host! {
///     #[tokio::test]
///     async fn is_named(host: Host) {
///         assert_eq!(host.tenant().name(), "acme");
///     }
/// }
/// ```
#[macro_export(local_inner_macros)]
macro_rules! on_every_host {
    (
        $(#[$attribute:meta])*
        async fn $name:ident($host:ident: $kind:ty $(, $argument:ident: $fixture:ty)* $(,)?) $body:block
    ) => {
        on_every_host! { @ [$(#[$attribute])*] [async] $name($host: $kind $(, $argument: $fixture)*) $body }
    };
    (
        $(#[$attribute:meta])*
        fn $name:ident($host:ident: $kind:ty $(, $argument:ident: $fixture:ty)* $(,)?) $body:block
    ) => {
        on_every_host! { @ [$(#[$attribute])*] [] $name($host: $kind $(, $argument: $fixture)*) $body }
    };
    (@ [$(#[$attribute:meta])*] [$($async:ident)?] $name:ident($host:ident: $kind:ty $(, $argument:ident: $fixture:ty)*) $body:block) => {
        #[::rstest::rstest]
        #[case::default($crate::settings::Host::Default)]
        #[case::secret_rotated_on_upgrade($crate::settings::Host::SecretRotatedOnUpgrade)]
        #[case::uninstalled_first($crate::settings::Host::UninstalledFirst)]
        #[case::uninstall_in_parallel($crate::settings::Host::UninstallInParallel)]
        #[case::served_inside_installed($crate::settings::Host::ServedInsideInstalled)]
        #[case::documented_payload($crate::settings::Host::DocumentedPayload)]
        #[case::connect_on_forge($crate::settings::Host::ConnectOnForge)]
        #[case::user_key($crate::settings::Host::UserKey)]
        #[case::custom_domain($crate::settings::Host::CustomDomain)]
        #[case::old_client_key($crate::settings::Host::OldClientKey)]
        #[case::key_id_with_slashes($crate::settings::Host::KeyIdWithSlashes)]
        #[case::audience_as_text($crate::settings::Host::AudienceAsText)]
        #[case::raw_path($crate::settings::Host::RawPath)]
        #[case::short_tokens($crate::settings::Host::ShortTokens)]
        #[case::strict_success($crate::settings::Host::StrictSuccess)]
        #[case::four_types($crate::settings::Host::FourTypes)]
        #[case::repeated_module_keys($crate::settings::Host::RepeatedModuleKeys)]
        #[case::i18n_keys_left($crate::settings::Host::I18nKeysLeft)]
        #[case::ten_modules($crate::settings::Host::TenModules)]
        #[case::served_while_disabled($crate::settings::Host::ServedWhileDisabled)]
        #[case::silent_refusals($crate::settings::Host::SilentRefusals)]
        #[case::unauthorized_for_no_credential($crate::settings::Host::UnauthorizedForNoCredential)]
        #[case::tokens_of_october_2025($crate::settings::Host::TokensOfOctober2025)]
        #[case::tokens_of_april_2026($crate::settings::Host::TokensOfApril2026)]
        #[case::tokens_of_november_2026($crate::settings::Host::TokensOfNovember2026)]
        #[case::endpoint_modules($crate::settings::Host::EndpointModules)]
        #[case::documented_life_cycle($crate::settings::Host::DocumentedLifeCycle)]
        #[case::events_in_envelope($crate::settings::Host::EventsInEnvelope)]
        #[case::access_lags($crate::settings::Host::AccessLags)]
        #[case::forbidden_after_uninstall($crate::settings::Host::ForbiddenAfterUninstall)]
        #[case::connect_leaves_first($crate::settings::Host::ConnectLeavesFirst)]
        #[case::both_leave_at_once($crate::settings::Host::BothLeaveAtOnce)]
        #[case::secret_rotated_on_move($crate::settings::Host::SecretRotatedOnMove)]
        #[case::uninstalled_on_move($crate::settings::Host::UninstalledOnMove)]
        #[case::account_kept_on_forge($crate::settings::Host::AccountKeptOnForge)]
        #[case::modules_in_object($crate::settings::Host::ModulesInObject)]
        #[case::modules_back($crate::settings::Host::ModulesBack)]
        $(#[$attribute])*
        $($async)? fn $name(#[case] $host: $kind $(, $argument: $fixture)*) $body
    };
}
