//! The paths of the content store at which an operation is, where it is at several or they have several
//! operations.

pub(super) const V1: &[&str] = &["/wiki/rest/api/content"];
pub(super) const V2_PAGES: &[&str] = &["/wiki/api/v2/pages"];
pub(super) const V2_POSTS: &[&str] = &["/wiki/api/v2/blogposts"];
pub(super) const CHILDREN: &[&str] = &[
    "/wiki/rest/api/content/{id}/child/{type}",
    "/wiki/rest/api/content/{id}/child/comment",
];
pub(super) const ONE: &[&str] = &[
    "/wiki/rest/api/content/{id}",
    "/wiki/api/v2/pages/{id}",
    "/wiki/api/v2/blogposts/{id}",
];
pub(super) const PROPERTIES: &[&str] = &[
    "/wiki/rest/api/content/{id}/property",
    "/wiki/api/v2/pages/{id}/properties",
    "/wiki/api/v2/blogposts/{id}/properties",
    "/wiki/api/v2/comments/{id}/properties",
];
pub(super) const PROPERTY: &[&str] = &[
    "/wiki/rest/api/content/{id}/property/{key}",
    "/wiki/api/v2/pages/{id}/properties/{key}",
    "/wiki/api/v2/blogposts/{id}/properties/{key}",
    "/wiki/api/v2/comments/{id}/properties/{key}",
];
pub(super) const OPERATIONS: &[&str] = &[
    "/wiki/api/v2/pages/{id}/operations",
    "/wiki/api/v2/blogposts/{id}/operations",
    "/wiki/api/v2/footer-comments/{id}/operations",
    "/wiki/api/v2/inline-comments/{id}/operations",
];
pub(super) const MACRO: &[&str] =
    &["/wiki/rest/api/content/{id}/history/{version}/macro/id/{macro}"];
pub(super) const V1_VERSIONS: &[&str] = &["/wiki/rest/api/content/{id}/version"];
pub(super) const V2_VERSIONS: &[&str] = &[
    "/wiki/api/v2/pages/{id}/versions",
    "/wiki/api/v2/blogposts/{id}/versions",
    "/wiki/api/v2/footer-comments/{id}/versions",
    "/wiki/api/v2/inline-comments/{id}/versions",
];
pub(super) const VERSION: &[&str] = &[
    "/wiki/rest/api/content/{id}/version/{version}",
    "/wiki/api/v2/pages/{id}/versions/{version}",
    "/wiki/api/v2/blogposts/{id}/versions/{version}",
    "/wiki/api/v2/footer-comments/{id}/versions/{version}",
    "/wiki/api/v2/inline-comments/{id}/versions/{version}",
];
