//! The one page that lists every route: what is served, to whom, and by which rule.

use std::sync::LazyLock;

#[cfg(feature = "content")]
use super::resources::user_lists;
use super::resources::{
    accounts, addons, app_properties, consumer_info, dynamic_modules, install_keys,
    invocation_keys, oauth, tenant_info, upm, user_lookup, user_properties,
};
#[cfg(feature = "forge")]
use super::resources::{forge_modules, graphql};
use super::route::{OtherHost, Route, rest, rule, task};
use crate::site::Guard;

/// The path of the dynamic modules resource, for [`from_app`](crate::from_app) and for clients.
pub const DYNAMIC_MODULES: &str = "/wiki/rest/atlassian-connect/1/app/module/dynamic";

/// By its path, and by the alias that the host gives its one version.
const MODULES: &[&str] = &[
    DYNAMIC_MODULES,
    "/wiki/rest/atlassian-connect/latest/app/module/dynamic",
];
/// `{version}` is `1` or its alias `latest`.
const ADDON: &[&str] = &["/wiki/rest/atlassian-connect/{version}/addons/{appKey}"];
const PROPERTIES: &[&str] = &["/wiki/rest/atlassian-connect/{version}/addons/{appKey}/properties"];
const PROPERTY: &[&str] =
    &["/wiki/rest/atlassian-connect/{version}/addons/{appKey}/properties/{key}"];
const PLUGINS: &[&str] = &["/wiki/rest/plugins/1.0/", "/wiki/rest/plugins/1.0"];
const TASK: &[&str] = &[
    "/wiki/rest/plugins/1.0/tasks/{task}",
    "/wiki/rest/plugins/1.0/pending/{task}",
];
/// `{plugin}` is `<appKey>-key`.
const PLUGIN: &[&str] = &["/wiki/rest/plugins/1.0/{plugin}"];

const USER_PROPERTY: &[&str] = &["/wiki/rest/api/user/{userId}/property/{key}"];

#[cfg(feature = "forge")]
const FORGE_MODULES: &[&str] = &[
    "/forge/installation/v2/dynamic/module",
    "/forge/installation/v2/dynamic/module/",
];
#[cfg(feature = "forge")]
const FORGE_MODULE: &[&str] = &["/forge/installation/v2/dynamic/module/{key}"];
/// As it was called in its early access.
#[cfg(feature = "forge")]
const FORGE_MODULES_EAP: &[&str] = &[
    "/forge/installation/v1/dynamic/module",
    "/forge/installation/v1/dynamic/module/",
    "/forge/installation/v1/dynamic/module/{key}",
];

/// Every operation that the tenant serves itself. The router, the 405s, the hint of a 501 and the
/// README's list are made of this table.
pub(super) static ROUTES: LazyLock<Vec<&'static Route>> = LazyLock::new(|| {
    let all = ALWAYS.iter();
    #[cfg(feature = "content")]
    let all = all.chain(super::content_routes::CONTENT);
    #[cfg(feature = "content")]
    let all = all.chain(super::label_routes::LABELS);
    #[cfg(feature = "content")]
    let all = all.chain(super::comment_routes::COMMENTS_V2);
    #[cfg(feature = "content")]
    let all = all.chain(super::space_routes::SPACES);
    #[cfg(feature = "attachments")]
    let all = all.chain(super::attachment_routes::ATTACHMENTS);
    all.collect()
});

