//! The points where real hosts differ, or are not known: one named setting each.
//!
//! [`Settings`] has them all, each with the default that the strongest evidence gives; the enums
//! here are what they can be set to. [`Host`] names the hosts we know of. [`Limits`] are this
//! crate's own.

mod choices;
mod content_choices;
mod forge_choices;
mod hosts;
mod limits;
mod seconds;

use std::time::Duration;

use serde_json::{Map, Value};

pub use crate::jwt::{ForgeContract, TriggerModuleType};
pub use choices::*;
pub use content_choices::*;
pub use forge_choices::*;
pub use hosts::Host;
pub use limits::Limits;

use crate::descriptor::{DynamicTypes, Rules};
use crate::jwt::HostPath;
use crate::options::options;

options! {
    /// The points where real hosts differ, or are not known. The defaults follow the
    /// strongest evidence; `fixtures/fidelity.toml` names it for each.
    ///
    /// A setter of a duration panics for more than a hundred years.
    ///
    /// A file writes the names in kebab-case, durations in seconds, and is read strictly: a name
    /// that is not there is an error at every depth.
    ///
    /// ```
    /// use mockfluence::settings::SecretOnUpgrade;
    /// use mockfluence::{Settings, Tenant};
    /// let settings = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
    /// let tenant = Tenant::builder().settings(settings).own_thread().start();
    /// ```
    pub struct Settings {
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
        /// Whose account an app has that moved to Connect on Forge.
        app_account_on_forge: AppAccountOnForge = AppAccountOnForge::default();
        /// How long an access token that stands for a user is good.
        user_tokens: UserTokens = UserTokens::default();
        /// What a call to content says that its account may see but not change.
        unwritable_content: UnwritableContent = UnwritableContent::default();
        /// What a list of the REST API v2 does with a `limit` above its maximum.
        limit_above_maximum: LimitAboveMaximum = LimitAboveMaximum::default();
        /// What becomes of calls to operations of the REST API v1 that are deprecated for v2.
        deprecated_v1: DeprecatedV1 = DeprecatedV1::default();
        /// What `/_edge/tenant_info` says of the site.
        tenant_info: TenantInfo = TenantInfo::default();
        /// Whether two apps of a site may not have a macro of one key or alias, as announced in
        /// 2021.
        unique_macro_names: bool = true;
        /// Whether two apps of a site may not have one base URL. The documentation asks for it;
        /// whether today's host does is not known.
        unique_base_url: bool = false;
        /// Whether an upgrade gives the app a new sharedSecret.
        secret_on_upgrade: SecretOnUpgrade = SecretOnUpgrade::default();
        /// Which statuses count as an accepted `installed`.
        installed_success: InstalledSuccess = InstalledSuccess::default();
        /// Which fields a lifecycle payload has.
        payload: Payload = Payload::default();
        /// Fields of every lifecycle payload that are there besides, have another value, or, where it
        /// is null, are not there.
        payload_fields: Map<String, Value> = Map::new();
        /// The tenant's clientKey, which may be any string: `Confluence:8179004655` and
        /// `jira:12345678` have been seen. A site import gives the tenant a UUID.
        client_key: Option<String> as &str => named = None;
        /// The site's custom domain: the `displayUrl` of its payloads, while `baseUrl` stays.
        display_url: Option<String> as &str => named = None;
        /// The ids of the install keys: of the first, and of those after each rotation. They may
        /// hold slashes. A key that has none here has the UUID of an embedded one.
        install_key_ids: Vec<String> = Vec::new();
        /// The form of `aud` in the token of an `installed` or `uninstalled`.
        audience: Audience = Audience::default();
        /// The contract of Forge Remote: what an invocation token says, by date.
        forge_contract: ForgeContract = ForgeContract::default();
        /// What the invocation token of an event calls the type of its module.
        trigger_module_type: TriggerModuleType = TriggerModuleType::default();
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
        /// How the base URL and what the descriptor puts behind it become one URL.
        base_url_join: BaseUrlJoin = BaseUrlJoin::default();
        /// What becomes of the fragment of a module's URL.
        module_fragment: ModuleFragment = ModuleFragment::default();
        /// From which ports the tenant fetches a descriptor.
        descriptor_ports: DescriptorPorts = DescriptorPorts::default();
        /// How descriptors and dynamic modules are judged.
        rules: Rules = Rules::default();
        /// How many modules one installation may register dynamically, over all types. 100; it was
        /// 10 in 2019.
        dynamic_module_limit: usize = 100;
        /// What becomes of a GET or HEAD that has a body.
        get_with_body: GetWithBody = GetWithBody::default();
        /// What a base URL that the site had before a rename answers.
        former_address: FormerAddress = FormerAddress::default();
        /// What becomes of a call without a credential to a stubbed path, or one that nothing serves.
        anonymous_stubs: AnonymousStubs = AnonymousStubs::default();
        /// Whether apps may be installed from a descriptor's URL over UPM's REST: development mode.
        developer_mode: bool = true;
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
        module_effective_after: Duration as Duration => seconds::bounded = Duration::ZERO;
        /// `exp - iat` of lifecycle tokens. 900 s, captured in 2021; it was 180 s in 2016.
        [serde(with = "seconds")]
        lifecycle_token_lifetime: Duration as Duration => seconds::bounded = Duration::from_secs(900);
        /// `exp - iat` of the tokens of page and iframe loads. 900 s, captured in 2025; it was 180 s in
        /// 2016.
        [serde(with = "seconds")]
        iframe_token_lifetime: Duration as Duration => seconds::bounded = Duration::from_secs(900);
        /// `exp - iat` of the tokens of webhooks and other requests that the host itself sends. 180 s
        /// in the host source.
        [serde(with = "seconds")]
        webhook_token_lifetime: Duration as Duration => seconds::bounded = Duration::from_secs(180);
        /// `exp - iat` of context tokens: longer than an iframe's, how long is not known.
        [serde(with = "seconds")]
        context_token_lifetime: Duration as Duration => seconds::bounded = Duration::from_secs(900);
        /// Which fields `avi:forge:installed:app` and `avi:forge:upgraded:app` have.
        lifecycle_event_fields: LifecycleEventFields = LifecycleEventFields::default();
        /// What the body of an event of Forge's is wrapped in, and so where `retryContext` stands.
        event_envelope: EventEnvelope = EventEnvelope::default();
        /// How long an app on Forge has for an event or a schedule. 5 s, as documented.
        [serde(with = "seconds")]
        event_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(5);
        /// How long an uninstall waits for `preUninstall`. 55 s, as documented for functions; of a remote nothing is
        /// said.
        [serde(with = "seconds")]
        pre_uninstall_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(55);
        /// How long a remote has for a call of a page or a function of its app. 25 s, as documented.
        [serde(with = "seconds")]
        invoke_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(25);
        /// How long after its install the calls of an app on Forge are refused, as its permissions are not
        /// granted yet: the lag that the documentation tells of. On the tenant's clock.
        [serde(with = "seconds")]
        forge_access_lag: Duration as Duration => seconds::bounded = Duration::ZERO;
        /// The status for calls of an app on Forge after its uninstall.
        after_forge_uninstall: AfterUninstall = AfterUninstall::default();
        /// The order of `preUninstall` and of the `uninstalled` of the Connect half.
        forge_uninstall_order: ForgeUninstallOrder = ForgeUninstallOrder::default();
        /// What becomes of an app on Forge when its site is imported, or made anew.
        forge_after_recovery: ForgeAfterRecovery = ForgeAfterRecovery::default();
        /// Whether a move to Forge brings a new sharedSecret.
        secret_on_move: SecretOnMove = SecretOnMove::default();
        /// Whether an app that leaves Connect by its move is sent `uninstalled`.
        uninstalled_on_move: UninstalledOnMove = UninstalledOnMove::default();
        /// Where the list of an app's dynamic modules on Forge says that there is more of it.
        forge_module_page: ForgeModulePage = ForgeModulePage::default();
        /// What becomes of the dynamic modules on Forge with a reinstall.
        forge_modules_on_reinstall: ForgeModulesOnReinstall = ForgeModulesOnReinstall::default();
        /// What webhooks carry in their query.
        webhook_query: WebhookQuery = WebhookQuery::default();
        /// What the `id` of content in a webhook is.
        webhook_ids: WebhookIds = WebhookIds::default();
        /// The keys of the apps that Atlassian has approved for users' email addresses, which they
        /// ask for beside the scope: none.
        approved_for_email: Vec<String> = Vec::new();
        /// The largest file that may be attached to content, in bytes: 100 MB unless a site sets
        /// another size.
        attachment_size_limit: usize = 100 * 1024 * 1024;
        /// How long the deletion of a space takes, on the tenant's clock: no time at all.
        [serde(with = "seconds")]
        long_task_duration: Duration as Duration => seconds::bounded = Duration::ZERO;
        /// Whether calls are checked against the app's scopes.
        scopes_checked: bool = true;
        /// How long the tenant waits for an answer to a callback. 10 s in the host source.
        [serde(with = "seconds")]
        callback_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(10);
        /// How long the tenant waits for a connection to the app. 3 s in the host source.
        [serde(with = "seconds")]
        connect_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(3);
        /// The site's locale, which picks the translation file.
        locale: String as impl Into<String> => Into::into = "en_US".into();
        /// The region of the tenant; a descriptor's `regionBaseUrls` entry for it is used instead of
        /// its `baseUrl`.
        region: Option<String> as &str => named = None;
        /// The limits of this crate's own, which no host has.
        limits: Limits = Limits::default();
    }
}

impl Settings {
    /// One field of every lifecycle payload, or none of this name for null; short for an entry of
    /// `payload_fields`.
    #[must_use]
    pub fn payload_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.payload_fields.insert(name.into(), value.into());
        self
    }

    /// Which module types may be registered dynamically; short for the same field of `rules`.
    #[must_use]
    pub fn dynamic_types(mut self, types: DynamicTypes) -> Self {
        self.rules.dynamic_types = types;
        self
    }
}

fn named(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[cfg(test)]
mod settings_tests;
