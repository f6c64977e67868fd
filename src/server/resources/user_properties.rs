//! `…/rest/api/user/{userId}/property/{key}`: what apps keep for a user.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let body = site.user_property(call.place("userId"), call.place("key"))?;
    Ok(HostReply::json(200, body))
}

pub(in crate::server) fn create(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (account, key) = (call.place("userId"), call.place("key"));
    site.create_user_property(account, key, &call.body, call.context.clock.now_millis())?;
    Ok(HostReply::empty(201))
}

pub(in crate::server) fn update(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (account, key) = (call.place("userId"), call.place("key"));
    site.update_user_property(account, key, &call.body, call.context.clock.now_millis())?;
    Ok(HostReply::empty(204))
}

pub(in crate::server) fn delete(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    site.delete_user_property(call.place("userId"), call.place("key"))?;
    Ok(HostReply::empty(204))
}
