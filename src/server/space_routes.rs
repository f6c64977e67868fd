//! The routes of spaces and long tasks (feature `content`), a part of the one table in `routes`.

use super::content_routes::{DELETES, UPDATES, stored};
use super::resources::{long_tasks, spaces};
use super::route::{Needs, Route};

const V1: &[&str] = &["/wiki/rest/api/space"];
const SPACE: &[&str] = &["/wiki/rest/api/space/{key}"];
const SPACES_V2: &[&str] = &["/wiki/api/v2/spaces"];

/// What is said of spaces.
pub(super) const SPACES: &[Route] = &[
    stored("GET", V1, "READ", spaces::list),
    stored("POST", V1, "WRITE", spaces::create)
        .needs(Needs::Nothing)
        .fires(&["space_created"]),
    stored("GET", SPACE, "READ", spaces::read),
    stored("PUT", SPACE, "WRITE", spaces::update)
        .needs(UPDATES)
        .fires(&["space_updated"]),
    stored("DELETE", SPACE, "DELETE", spaces::delete)
        .needs(DELETES)
        .fires(&["space_removed"]),
    stored(
        "GET",
        &["/wiki/rest/api/space/{key}/content"],
        "READ",
        spaces::content,
    ),
    stored(
        "GET",
        &["/wiki/rest/api/space/{key}/content/{type}"],
        "READ",
        spaces::of_type,
    ),
    stored("GET", SPACES_V2, "READ", spaces::list_v2),
    stored("POST", SPACES_V2, "WRITE", spaces::create_v2)
        .needs(Needs::Nothing)
        .fires(&["space_created"]),
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}"],
        "READ",
        spaces::read_v2,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}/permissions"],
        "READ",
        spaces::permissions,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/spaces/{id}/operations"],
        "READ",
        spaces::operations,
    ),
    stored(
        "GET",
        &["/wiki/rest/api/longtask"],
        "READ",
        long_tasks::list,
    ),
    stored(
        "GET",
        &["/wiki/rest/api/longtask/{id}"],
        "READ",
        long_tasks::read,
    )
    // The path names a task.
    .needs(Needs::Nothing),
];
