//! The one page that lists every route: what is served, to whom, and by which rule.

use std::sync::LazyLock;

#[cfg(feature = "content")]
use super::content_routes::{DELETES, UPDATES, stored};
#[cfg(feature = "attachments")]
use super::resources::attachments;
use super::resources::{
    accounts, addons, app_properties, consumer_info, dynamic_modules, install_keys, oauth,
    tenant_info, upm, user_lookup, user_properties,
};
#[cfg(feature = "content")]
use super::resources::{long_tasks, spaces, user_lists};
#[cfg(feature = "content")]
use super::route::Needs;
use super::route::{Route, rest, rule, task};
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

#[cfg(feature = "content")]
const SPACES: &[&str] = &["/wiki/rest/api/space"];
#[cfg(feature = "content")]
const SPACE: &[&str] = &["/wiki/rest/api/space/{key}"];

#[cfg(feature = "attachments")]
const FILES: &[&str] = &["/wiki/rest/api/content/{id}/child/attachment"];
#[cfg(feature = "attachments")]
const FILE: &[&str] = &["/wiki/rest/api/content/{id}/child/attachment/{attachment}"];
#[cfg(feature = "attachments")]
const FILES_V2: &[&str] = &[
    "/wiki/api/v2/attachments",
    "/wiki/api/v2/pages/{id}/attachments",
    "/wiki/api/v2/blogposts/{id}/attachments",
];
#[cfg(feature = "attachments")]
const FILE_V2: &[&str] = &["/wiki/api/v2/attachments/{id}"];

/// Every operation that the tenant serves itself. The router, the 405s, the hint of a 501 and the
/// README's list are made of this table.
pub(super) static ROUTES: LazyLock<Vec<&'static Route>> = LazyLock::new(|| {
    #[cfg(feature = "content")]
    let others = super::content_routes::CONTENT;
    #[cfg(not(feature = "content"))]
    let others = &[];
    ALWAYS.iter().chain(others).collect()
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
    rule("GET", &["/keys/{*kid}"], Guard::Public, install_keys::show).of_another_host(),
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
    task("POST", &["/oauth2/token"], Guard::Public, oauth::grant).of_another_host(),
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
    #[cfg(feature = "content")]
    stored("GET", SPACES, "READ", spaces::list),
    #[cfg(feature = "content")]
    stored("POST", SPACES, "WRITE", spaces::create)
        .needs(Needs::Nothing)
        .fires(&["space_created"]),
    #[cfg(feature = "content")]
    stored("GET", SPACE, "READ", spaces::read),
    #[cfg(feature = "content")]
    stored("PUT", SPACE, "WRITE", spaces::update)
        .needs(UPDATES)
        .fires(&["space_updated"]),
    #[cfg(feature = "content")]
    stored("DELETE", SPACE, "DELETE", spaces::delete)
        .needs(DELETES)
        .fires(&["space_removed"]),
    #[cfg(feature = "content")]
    stored(
        "GET",
        &["/wiki/rest/api/space/{key}/content"],
        "READ",
        spaces::content,
    ),
    #[cfg(feature = "content")]
    stored(
        "GET",
        &["/wiki/rest/api/space/{key}/content/{type}"],
        "READ",
        spaces::of_type,
    ),
    #[cfg(feature = "content")]
    stored("GET", &["/wiki/api/v2/spaces"], "READ", spaces::list_v2),
    #[cfg(feature = "content")]
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}"],
        "READ",
        spaces::read_v2,
    ),
    #[cfg(feature = "content")]
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}/operations"],
        "READ",
        spaces::operations,
    ),
    #[cfg(feature = "content")]
    stored(
        "GET",
        &["/wiki/rest/api/longtask"],
        "READ",
        long_tasks::list,
    ),
    #[cfg(feature = "content")]
    stored(
        "GET",
        &["/wiki/rest/api/longtask/{id}"],
        "READ",
        long_tasks::read,
    )
    // The path names a task.
    .needs(Needs::Nothing),
    #[cfg(feature = "attachments")]
    stored("GET", FILES, "READ", attachments::list),
    #[cfg(feature = "attachments")]
    stored("POST", FILES, "WRITE", attachments::create)
        .needs(UPDATES)
        .fires(&["attachment_created"]),
    #[cfg(feature = "attachments")]
    stored("PUT", FILES, "WRITE", attachments::replace)
        .needs(UPDATES)
        .fires(&["attachment_created", "attachment_updated"]),
    #[cfg(feature = "attachments")]
    stored("PUT", FILE, "WRITE", attachments::update)
        .needs(UPDATES)
        .fires(&["attachment_updated"]),
    #[cfg(feature = "attachments")]
    stored(
        "POST",
        &["/wiki/rest/api/content/{id}/child/attachment/{attachment}/data"],
        "WRITE",
        attachments::new_version,
    )
    .needs(UPDATES)
    .fires(&["attachment_updated"]),
    #[cfg(feature = "attachments")]
    stored(
        "GET",
        &["/wiki/rest/api/content/{id}/child/attachment/{attachment}/download"],
        "READ",
        attachments::download,
    ),
    #[cfg(feature = "attachments")]
    stored("GET", FILES_V2, "READ", attachments::list_v2),
    #[cfg(feature = "attachments")]
    stored("GET", FILE_V2, "READ", attachments::read_v2),
    #[cfg(feature = "attachments")]
    stored("DELETE", FILE_V2, "DELETE", attachments::delete_v2)
        .needs(DELETES)
        .fires(&["attachment_trashed", "attachment_removed"]),
    #[cfg(feature = "attachments")]
    stored(
        "GET",
        &["/wiki/api/v2/attachments/{id}/operations"],
        "READ",
        attachments::operations,
    ),
    #[cfg(feature = "attachments")]
    stored(
        "GET",
        &["/wiki/api/v2/attachments/{id}/versions"],
        "READ",
        attachments::versions,
    ),
    // No API: the link to a file that v2 gives.
    #[cfg(feature = "attachments")]
    stored(
        "GET",
        &["/wiki/download/attachments/{id}/{name}"],
        "READ",
        attachments::by_name,
    )
    .without_scope(),
    // On the real host this is the media service, for all sites.
    #[cfg(feature = "attachments")]
    rule(
        "GET",
        &["/file/{file}/binary"],
        Guard::Public,
        attachments::media,
    )
    .of_another_host(),
];
