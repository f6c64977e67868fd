//! The hosts we know of: the default, and one for each point where hosts differ.

use std::fmt;
use std::time::Duration;

use super::{
    Audience, DuringInstalled, InstalledSuccess, LifecycleQuery, ModuleKeyList, NoCredential,
    Payload, SecretOnUpgrade, Settings, TokenRefusal, UninstallOrder, UnresolvedName,
    WhileDisabled,
};
use crate::descriptor::DynamicTypes;
use crate::jwt::HostPath;

macro_rules! hosts {
    ($($name:ident = $label:literal: $settings:expr;)*) => {
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
        pub enum Host { $(#[doc = $label] $name,)* }

        impl Host {
            /// All of them.
            pub const ALL: &'static [Host] = &[$(Host::$name,)*];

            /// Its name in words.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Host::$name => $label,)* }
            }

            /// Its settings.
            #[must_use]
            pub fn settings(self) -> Settings {
                match self { $(Host::$name => $settings,)* }
            }
        }
    };
}

hosts! {
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
