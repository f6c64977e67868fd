//! The hosts we know of: the default, and one for each point where hosts differ.

use std::fmt;
use std::time::Duration;

use super::{
    AfterUninstall, AppAccountOnForge, Audience, DuringInstalled, EventEnvelope, ForgeContract,
    ForgeModulePage, ForgeModulesOnReinstall, ForgeUninstallOrder, InstalledSuccess,
    LifecycleEventFields, LifecycleQuery, ModuleKeyList, NoCredential, Payload, SecretOnMove,
    SecretOnUpgrade, Settings, TokenRefusal, TriggerModuleType, UninstallOrder, UninstalledOnMove,
    UnresolvedName, WhileDisabled,
};
use crate::descriptor::DynamicTypes;
use crate::jwt::HostPath;

macro_rules! hosts {
    (
        connect { $($connect:ident = $told:literal: $by:expr;)* }
        forge { $($forge:ident = $label:literal: $settings:expr;)* }
    ) => {
        /// A host we know of: the default one, or one that differs from it in a point that an app
        /// notices. `Display` gives its name in words.
        ///
        /// ```
        /// use mockfluence::Tenant;
        /// use mockfluence::settings::Host;
        ///
        /// let host = Host::SecretRotatedOnUpgrade;
        /// assert_eq!(host.to_string(), "secret rotated on upgrade");
        /// let tenant = Tenant::builder().settings(host.settings()).own_thread().start();
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Host {
            $(#[doc = $told] $connect,)*
            $(#[doc = $label] $forge,)*
        }

        impl Host {
            /// All of them.
            pub const ALL: &'static [Host] = &[$(Host::$connect,)* $(Host::$forge,)*];

            /// Its name in words.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self {
                    $(Host::$connect => $told,)*
                    $(Host::$forge => $label,)*
                }
            }

            /// Its settings.
            #[must_use]
            pub fn settings(self) -> Settings {
                match self {
                    $(Host::$connect => $by,)*
                    $(Host::$forge => $settings,)*
                }
            }

            /// Whether it differs in what Forge does, and an app that is on Connect alone notices nothing.
            #[must_use]
            pub fn is_of_forge(self) -> bool {
                matches!(self, $(Host::$forge)|*)
            }
        }
    };
}

hosts! {
    connect {
        Default = "default": Settings::default();
        SecretRotatedOnUpgrade = "secret rotated on upgrade": Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
        UninstalledFirst = "uninstalled before disabled": Settings::default().uninstall_order(UninstallOrder::UninstalledFirst);
        UninstallInParallel = "disabled and uninstalled at once": Settings::default().uninstall_order(UninstallOrder::Parallel);
        ServedInsideInstalled = "calls served inside installed": Settings::default().during_installed(DuringInstalled::Accepted);
        DocumentedPayload = "documented payload": Settings::default().payload(Payload::Documented);
        ConnectOnForge = "moved to Connect on Forge": Settings::default().payload(Payload::ConnectOnForge);
        UserKey = "user_key in lifecycle requests": Settings::default().lifecycle_query(LifecycleQuery::UserKey);
        CustomDomain = "custom domain": Settings::default().payload(Payload::Documented).display_url("https://wiki.example.com");
        OldClientKey = "clientKey of before Cloud": Settings::default().client_key("Confluence:8179004655");
        KeyIdWithSlashes = "install key ids with slashes": Settings::default().install_key_ids(vec!["prod/keys/1".into()]);
        AudienceAsText = "aud is a text": Settings::default().audience(Audience::Text);
        RawPath = "raw path in the qsh": Settings::default().host_path(HostPath::Raw);
        ShortTokens = "tokens of three minutes": Settings::default().lifecycle_token_lifetime(Duration::from_secs(180));
        StrictSuccess = "201 is no success": Settings::default().installed_success(InstalledSuccess::Documented);
        FourTypes = "four dynamic types": Settings::default().dynamic_types(DynamicTypes::Strict);
        RepeatedModuleKeys = "module keys repeated only": Settings::default().module_key_list(ModuleKeyList::RepeatedOnly);
        I18nKeysLeft = "i18n keys left as they are": Settings::default().unresolved_name(UnresolvedName::I18nKey);
        TenModules = "ten dynamic modules": Settings::default().dynamic_module_limit(10);
        ServedWhileDisabled = "calls served while disabled": Settings::default().while_disabled(WhileDisabled::Served);
        SilentRefusals = "refusals without a text": Settings::default().token_refusal(TokenRefusal::Silent);
        UnauthorizedForNoCredential = "401 for no credential": Settings::default().no_credential(NoCredential::Unauthorized);
    }
    forge {
        TokensOfOctober2025 = "Forge tokens of October 2025": Settings::default().forge_contract(ForgeContract::October2025);
        TokensOfApril2026 = "Forge tokens of April 2026": Settings::default().forge_contract(ForgeContract::April2026);
        TokensOfNovember2026 = "Forge tokens of November 2026": Settings::default().forge_contract(ForgeContract::November2026);
        EndpointModules = "Forge events by a core:endpoint": Settings::default().trigger_module_type(TriggerModuleType::CoreEndpoint);
        DocumentedLifeCycle = "Forge life cycle events as documented": Settings::default().lifecycle_event_fields(LifecycleEventFields::Documented);
        EventsInEnvelope = "Forge events in an envelope": Settings::default().event_envelope(EventEnvelope::Payload);
        AccessLags = "Forge access that lags": Settings::default().forge_access_lag(Duration::from_secs(60));
        ForbiddenAfterUninstall = "Forge tokens forbidden after an uninstall": Settings::default().after_forge_uninstall(AfterUninstall::Forbidden);
        ConnectLeavesFirst = "uninstalled before preUninstall": Settings::default().forge_uninstall_order(ForgeUninstallOrder::UninstalledFirst);
        BothLeaveAtOnce = "preUninstall and uninstalled at once": Settings::default().forge_uninstall_order(ForgeUninstallOrder::Parallel);
        SecretRotatedOnMove = "secret rotated on the move to Forge": Settings::default().secret_on_move(SecretOnMove::Rotated);
        UninstalledOnMove = "uninstalled sent on the move to Forge": Settings::default().uninstalled_on_move(UninstalledOnMove::Sent);
        AccountKeptOnForge = "app account kept on Forge": Settings::default().app_account_on_forge(AppAccountOnForge::Kept);
        ModulesInObject = "Forge modules in an object": Settings::default().forge_module_page(ForgeModulePage::Object);
        ModulesBack = "Forge modules back after a reinstall": Settings::default().forge_modules_on_reinstall(ForgeModulesOnReinstall::Kept);
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl Settings {
    /// Every [`Host`] we know of with its name and settings, for a test that asks whether an app
    /// survives them all.
    ///
    /// ```
    /// for (host, settings) in mockfluence::Settings::matrix() {
    ///     let tenant = mockfluence::Tenant::builder().name(host).settings(settings).own_thread().start();
    ///     // … install the app, and see whether it still works
    /// }
    /// ```
    #[must_use]
    pub fn matrix() -> Vec<(&'static str, Settings)> {
        let named = |host: &Host| (host.label(), host.settings());
        Host::ALL.iter().map(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Host, Settings};

    #[test]
    fn every_host_but_the_default_differs_from_all_others() {
        let settings: Vec<Settings> = Host::ALL.iter().map(|host| host.settings()).collect();
        assert_eq!(settings[0], Settings::default());
        for (at, one) in settings.iter().enumerate() {
            assert!(!settings[..at].contains(one), "{}", Host::ALL[at]);
        }
    }
}
