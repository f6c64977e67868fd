//! Pages that are moved, copied and archived, alone or with all that is below them.

use super::{answer, answer_task, author, list_target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn move_page(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let (position, beside) = (call.place("position"), call.place("target"));
    let decided = site.move_page(&list_target(call, site), position, beside, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn copy_page(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.copy_page(&list_target(call, site), &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn copy_hierarchy(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.copy_hierarchy(&list_target(call, site), &call.body, &author);
    answer_task(call, site, decided)
}

pub(in crate::server) fn delete_tree(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.delete_tree(&list_target(call, site), &author);
    answer_task(call, site, decided)
}

pub(in crate::server) fn archive(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.archive_pages(&list_target(call, site), &call.body, &author);
    answer_task(call, site, decided)
}
