//! The routes of files (feature `attachments`), a part of the one table in `routes`.

use super::content_routes::{DELETES, UPDATES, stored};
use super::resources::attachments;
use super::resources::content::{self, comments, labels, versions};
use super::route::{Needs, OtherHost, Route, rule};
use crate::site::Guard;

const FILES: &[&str] = &["/wiki/rest/api/content/{id}/child/attachment"];
const FILE: &[&str] = &["/wiki/rest/api/content/{id}/child/attachment/{attachment}"];
const FILES_V2: &[&str] = &[
    "/wiki/api/v2/attachments",
    "/wiki/api/v2/pages/{id}/attachments",
    "/wiki/api/v2/blogposts/{id}/attachments",
];
const FILE_V2: &[&str] = &["/wiki/api/v2/attachments/{id}"];
const PROPERTIES: &[&str] = &["/wiki/api/v2/attachments/{id}/properties"];
const PROPERTY: &[&str] = &["/wiki/api/v2/attachments/{id}/properties/{key}"];

/// What is said of the files of a site.
pub(super) const ATTACHMENTS: &[Route] = &[
    stored("GET", FILES, "READ", attachments::list),
    stored("POST", FILES, "WRITE", attachments::create)
        .needs(UPDATES)
        .fires(&["attachment_created"]),
    stored("PUT", FILES, "WRITE", attachments::replace)
        .needs(UPDATES)
        .fires(&["attachment_created", "attachment_updated"]),
    stored("PUT", FILE, "WRITE", attachments::update)
        .needs(UPDATES)
        .fires(&["attachment_updated"]),
    stored(
        "POST",
        &["/wiki/rest/api/content/{id}/child/attachment/{attachment}/data"],
        "WRITE",
        attachments::new_version,
    )
    .needs(UPDATES)
    .fires(&["attachment_updated"]),
    stored(
        "GET",
        &["/wiki/rest/api/content/{id}/child/attachment/{attachment}/download"],
        "READ",
        attachments::download,
    ),
    stored("GET", FILES_V2, "READ", attachments::list_v2),
    stored("GET", FILE_V2, "READ", attachments::read_v2),
    stored("DELETE", FILE_V2, "DELETE", attachments::delete_v2)
        .needs(DELETES)
        .fires(&["attachment_trashed", "attachment_removed"]),
    stored(
        "GET",
        &["/wiki/api/v2/attachments/{id}/operations"],
        "READ",
        attachments::operations,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/attachments/{id}/versions"],
        "READ",
        versions::list,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/attachments/{id}/versions/{version}"],
        "READ",
        versions::read,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/attachments/{id}/labels"],
        "READ",
        labels::list,
    ),
    stored(
        "GET",
        &["/wiki/api/v2/labels/{id}/attachments"],
        "READ",
        labels::attachments,
    )
    // The path names a label.
    .needs(Needs::Nothing),
    stored(
        "GET",
        &["/wiki/api/v2/attachments/{id}/footer-comments"],
        "READ",
        comments::on_attachment,
    ),
    stored("GET", PROPERTIES, "READ", content::list_properties),
    stored("POST", PROPERTIES, "WRITE", content::create_property)
        .needs(UPDATES)
        .fires(&["content_created"]),
    stored("GET", PROPERTY, "READ", content::read_property),
    stored("PUT", PROPERTY, "WRITE", content::update_property)
        .needs(UPDATES)
        .fires(&["content_updated"]),
    stored("DELETE", PROPERTY, "WRITE", content::delete_property)
        .needs(UPDATES)
        .fires(&["content_removed"]),
    // No API: the link to a file that v2 gives.
    stored(
        "GET",
        &["/wiki/download/attachments/{id}/{name}"],
        "READ",
        attachments::by_name,
    )
    .without_scope(),
    // On the real host this is the media service, for all sites.
    rule(
        "GET",
        &["/file/{file}/binary"],
        Guard::Public,
        attachments::media,
    )
    .at(OtherHost::Media),
];
