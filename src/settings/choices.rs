//! What a point where hosts differ can be set to: one enum each.

use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident,)* })*) => {$(
        $(#[doc = $doc])*
        ///
        /// The first variant is the default.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum $name { $($(#[doc = $vdoc])* $variant,)* }
        impl Default for $name {
            fn default() -> Self { [$($name::$variant),*][0] }
        }
    )*};
}
pub(super) use choices;

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
    /// Whose account an app has that moved to Connect on Forge.
    AppAccountOnForge {
        /// Another than before, without the permissions that the former one was given.
        New,
        /// The same, as Atlassian arranges for a production app that asks for it.
        Kept,
    }
    /// How long an access token that stands for a user is good.
    UserTokens {
        /// As long as the installation that it was given to, at most its 15 minutes: it is dead
        /// after a reinstall, and while the app is disabled.
        EndWithInstallation,
        /// Its 15 minutes, as long as the app is installed at all.
        UntilTheyExpire,
    }
    /// The status for calls of an app on Forge after its uninstall; that it is a 4xx is documented.
    AfterUninstall {
        /// 401.
        Unauthorized,
        /// 403.
        Forbidden,
        /// 404.
        NotFound,
    }
    /// What `/_edge/tenant_info` says of the site.
    TenantInfo {
        /// Its cloudId.
        Served,
        /// That there is no such site, as for one that was deactivated: 404.
        SiteGone,
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
    /// What becomes of a GET or HEAD that has a body.
    GetWithBody {
        /// 403 and a page of the network before the product, as on Cloud since early 2025.
        Refused,
        /// It is served, and the body not looked at.
        Served,
    }
    /// What a base URL that the site had before a rename answers.
    FormerAddress {
        /// A redirect to the present one, as documented for apps: 301 to GET and HEAD, 308 to the others.
        Redirects,
        /// 301 to all: many clients make a GET of a POST.
        MovedPermanently,
        /// 302 to all.
        Found,
        /// 307 to all.
        TemporaryRedirect,
        /// 308 to all.
        PermanentRedirect,
        /// 401, as the administration guide of today says of REST calls.
        Unauthorized,
        /// 404: nothing is there any more.
        Gone,
        /// The same as the present one. No host does so; it helps where the new address leads nowhere.
        Served,
    }
    /// What becomes of a call without a credential to a path that the tenant does not serve itself.
    AnonymousStubs {
        /// 403 in Confluence's form, as for all of its REST.
        Refused,
        /// It is passed on like any other.
        PassedOn,
    }
    /// The form of `aud` in the token of an `installed` or `uninstalled`.
    Audience {
        /// A list of one, as clients show it.
        List,
        /// The base URL as a text, which the standard allows too.
        Text,
    }
    /// How the base URL and what the descriptor puts behind it become one URL.
    BaseUrlJoin {
        /// The paths of lifecycle callbacks behind the base URL with nothing between; modules,
        /// webhooks and translation files with one slash between, as in the host source.
        HostSource,
        /// Everything with nothing between.
        AsWritten,
        /// Everything with one slash between.
        OneSlash,
    }
    /// What becomes of the fragment of a module's URL.
    ModuleFragment {
        /// It stays last, behind all parameters.
        Kept,
        /// It is gone from the URL of a frame, as in the host source, which signs path and query.
        Dropped,
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
