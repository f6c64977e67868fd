//! `user/memberof` and `user/{userId}/property`: lists of what belongs to a user.

use super::content::list_target;
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn groups(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let body = site.list_groups(&list_target(call, site).query)?;
    Ok(HostReply::json(200, body.to_string()))
}

pub(in crate::server) fn properties(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let query = list_target(call, site).query;
    let body = site.list_user_properties(call.place("userId"), &query)?;
    Ok(HostReply::json(200, body.to_string()))
}
