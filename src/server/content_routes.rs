//! The routes of the content store (feature `content`), a part of the one table in `routes`.

use super::call::Rule;
use super::content_events::{CHANGED, CREATED, REMOVED};
use super::content_paths::{
    CHILDREN, MACRO, ONE, OPERATIONS, PROPERTIES, PROPERTY, V1, V1_VERSIONS, V2_PAGES, V2_POSTS,
    V2_VERSIONS, VERSION,
};
use super::resources::content::{self, listing, search, tree, versions};
use super::route::{Needs, Route, rest};
use crate::site::ContentOperation::{Delete, Read, Update};

/// An operation of the content store. What it needs and fires is told beside it; by itself it takes
/// the permission to read what the path names.
pub(super) const fn stored(
    method: &'static str,
    paths: &'static [&'static str],
    scope: &'static str,
    rule: Rule,
) -> Route {
    rest(method, paths, scope, rule)
        .needs(Needs::Named(Read))
        .yields_if(content::is_elsewhere)
}

/// To change what the path names.
pub(super) const UPDATES: Needs = Needs::Named(Update);
/// To remove it.
pub(super) const DELETES: Needs = Needs::Named(Delete);

/// What is said of the content of a site.
pub(super) const CONTENT: &[Route] = &[
    stored("POST", V1, "WRITE", content::create)
        .needs(Needs::InBody(Update))
        .fires(CREATED),
    stored("GET", V1, "READ", listing::all),
    stored("POST", V2_PAGES, "WRITE", content::create)
        .needs(Needs::InBody(Update))
        .fires(&["page_created"]),
    stored("GET", V2_PAGES, "READ", listing::pages),
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}/pages"],
        "READ",
        listing::pages,
    ),
    stored("POST", V2_POSTS, "WRITE", content::create_blog_post)
        .needs(Needs::InBody(Update))
        .fires(&["blog_created"]),
    stored("GET", V2_POSTS, "READ", listing::blog_posts),
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}/blogposts"],
        "READ",
        listing::blog_posts,
    ),
    stored("GET", CHILDREN, "READ", listing::children),
    stored(
        "GET",
        &["/wiki/rest/api/content/{id}/child"],
        "READ",
        listing::child_map,
    ),
    stored(
        "GET",
        &["/wiki/rest/api/content/{id}/descendant"],
        "READ",
        listing::descendant_map,
    ),
    stored(
        "GET",
        &["/wiki/rest/api/content/{id}/descendant/{type}"],
        "READ",
        listing::descendants,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/pages/{id}/children"],
        "READ",
        listing::children_v2,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/pages/{id}/direct-children"],
        "READ",
        listing::direct_children,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/pages/{id}/ancestors"],
        "READ",
        listing::ancestors,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/pages/{id}/descendants"],
        "READ",
        listing::descendants_v2,
    ),
    stored("GET", ONE, "READ", content::read),
    stored("PUT", ONE, "WRITE", content::update)
        .needs(UPDATES)
        .fires(CHANGED),
    stored("DELETE", ONE, "DELETE", content::delete)
        .needs(DELETES)
        .fires(REMOVED),
    stored("GET", PROPERTIES, "READ", content::list_properties),
    stored("POST", PROPERTIES, "WRITE", content::create_property)
        .needs(UPDATES)
        .fires(&["content_created"]),
    stored("GET", PROPERTY, "READ", content::read_property),
    stored("PUT", PROPERTY, "WRITE", content::update_property)
        .needs(UPDATES)
        .fires(&["content_created", "content_updated"]),
    stored("DELETE", PROPERTY, "WRITE", content::delete_property)
        .needs(UPDATES)
        .fires(&["content_removed"]),
    stored("GET", OPERATIONS, "READ", content::operations),
    stored("GET", MACRO, "READ", content::read_macro),
    stored(
        "GET",
        &["/wiki/rest/api/content/{id}/history"],
        "READ",
        versions::history,
    ),
    stored("GET", V1_VERSIONS, "READ", versions::list),
    stored("POST", V1_VERSIONS, "WRITE", versions::restore)
        .needs(UPDATES)
        .fires(&["page_updated", "blog_updated"]),
    stored("GET", V2_VERSIONS, "READ", versions::list),
    stored("GET", VERSION, "READ", versions::read),
    stored(
        "DELETE",
        &["/wiki/rest/api/content/{id}/version/{version}"],
        "DELETE",
        versions::delete,
    )
    .needs(UPDATES),
    stored(
        "PUT",
        &["/wiki/rest/api/content/{id}/move/{position}/{target}"],
        "WRITE",
        tree::move_page,
    )
    .needs(UPDATES)
    .fires(&["page_moved", "page_children_reordered"]),
    stored(
        "POST",
        &["/wiki/rest/api/content/{id}/copy"],
        "WRITE",
        tree::copy_page,
    )
    .fires(&["page_created", "page_updated", "page_copied"]),
    stored(
        "POST",
        &["/wiki/rest/api/content/{id}/pagehierarchy/copy"],
        "WRITE",
        tree::copy_hierarchy,
    )
    .fires(&["page_created", "page_copied"]),
    stored(
        "DELETE",
        &["/wiki/rest/api/content/{id}/pageTree"],
        "DELETE",
        tree::delete_tree,
    )
    .needs(DELETES)
    .fires(&["page_trashed"]),
    stored(
        "POST",
        &["/wiki/rest/api/content/archive"],
        "WRITE",
        tree::archive,
    )
    .needs(Needs::InBody(Delete))
    .fires(&["page_archived"]),
    stored(
        "GET",
        &["/wiki/rest/api/content/search"],
        "READ",
        search::content,
    ),
    stored("GET", &["/wiki/rest/api/search"], "READ", search::all),
];
