//! Footer and inline comments of the REST API v2.

use super::{answer, author, list_target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{ContentKind, Location, Rejection, Site};

/// Which of the two the path is about.
fn location(call: &Call) -> Location {
    match call.path().contains("/inline-comments") {
        true => Location::Inline,
        false => Location::Footer,
    }
}

pub(in crate::server) fn all(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_all_comments(&list_target(call, site), location(call));
    answer(call, site, decided)
}

pub(in crate::server) fn on_page(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, at) = (list_target(call, site), location(call));
    let decided = site.list_comments(&target, ContentKind::Page, at);
    answer(call, site, decided)
}

pub(in crate::server) fn on_blog_post(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let (target, at) = (list_target(call, site), location(call));
    let decided = site.list_comments(&target, ContentKind::BlogPost, at);
    answer(call, site, decided)
}

#[cfg(feature = "attachments")]
pub(in crate::server) fn on_attachment(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let (target, at) = (list_target(call, site), location(call));
    let decided = site.list_comments(&target, ContentKind::Attachment, at);
    answer(call, site, decided)
}

pub(in crate::server) fn replies(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_replies(&list_target(call, site), location(call));
    answer(call, site, decided)
}

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_comment(&list_target(call, site), location(call));
    answer(call, site, decided)
}

pub(in crate::server) fn create(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, at) = (list_target(call, site), location(call));
    let decided = site.create_comment_v2(&target, at, &call.body, &author(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn update(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, at) = (list_target(call, site), location(call));
    let decided = site.update_comment_v2(&target, at, &call.body, &author(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn delete(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, at) = (list_target(call, site), location(call));
    let decided = site.delete_comment(&target, at, &author(call, site));
    answer(call, site, decided)
}
