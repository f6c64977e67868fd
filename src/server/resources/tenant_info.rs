//! `GET /_edge/tenant_info`: which site of Atlassian's cloud this is, for whoever asks.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn show(_: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    Ok(match site.tenant_info() {
        Some(info) => HostReply::json(200, info.to_string()),
        None => HostReply::empty(404).note("the site is gone (setting `tenant_info`)"),
    })
}
