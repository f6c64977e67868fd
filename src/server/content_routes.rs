//! The routes of the content store (feature `content`), a part of the one table in `routes`.

use super::call::Rule;
use super::resources::content::{self, comments, labels, listing, search, tree, versions};
use super::route::{Route, rest};

const V1: &[&str] = &["/wiki/rest/api/content"];
const V2_PAGES: &[&str] = &["/wiki/api/v2/pages"];
const V2_POSTS: &[&str] = &["/wiki/api/v2/blogposts"];
const CHILDREN: &[&str] = &[
    "/wiki/rest/api/content/{id}/child/{type}",
    "/wiki/rest/api/content/{id}/child/comment",
];
const ONE: &[&str] = &[
    "/wiki/rest/api/content/{id}",
    "/wiki/api/v2/pages/{id}",
    "/wiki/api/v2/blogposts/{id}",
];
const PROPERTIES: &[&str] = &[
    "/wiki/rest/api/content/{id}/property",
    "/wiki/api/v2/pages/{id}/properties",
    "/wiki/api/v2/blogposts/{id}/properties",
];
const PROPERTY: &[&str] = &[
    "/wiki/rest/api/content/{id}/property/{key}",
    "/wiki/api/v2/pages/{id}/properties/{key}",
    "/wiki/api/v2/blogposts/{id}/properties/{key}",
];
const OPERATIONS: &[&str] = &[
    "/wiki/api/v2/pages/{id}/operations",
    "/wiki/api/v2/blogposts/{id}/operations",
    "/wiki/api/v2/footer-comments/{id}/operations",
    "/wiki/api/v2/inline-comments/{id}/operations",
];
const MACRO: &[&str] = &["/wiki/rest/api/content/{id}/history/{version}/macro/id/{macro}"];
const V1_LABELS: &[&str] = &["/wiki/rest/api/content/{id}/label"];
const V2_LABELS: &[&str] = &[
    "/wiki/api/v2/pages/{id}/labels",
    "/wiki/api/v2/blogposts/{id}/labels",
];
const COMMENTS: &[&str] = &[
    "/wiki/api/v2/footer-comments",
    "/wiki/api/v2/inline-comments",
];
const PAGE_COMMENTS: &[&str] = &[
    "/wiki/api/v2/pages/{id}/footer-comments",
    "/wiki/api/v2/pages/{id}/inline-comments",
];
const POST_COMMENTS: &[&str] = &[
    "/wiki/api/v2/blogposts/{id}/footer-comments",
    "/wiki/api/v2/blogposts/{id}/inline-comments",
];
const REPLIES: &[&str] = &[
    "/wiki/api/v2/footer-comments/{id}/children",
    "/wiki/api/v2/inline-comments/{id}/children",
];
const COMMENT: &[&str] = &[
    "/wiki/api/v2/footer-comments/{id}",
    "/wiki/api/v2/inline-comments/{id}",
];
const V1_VERSIONS: &[&str] = &["/wiki/rest/api/content/{id}/version"];
const V2_VERSIONS: &[&str] = &[
    "/wiki/api/v2/pages/{id}/versions",
    "/wiki/api/v2/blogposts/{id}/versions",
    "/wiki/api/v2/footer-comments/{id}/versions",
    "/wiki/api/v2/inline-comments/{id}/versions",
];
const VERSION: &[&str] = &[
    "/wiki/rest/api/content/{id}/version/{version}",
    "/wiki/api/v2/pages/{id}/versions/{version}",
    "/wiki/api/v2/blogposts/{id}/versions/{version}",
    "/wiki/api/v2/footer-comments/{id}/versions/{version}",
    "/wiki/api/v2/inline-comments/{id}/versions/{version}",
];

/// An operation of the content store.
pub(super) const fn stored(
    method: &'static str,
    paths: &'static [&'static str],
    scope: &'static str,
    rule: Rule,
) -> Route {
    rest(method, paths, scope, rule).yields_if(content::is_elsewhere)
}

