//! `GET …/addons/{appKey}`: the app's state and licence as the host knows them.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn show(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let body = site.app_information(call.app(), call.place("appKey"))?;
    Ok(HostReply::json(200, body.to_string()))
}
