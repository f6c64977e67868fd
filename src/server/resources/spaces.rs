//! Spaces in both REST APIs (feature `content`).

use super::content::{answer, answer_task, author, list_target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_spaces(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn create(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, author) = (list_target(call, site), author(call, site));
    let decided = site.create_space(&target, &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_space(&list_target(call, site), call.place("key"));
    answer(call, site, decided)
}

pub(in crate::server) fn update(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, author) = (list_target(call, site), author(call, site));
    let decided = site.update_space(&target, call.place("key"), &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn delete(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, author) = (list_target(call, site), author(call, site));
    let decided = site.delete_space(&target, call.place("key"), &author);
    answer_task(call, site, decided)
}

pub(in crate::server) fn content(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_all_in_space(&list_target(call, site), call.place("key"));
    answer(call, site, decided)
}

pub(in crate::server) fn of_type(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let target = list_target(call, site);
    let decided = site.list_in_space(&target, call.place("key"), call.place("type"));
    answer(call, site, decided)
}

pub(in crate::server) fn list_v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_spaces_v2(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn create_v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (target, author) = (list_target(call, site), author(call, site));
    let decided = site.create_space_v2(&target, &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn permissions(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.list_space_permissions(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn read_v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_space_v2(&list_target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn operations(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.space_operations(&list_target(call, site));
    answer(call, site, decided)
}
