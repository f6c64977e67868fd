//! Pages that are moved and copied.

use super::{answer, author, list_target};
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
