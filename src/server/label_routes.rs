//! The routes of labels (feature `content`), a part of the one table in `routes`.

use super::content_events::UNLABELLED;
use super::content_routes::{UPDATES, stored};
use super::resources::content::labels;
use super::route::{Needs, Route};

const V1_LABELS: &[&str] = &["/wiki/rest/api/content/{id}/label"];
const V2_LABELS: &[&str] = &[
    "/wiki/api/v2/pages/{id}/labels",
    "/wiki/api/v2/blogposts/{id}/labels",
];
/// What is said of labels.
pub(super) const LABELS: &[Route] = &[
    stored("GET", V1_LABELS, "READ", labels::list),
    stored("POST", V1_LABELS, "WRITE", labels::add)
        .needs(UPDATES)
        .fires(&["label_created", "label_added"]),
    stored("DELETE", V1_LABELS, "WRITE", labels::remove_named)
        .needs(UPDATES)
        .fires(UNLABELLED),
    stored(
        "DELETE",
        &["/wiki/rest/api/content/{id}/label/{label}"],
        "WRITE",
        labels::remove,
    )
    .needs(UPDATES)
    .fires(UNLABELLED),
    stored("GET", V2_LABELS, "READ", labels::list),
    stored("GET", &["/wiki/api/v2/labels"], "READ", labels::all),
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}/content/labels"],
        "READ",
        labels::in_space,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/labels/{id}/pages"],
        "READ",
        labels::pages,
    )
    // The path names a label.
    .needs(Needs::Nothing),
    stored(
        "GET",
        &["/wiki/api/v2/labels/{id}/blogposts"],
        "READ",
        labels::blog_posts,
    )
    // The path names a label.
    .needs(Needs::Nothing),
];
