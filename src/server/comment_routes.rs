//! The routes of comments in v2 (feature `content`), a part of the one table in `routes`.

use super::content_routes::{DELETES, UPDATES, stored};
use super::resources::content::comments;
use super::route::{Needs, Route};
use crate::site::ContentOperation::Read;

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
/// What is said of comments.
pub(super) const COMMENTS_V2: &[Route] = &[
    stored("GET", COMMENTS, "READ", comments::all),
    stored("POST", COMMENTS, "WRITE", comments::create)
        .needs(Needs::InBody(Read))
        .fires(&["comment_created"]),
    stored("GET", PAGE_COMMENTS, "READ", comments::on_page),
    stored("GET", POST_COMMENTS, "READ", comments::on_blog_post),
    stored("GET", REPLIES, "READ", comments::replies),
    stored("GET", COMMENT, "READ", comments::read),
    stored("PUT", COMMENT, "WRITE", comments::update)
        .needs(UPDATES)
        .fires(&["comment_updated"]),
    stored("DELETE", COMMENT, "DELETE", comments::delete)
        .needs(DELETES)
        .fires(&["comment_removed"]),
];
