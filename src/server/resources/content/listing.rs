//! Lists of content in both REST APIs.

use super::{answer, list_target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{ListedKind, Rejection, Site};

pub(in crate::server) fn all(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_content(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn children(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_children(&list_target(call, site), last_segment(call));
    answer(call, site, decided)
}

/// The type that the path names, for which some have a path of their own.
fn last_segment(call: &Call) -> &str {
    let (_, last) = call.path().rsplit_once('/').unwrap_or_default();
    last
}

/// A list for each type.
pub(in crate::server) fn child_map(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.map_below(&list_target(call, site), false);
    answer(call, site, decided)
}

pub(in crate::server) fn descendant_map(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let decided = site.map_below(&list_target(call, site), true);
    answer(call, site, decided)
}

pub(in crate::server) fn descendants(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_descendants(&list_target(call, site), call.place("type"));
    answer(call, site, decided)
}

pub(in crate::server) fn pages(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_v2(&list_target(call, site), ListedKind::PAGES);
    answer(call, site, decided)
}

pub(in crate::server) fn blog_posts(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_v2(&list_target(call, site), ListedKind::BLOG_POSTS);
    answer(call, site, decided)
}

pub(in crate::server) fn children_v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_children_v2(&list_target(call, site), false);
    answer(call, site, decided)
}

pub(in crate::server) fn direct_children(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let decided = site.list_children_v2(&list_target(call, site), true);
    answer(call, site, decided)
}

pub(in crate::server) fn ancestors(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_ancestors_v2(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn descendants_v2(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let decided = site.list_descendants_v2(&list_target(call, site));
    answer(call, site, decided)
}
