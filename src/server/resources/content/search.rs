//! Content by a query, in v1.

use super::{answer, list_target};
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn content(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let now = call.context.clock.now_millis();
    let decided = site.search_content(&list_target(call, site), now);
    answer(call, site, decided)
}

pub(in crate::server) fn all(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let now = call.context.clock.now_millis();
    let decided = site.search(&list_target(call, site), now);
    answer(call, site, decided)
}