/// What is said of the content of a site.
pub(super) const CONTENT: &[Route] = &[
    stored("POST", V1, "WRITE", content::create),
    stored("GET", V1, "READ", listing::all),
    stored("POST", V2_PAGES, "WRITE", content::create),
    stored("GET", V2_PAGES, "READ", listing::pages),
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}/pages"],
        "READ",
        listing::pages,
    ),
    stored("POST", V2_POSTS, "WRITE", content::create_blog_post),
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
    stored("GET", ONE, "READ", content::read),
    stored("PUT", ONE, "WRITE", content::update),
    stored("DELETE", ONE, "DELETE", content::delete),
    stored("GET", PROPERTIES, "READ", content::list_properties),
    stored("POST", PROPERTIES, "WRITE", content::create_property),
    stored("GET", PROPERTY, "READ", content::read_property),
    stored("PUT", PROPERTY, "WRITE", content::update_property),
    stored("DELETE", PROPERTY, "WRITE", content::delete_property),
    stored("GET", OPERATIONS, "READ", content::operations),
    stored("GET", MACRO, "READ", content::read_macro),
    stored("GET", V1_LABELS, "READ", labels::list),
    stored("POST", V1_LABELS, "WRITE", labels::add),
    stored("DELETE", V1_LABELS, "WRITE", labels::remove_named),
    stored(
        "DELETE",
        &["/wiki/rest/api/content/{id}/label/{label}"],
        "WRITE",
        labels::remove,
    ),
    stored("GET", V2_LABELS, "READ", labels::list),
    stored(
        "GET",
        &["/wiki/api/v2/labels/{id}/pages"],
        "READ",
        labels::pages,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/labels/{id}/blogposts"],
        "READ",
        labels::blog_posts,
    ),
    stored("GET", COMMENTS, "READ", comments::all),
    stored("POST", COMMENTS, "WRITE", comments::create),
    stored("GET", PAGE_COMMENTS, "READ", comments::on_page),
    stored("GET", POST_COMMENTS, "READ", comments::on_blog_post),
    stored("GET", REPLIES, "READ", comments::replies),
    stored("GET", COMMENT, "READ", comments::read),
    stored("PUT", COMMENT, "WRITE", comments::update),
    stored("DELETE", COMMENT, "DELETE", comments::delete),
    stored(
        "GET",
        &["/wiki/rest/api/content/{id}/history"],
        "READ",
        versions::history,
    ),
    stored("GET", V1_VERSIONS, "READ", versions::list),
    stored("POST", V1_VERSIONS, "WRITE", versions::restore),
    stored("GET", V2_VERSIONS, "READ", versions::list),
    stored("GET", VERSION, "READ", versions::read),
    stored(
        "DELETE",
        &["/wiki/rest/api/content/{id}/version/{version}"],
        "DELETE",
        versions::delete,
    ),
    stored(
        "PUT",
        &["/wiki/rest/api/content/{id}/move/{position}/{target}"],
        "WRITE",
        tree::move_page,
    ),
    stored(
        "POST",
        &["/wiki/rest/api/content/{id}/copy"],
        "WRITE",
        tree::copy_page,
    ),
    stored(
        "POST",
        &["/wiki/rest/api/content/{id}/pagehierarchy/copy"],
        "WRITE",
        tree::copy_hierarchy,
    ),
    stored(
        "DELETE",
        &["/wiki/rest/api/content/{id}/pageTree"],
        "DELETE",
        tree::delete_tree,
    ),
    stored(
        "POST",
        &["/wiki/rest/api/content/archive"],
        "WRITE",
        tree::archive,
    ),
    stored(
        "GET",
        &["/wiki/rest/api/content/search"],
        "READ",
        search::content,
    ),
    stored("GET", &["/wiki/rest/api/search"], "READ", search::all),
];
