//! The bugs that the board can be started with, each with the check that is meant to find it.

/// A bug of the board.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bug {
    pub(crate) name: &'static str,
    /// The check that is meant for it.
    pub(crate) check: &'static str,
}

macro_rules! bugs {
    ($($name:literal => $check:literal,)*) => {
        /// Bug against check.
        pub(crate) const BUGS: &[Bug] = &[$(Bug { name: $name, check: $check },)*];
    };
}

bugs! {
    // What is forgotten of a signed install.
    "installed:token" => "install.forged.unsigned",
    "installed:garbage" => "install.forged.garbage",
    "installed:signature" => "install.forged.signature",
    "installed:none-algorithm" => "install.forged.none-algorithm",
    "installed:algorithm" => "install.forged.public-key-as-secret",
    "installed:unknown-kid" => "install.forged.unknown-kid",
    "installed:kid" => "install.forged.no-kid",
    "installed:expiry" => "install.forged.expired",
    "installed:missing-expiry" => "install.forged.no-expiry",
    "installed:not-before" => "install.forged.not-yet-valid",
    "installed:issuer" => "install.forged.unknown-issuer",
    "installed:missing-issuer" => "install.forged.no-issuer",
    "installed:audience" => "install.forged.audience",
    "installed:missing-audience" => "install.forged.no-audience",
    "installed:qsh" => "install.forged.qsh",
    "installed:missing-qsh" => "install.forged.no-qsh",
    "installed:context-qsh" => "install.forged.context-qsh",
    "installed:query" => "install.forged.in-query",
    "body-names-the-tenant" => "install.forged.other-tenant",
    "client-key-of-the-token" => "install.forged.no-client-key",
    "missing-fields" => "install.forged.no-shared-secret",
    "first-install-unverified" => "install.first.forged",
    "kid-is-a-path" => "install.forged.kid-path",
    "waits-for-a-key" => "lifecycle.key-host-silent",
    "takes-its-time" => "lifecycle.installed.in-time",
    "kid-is-a-url" => "install.forged.kid-elsewhere",
    "no-key-no-check" => "install.forged.key-host-down",
    // Of an uninstall.
    "uninstalled:token" => "uninstall.forged.unsigned",
    "uninstalled:signature" => "uninstall.forged.key",
    "uninstalled:audience" => "uninstall.forged.audience",
    "uninstalled:qsh" => "uninstall.forged.qsh",
    "uninstalled:body" => "uninstall.forged.other-tenant",
    "uninstalled:issuer" => "uninstall.forged.unknown-issuer",
    // Of the other callbacks.
    "enabled:token" => "enabled.forged.unsigned",
    "enabled:signature" => "enabled.forged.changed-claims",
    "enabled:none-algorithm" => "enabled.forged.none-algorithm",
    "enabled:whose-secret" => "enabled.forged.crossed-secret",
    "enabled:own-tokens" => "enabled.forged.issued-by-app",
    "enabled:issuer" => "enabled.forged.unknown-issuer",
    "acts-for-the-body" => "enabled.forged.body-of-another",
    "old-secrets-count" => "enabled.forged.rotated-secret",
    "disabled:token" => "disabled.forged.garbage",
    "disabled:expiry" => "disabled.forged.expired",
    "disabled:context-qsh" => "disabled.forged.context-qsh",
    // Of webhooks.
    "webhook:token" => "webhook.forged.unsigned",
    "webhook:signature" => "webhook.forged.key",
    "webhook:missing-expiry" => "webhook.forged.no-expiry",
    "webhook:qsh" => "webhook.forged.qsh",
    // Of pages and macros.
    "page:signature" => "page.forged.signature",
    "page:none-algorithm" => "page.forged.none-algorithm",
    "page:context-qsh" => "page.forged.context-qsh",
    "page:qsh" => "page.forged.qsh",
    "page:missing-qsh" => "page.forged.no-qsh",
    "page:expiry" => "page.forged.expired",
    "page:own-tokens" => "page.forged.issued-by-app",
    "page:whose-secret" => "page.forged.crossed-secret",
    "incident:signature" => "page.forged.key",
    "uninstalled-sites-stay" => "page.forged.uninstalled",
    "macro:signature" => "macro.forged.key",
    "macro:query" => "macro.forged.in-query",
    "macro:expiry" => "macro.forged.expired",
    // Of an app's life.
    "disabled-has-no-route" => "lifecycle.disabled.answer",
    "installed-answers-201" => "lifecycle.installed.status",
    "first-secret-stays" => "lifecycle.new-secret",
    "first-base-url-stays" => "lifecycle.rename",
    "a-row-is-in-the-way" => "lifecycle.installed-again",
    "no-way-back" => "lifecycle.reinstall",
    "known-by-base-url" => "lifecycle.import",
    "enabled-once" => "lifecycle.disabled-and-enabled",
    "first-key-stays" => "lifecycle.new-key",
    "unknown-uninstall-fails" => "lifecycle.uninstalled-unknown",
    "disabled-of-a-row-that-is-gone-fails" => "lifecycle.disabled-last",
    "enabled-while-enabled-fails" => "lifecycle.enabled-twice",
    "disabled-while-disabled-fails" => "lifecycle.enabled-lost",
    "present-tenant-in-a-variable" => "lifecycle.two-sites",
    // Of hosts of another kind.
    "audience-is-a-list" => "host.aud-is-a-text",
    "query-is-not-hashed" => "host.user-key-in-lifecycle-requests",
    "client-key-is-a-uuid" => "host.clientkey-of-before-cloud",
    // Of dynamic modules.
    "another-key-each-time" => "modules.enabled-again",
    "registers-once" => "modules.conflicting-upgrade",
    "first-site-only" => "modules.two-sites",
    "one-try-only" => "modules.server-error",
    "registers-for-ever" => "modules.refused-for-good",
    "dynamic-page-is-gone" => "modules.open",
    "name-without-translation" => "modules.warnings",
    // Of bad days.
    "dies-of-401" => "rest.status-401",
    "dies-of-403" => "rest.status-403",
    "dies-of-404" => "rest.status-404",
    "dies-of-409" => "rest.status-409",
    "dies-of-429" => "rest.status-429",
    "dies-of-500" => "rest.status-500",
    "never-answers-a-page" => "rest.status-503",
    "dies-of-nonsense" => "rest.html",
    "dies-of-no-reply" => "rest.closed",
    "asks-for-ever" => "rest.always-503",
    "comes-back-too-early" => "rest.retry-after",
    "reports-success-of-what-failed" => "rest.untrue-success",
    // Of descriptor and replies.
    "descriptor-changes" => "descriptor.steady",
    "descriptor-is-text" => "descriptor.content-type",
    "no-signed-install" => "descriptor.signed-install",
    "uninstalled-not-declared" => "descriptor.uninstalled",
    "event-is-misspelt" => "descriptor.warnings",
    "pages-are-cached" => "headers.cache-control",
    "no-referrer-policy" => "headers.referrer-policy",
    "cookie-for-scripts" => "headers.cookies",
    "never-in-a-frame" => "headers.frame",
    "page-shows-the-secret" => "page.secret",
}
