//! Labels of content in both REST APIs, and content by its labels.

use super::{answer, author, list_target, target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{ContentKind, Rejection, Site};

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_labels(&target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn add(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.add_labels(&target(call, site), &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn remove(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.remove_label(&target(call, site), call.place("label"), &author);
    answer(call, site, decided)
}

/// The label in the query, as it must be if it has a slash.
pub(in crate::server) fn remove_named(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let name = call.parameter("name").unwrap_or_default();
    let decided = site.remove_label(&target(call, site), &name, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn all(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_site_labels(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn in_space(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_space_labels(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn pages(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_labelled(&list_target(call, site), ContentKind::Page);
    answer(call, site, decided)
}

pub(in crate::server) fn blog_posts(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_labelled(&list_target(call, site), ContentKind::BlogPost);
    answer(call, site, decided)
}

#[cfg(feature = "attachments")]
pub(in crate::server) fn attachments(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_labelled(&list_target(call, site), ContentKind::Attachment);
    answer(call, site, decided)
}
