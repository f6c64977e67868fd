//! Versions of content in both REST APIs.

use super::{answer, author, list_target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_versions(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_version(&list_target(call, site), call.place("version"));
    answer(call, site, decided)
}

pub(in crate::server) fn restore(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.restore_version(&list_target(call, site), &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn delete(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.delete_version(&list_target(call, site), call.place("version"));
    answer(call, site, decided)
}

pub(in crate::server) fn history(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_history(&list_target(call, site));
    answer(call, site, decided)
}