/// What is served with whatever features.
const ALWAYS: &[Route] = &[
    rule("GET", MODULES, Guard::DynamicModules, dynamic_modules::list),
    rule(
        "POST",
        MODULES,
        Guard::DynamicModules,
        dynamic_modules::register,
    ),
    rule(
        "DELETE",
        MODULES,
        Guard::DynamicModules,
        dynamic_modules::remove,
    ),
    rule("GET", ADDON, Guard::AppData, addons::show).challenge(r#"JWT realm="Atlassian Connect""#),
    rule("GET", PROPERTIES, Guard::AppData, app_properties::list).uncached(),
    rule("GET", PROPERTY, Guard::AppData, app_properties::read).uncached(),
    rule("PUT", PROPERTY, Guard::AppData, app_properties::write).uncached(),
    rule("DELETE", PROPERTY, Guard::AppData, app_properties::remove).uncached(),
    // A key id may contain slashes.
    rule("GET", &["/keys/{*kid}"], Guard::Public, install_keys::show).at(OtherHost::InstallKeys),
    rule(
        "GET",
        &["/.well-known/jwks.json"],
        Guard::Public,
        invocation_keys::list,
    )
    .at(OtherHost::InvocationKeys),
    #[cfg(feature = "forge")]
    rule("POST", &["/graphql"], Guard::Public, graphql::answer)
        .at(OtherHost::Gateway)
        .after_stubs(),
    #[cfg(feature = "forge")]
    rule("GET", FORGE_MODULES, Guard::Public, forge_modules::list).at(OtherHost::Gateway),
    #[cfg(feature = "forge")]
    rule("POST", FORGE_MODULES, Guard::Public, forge_modules::create).at(OtherHost::Gateway),
    #[cfg(feature = "forge")]
    rule("GET", FORGE_MODULE, Guard::Public, forge_modules::show).at(OtherHost::Gateway),
    #[cfg(feature = "forge")]
    rule("PUT", FORGE_MODULE, Guard::Public, forge_modules::replace).at(OtherHost::Gateway),
    #[cfg(feature = "forge")]
    rule("DELETE", FORGE_MODULE, Guard::Public, forge_modules::remove).at(OtherHost::Gateway),
    #[cfg(feature = "forge")]
    rule("GET", FORGE_MODULES_EAP, Guard::Public, forge_modules::gone).at(OtherHost::Gateway),
    #[cfg(feature = "forge")]
    rule(
        "POST",
        FORGE_MODULES_EAP,
        Guard::Public,
        forge_modules::gone,
    )
    .at(OtherHost::Gateway),
    rule("GET", PLUGINS, Guard::Administrator, upm::list).local(),
    rule("POST", PLUGINS, Guard::Administrator, upm::install).local(),
    rule(
        "GET",
        &["/wiki/rest/plugins/1.0/settings"],
        Guard::Administrator,
        upm::settings,
    )
    .local(),
    task("GET", TASK, Guard::Administrator, upm::poll).local(),
    rule("GET", PLUGIN, Guard::Administrator, upm::show).local(),
    task("PUT", PLUGIN, Guard::Administrator, upm::switch).local(),
    task("DELETE", PLUGIN, Guard::Administrator, upm::uninstall).local(),
    rule(
        "GET",
        &["/wiki/plugins/servlet/oauth/consumer-info"],
        Guard::Public,
        consumer_info::show,
    ),
    rule(
        "GET",
        &["/_edge/tenant_info"],
        Guard::Public,
        tenant_info::show,
    ),
    // On the real host this is a server of its own, for all sites.
    task("POST", &["/oauth2/token"], Guard::Public, oauth::grant).at(OtherHost::Tokens),
    rest("GET", &["/wiki/rest/api/user"], "READ", accounts::user),
    rest(
        "GET",
        &["/wiki/rest/api/user/current"],
        "READ",
        accounts::current,
    ),
    rest(
        "GET",
        &["/wiki/rest/api/user/anonymous"],
        "READ",
        accounts::anonymous,
    ),
    rest(
        "GET",
        &["/wiki/rest/api/user/bulk"],
        "READ",
        user_lookup::v1,
    ),
    rest(
        "GET",
        &["/wiki/rest/api/user/email"],
        "ACCESS_EMAIL_ADDRESSES",
        user_lookup::email,
    ),
    rest(
        "GET",
        &["/wiki/rest/api/user/email/bulk"],
        "ACCESS_EMAIL_ADDRESSES",
        user_lookup::emails,
    ),
    rest(
        "POST",
        &["/wiki/api/v2/users-bulk"],
        "READ",
        user_lookup::v2,
    ),
    #[cfg(feature = "content")]
    rest(
        "GET",
        &["/wiki/rest/api/user/memberof"],
        "READ",
        user_lists::groups,
    ),
    #[cfg(feature = "content")]
    rest(
        "GET",
        &["/wiki/rest/api/user/{userId}/property"],
        "READ",
        user_lists::properties,
    ),
    rest("GET", USER_PROPERTY, "READ", user_properties::read),
    rest("POST", USER_PROPERTY, "WRITE", user_properties::create),
    rest("PUT", USER_PROPERTY, "WRITE", user_properties::update),
    rest("DELETE", USER_PROPERTY, "WRITE", user_properties::delete),
    rest(
        "POST",
        &["/wiki/rest/api/content/{id}/permission/check"],
        "READ",
        accounts::check_permission,
    ),
];
