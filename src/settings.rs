//! The points where real hosts differ, or are not known: one named setting each.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::descriptor::{DynamicTypes, Rules};
use crate::jwt::HostPath;

macro_rules! choices {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident,)* })*) => {$(
        $(#[doc = $doc])*
        ///
        /// The first variant is the default.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum $name { $($(#[doc = $vdoc])* $variant,)* }
        impl Default for $name {
            fn default() -> Self { [$($name::$variant),*][0] }
        }
    )*};
}

choices! {
    /// How lifecycle callbacks are signed.
    Signing {
        /// RS256 with the install key on `installed` and `uninstalled`, HS256 on the others.
        SignedInstall,
        /// The protocol before October 2021: the first `installed` unsigned, everything else
        /// HS256, an `installed` with the previous secret.
        Legacy,
    }
    /// What happens to a REST call that the app makes while `installed` is unanswered.
    DuringInstalled {
        /// 401, as staff describe it.
        Refused,
        /// Verified with the new secret and served.
        Accepted,
    }
    /// The reply to a call of the dynamic modules resource that brings no usable credential.
    NoCredential {
        /// 403 JSON, measured on Confluence Cloud in September 2026.
        Forbidden,
        /// 401 HTML, measured on Jira Cloud.
        Unauthorized,
    }
    /// What the body of a refused token says.
    TokenRefusal {
        /// The host source's text; never the token itself.
        Texts,
        /// `Unauthorized` and nothing more.
        Silent,
    }
    /// What an app's call is worth while the app is disabled.
    WhileDisabled {
        /// The token verifies, but the call runs as nobody: the reply to an anonymous call.
        Anonymous,
        /// Served as if the app were enabled.
        Served,
    }
    /// Whether an upgrade gives the app a new sharedSecret.
    SecretOnUpgrade {
        /// The secret stays.
        Kept,
        /// Every upgrade brings a new one.
        Rotated,
    }
    /// Which statuses count as an accepted `installed`.
    InstalledSuccess {
        /// 200, 201, 204, as in the host source.
        HostSource,
        /// 200 and 204, the two that are documented.
        Documented,
    }
    /// Which fields a lifecycle payload has.
    Payload {
        /// As captured from Confluence Cloud.
        Captured,
        /// The full documented set, with `displayUrl` and entitlement fields.
        Documented,
        /// The documented set of an app that moved to Connect on Forge, with `installationId`.
        ConnectOnForge,
    }
    /// The order of the two callbacks of an uninstall.
    UninstallOrder {
        /// `disabled`, and when it is answered, `uninstalled`.
        DisabledFirst,
        /// `uninstalled`, and when it is answered, `disabled`.
        UninstalledFirst,
        /// Both at once, as seen on Cloud; the log lists `disabled` first.
        Parallel,
    }
    /// What a translation file that cannot be read does.
    BrokenTranslation {
        /// The install is reported as good, but the app is left disabled and hears no `enabled`.
        LeavesDisabled,
        /// The i18n keys stay unresolved; nothing else happens.
        Ignored,
    }
    /// What users see of a name whose i18n key has no translation.
    UnresolvedName {
        /// Its `value`.
        Value,
        /// The i18n key itself, as a bug report tells of dynamic macros.
        I18nKey,
    }
    /// What the comma means in `?moduleKey=a,b`.
    ModuleKeyList {
        /// It separates keys, beside the repeated form.
        Commas,
        /// It is part of the key; only the repeated form lists keys.
        RepeatedOnly,
    }
    /// Where the app may put its token.
    TokenPlace {
        /// `Authorization: JWT …` only, announced for February 2022.
        Header,
        /// A `jwt` parameter counts too, and outranks the header, as in the host source.
        HeaderOrQuery,
    }
    /// The status for an app property whose value is too large.
    LongProperty {
        /// 403, as in the host source.
        Forbidden,
        /// 400, as in a newer specification of the Forge twin.
        BadRequest,
    }
    /// What an uninstall does to the app's properties.
    PropertiesOnUninstall {
        /// They come back with the app.
        Kept,
        /// They are gone.
        Purged,
    }
    /// What becomes of a call without a credential to a path that a stub or the fallback answers.
    AnonymousStubs {
        /// 403 in Confluence's form, as for all of its REST.
        Refused,
        /// It is passed on like any other.
        PassedOn,
    }
    /// What lifecycle requests carry in their query.
    LifecycleQuery {
        /// Nothing.
        None,
        /// `user_key`, as in 2016.
        UserKey,
    }
    /// What webhooks carry in their query.
    WebhookQuery {
        /// `lic`, as captured in 2021.
        Licence,
        /// `user_id` and `user_key`, as in 2016.
        User,
    }
    /// What the `id` of content in a webhook is.
    WebhookIds {
        /// A number, with `idAsString` beside it.
        Number,
        /// A string, as in a capture of 2026.
        Text,
    }
    /// From which ports the tenant fetches a descriptor.
    DescriptorPorts {
        /// Any, since tests run on random ports.
        Any,
        /// 80, 443 and 8080, as documented for Cloud.
        Documented,
    }
}

