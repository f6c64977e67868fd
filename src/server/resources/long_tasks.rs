//! `GET …/rest/api/longtask[/{id}]`: how far a task is that the host has begun.

use super::content::{answer, list_target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let now = call.context.clock.now_millis();
    let decided = site.list_tasks(&list_target(call, site), now);
    answer(call, site, decided)
}

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let now = call.context.clock.now_millis();
    let decided = site.read_task(call.place("id"), now);
    answer(call, site, decided)
}