macro_rules! settings {
    ($($(#[doc = $doc:literal])* $([$($attr:tt)*])? $name:ident: $type:ty = $default:expr;)*) => {
        /// The points where real hosts differ, or are not known. The defaults follow the
        /// strongest evidence; `fixtures/fidelity.toml` names it for each.
        ///
        /// ```
        /// use mockfluence::{SecretOnUpgrade, Settings, Tenant};
        /// let settings = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
        /// let tenant = Tenant::builder().settings(settings).own_thread().start();
        /// ```
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        #[non_exhaustive]
        pub struct Settings { $($(#[$($attr)*])? pub(crate) $name: $type,)* }

        impl Settings {$(
            $(#[doc = $doc])*
            #[must_use]
            pub fn $name(mut self, $name: $type) -> Self { self.$name = $name; self }
        )*}

        impl Default for Settings {
            fn default() -> Self { Self { $($name: $default,)* } }
        }
    };
}

settings! {
    /// How lifecycle callbacks are signed.
    signing: Signing = Signing::default();
    /// How the path of a request to the app goes into its qsh: decoded (the host), or raw.
    host_path: HostPath = HostPath::default();
    /// What happens to a call that the app makes while `installed` is unanswered.
    during_installed: DuringInstalled = DuringInstalled::default();
    /// The reply to a call without a usable credential.
    no_credential: NoCredential = NoCredential::default();
    /// What the body of a refused token says.
    token_refusal: TokenRefusal = TokenRefusal::default();
    /// Where the app may put its token.
    token_place: TokenPlace = TokenPlace::default();
    /// What an app's call is worth while the app is disabled.
    while_disabled: WhileDisabled = WhileDisabled::default();
    /// Whether an upgrade gives the app a new sharedSecret.
    secret_on_upgrade: SecretOnUpgrade = SecretOnUpgrade::default();
    /// Which statuses count as an accepted `installed`.
    installed_success: InstalledSuccess = InstalledSuccess::default();
    /// Which fields a lifecycle payload has.
    payload: Payload = Payload::default();
    /// The order of the two callbacks of an uninstall.
    uninstall_order: UninstallOrder = UninstallOrder::default();
    /// What a translation file that cannot be read does.
    broken_translation: BrokenTranslation = BrokenTranslation::default();
    /// What users see of a name whose i18n key has no translation.
    unresolved_name: UnresolvedName = UnresolvedName::default();
    /// Whether the `installed` of a site rename has the `installationId` of an app that moved to
    /// Connect on Forge; a bug report tells of one that had not.
    installation_id_on_rename: bool = true;
    /// What the comma means in `?moduleKey=a,b`.
    module_key_list: ModuleKeyList = ModuleKeyList::default();
    /// What lifecycle requests carry in their query.
    lifecycle_query: LifecycleQuery = LifecycleQuery::default();
    /// From which ports the tenant fetches a descriptor.
    descriptor_ports: DescriptorPorts = DescriptorPorts::default();
    /// How descriptors and dynamic modules are judged.
    rules: Rules = Rules::default();
    /// How many modules one installation may register dynamically, over all types. 100; it was
    /// 10 in 2019.
    dynamic_module_limit: usize = 100;
    /// What becomes of a call without a credential to a stubbed path.
    anonymous_stubs: AnonymousStubs = AnonymousStubs::default();
    /// Whether apps may be installed from a descriptor's URL over UPM's REST: development mode.
    developer_mode: bool = true;
    /// How long a poll of an install task waits for its end, so that a quick install is seen by
    /// the first poll of every run. The host answers at once: zero.
    [serde(with = "seconds")]
    task_poll_wait: Duration = Duration::from_secs(2);
    /// How many properties an app may store.
    property_limit: usize = 100;
    /// Whether, once the limit is reached, an update of a known key is refused too, as in the
    /// host source.
    property_limit_counts_updates: bool = false;
    /// The status for an app property whose value is too large.
    long_property: LongProperty = LongProperty::default();
    /// What an uninstall does to the app's properties.
    properties_on_uninstall: PropertiesOnUninstall = PropertiesOnUninstall::default();
    /// How long a dynamic module is registered, and listed, before users see it: the lag that a
    /// bug report tells of. On the tenant's clock; asked for by `effective_module_keys`.
    [serde(with = "seconds")]
    module_effective_after: Duration = Duration::ZERO;
    /// `exp - iat` of lifecycle tokens. 900 s, captured in 2021; it was 180 s in 2016.
    [serde(with = "seconds")]
    lifecycle_token_lifetime: Duration = Duration::from_secs(900);
    /// `exp - iat` of the tokens of page and iframe loads. 900 s, captured in 2025; it was 180 s in
    /// 2016.
    [serde(with = "seconds")]
    iframe_token_lifetime: Duration = Duration::from_secs(900);
    /// `exp - iat` of the tokens of webhooks and other requests that the host itself sends. 180 s
    /// in the host source.
    [serde(with = "seconds")]
    webhook_token_lifetime: Duration = Duration::from_secs(180);
    /// `exp - iat` of context tokens: longer than an iframe's, how long is not known.
    [serde(with = "seconds")]
    context_token_lifetime: Duration = Duration::from_secs(900);
    /// What webhooks carry in their query.
    webhook_query: WebhookQuery = WebhookQuery::default();
    /// What the `id` of content in a webhook is.
    webhook_ids: WebhookIds = WebhookIds::default();
    /// Whether calls are checked against the app's scopes.
    scopes_checked: bool = true;
    /// How long the tenant waits for an answer to a callback. 10 s in the host source.
    [serde(with = "seconds")]
    callback_deadline: Duration = Duration::from_secs(10);
    /// How long the tenant waits for a connection to the app. 3 s in the host source.
    [serde(with = "seconds")]
    connect_deadline: Duration = Duration::from_secs(3);
    /// How long a request to the tenant may take to arrive whole.
    [serde(with = "seconds")]
    request_deadline: Duration = Duration::from_secs(10);
    /// The largest request body the tenant reads, in bytes; a larger one is answered 413.
    request_size_limit: usize = 5 * 1024 * 1024;
    /// The largest descriptor or translation file the tenant reads, in bytes.
    descriptor_size_limit: usize = 5 * 1024 * 1024;
    /// How many bytes of bodies the log keeps; beyond it the oldest go first, and the log says so
    /// in their place.
    log_body_limit: usize = 256 * 1024 * 1024;
    /// The site's locale, which picks the translation file.
    locale: String = "en_US".into();
    /// The region of the tenant; a descriptor's `regionBaseUrls` entry for it is used instead of
    /// its `baseUrl`.
    region: Option<String> = None;
}

impl Settings {
    /// The settings of every host we know of: the default, and one for each point where hosts
    /// differ in a way that an app notices, each with its name. For a test that asks whether an
    /// app survives them all.
    ///
    /// ```
    /// for (host, settings) in mockfluence::Settings::matrix() {
    ///     let tenant = mockfluence::Tenant::builder().name(host).settings(settings).own_thread().start();
    ///     // … install the app, and see whether it still works
    /// }
    /// ```
    #[must_use]
    pub fn matrix() -> Vec<(&'static str, Settings)> {
        let host = Settings::default;
        vec![
            ("default", host()),
            (
                "secret rotated on upgrade",
                host().secret_on_upgrade(SecretOnUpgrade::Rotated),
            ),
            (
                "uninstalled before disabled",
                host().uninstall_order(UninstallOrder::UninstalledFirst),
            ),
            (
                "disabled and uninstalled at once",
                host().uninstall_order(UninstallOrder::Parallel),
            ),
            (
                "calls served inside installed",
                host().during_installed(DuringInstalled::Accepted),
            ),
            ("documented payload", host().payload(Payload::Documented)),
            (
                "moved to Connect on Forge",
                host().payload(Payload::ConnectOnForge),
            ),
            (
                "user_key in lifecycle requests",
                host().lifecycle_query(LifecycleQuery::UserKey),
            ),
            ("raw path in the qsh", host().host_path(HostPath::Raw)),
            (
                "tokens of three minutes",
                host().lifecycle_token_lifetime(Duration::from_secs(180)),
            ),
            (
                "201 is no success",
                host().installed_success(InstalledSuccess::Documented),
            ),
            (
                "four dynamic types",
                host().dynamic_types(DynamicTypes::Strict),
            ),
            ("ten dynamic modules", host().dynamic_module_limit(10)),
            (
                "calls served while disabled",
                host().while_disabled(WhileDisabled::Served),
            ),
            (
                "refusals without a text",
                host().token_refusal(TokenRefusal::Silent),
            ),
            (
                "401 for no credential",
                host().no_credential(NoCredential::Unauthorized),
            ),
        ]
    }

    /// Which module types may be registered dynamically; short for the same field of `rules`.
    #[must_use]
    pub fn dynamic_types(mut self, types: DynamicTypes) -> Self {
        self.rules.dynamic_types = types;
        self
    }
}

/// Durations in a settings file are seconds, with decimals where needed.
mod seconds {
    use super::Duration;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(value: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(value.as_secs_f64())
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Duration, D::Error> {
        Duration::try_from_secs_f64(f64::deserialize(from)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_a_file_and_refuse_a_misspelt_name() {
        let settings = Settings::default()
            .secret_on_upgrade(SecretOnUpgrade::Rotated)
            .callback_deadline(Duration::from_millis(250));
        let text = serde_json::to_string(&settings).unwrap();
        assert!(text.contains(r#""callback-deadline":0.25"#), "{text}");
        assert_eq!(serde_json::from_str::<Settings>(&text).unwrap(), settings);
        assert!(serde_json::from_str::<Settings>(r#"{"secret-on-upgrad":"kept"}"#).is_err());
    }
}
