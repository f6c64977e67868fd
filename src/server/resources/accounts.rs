//! `…/rest/api/user` and `…/permission/check`: who somebody is, and what somebody may do.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site, no_account};

pub(in crate::server) fn user(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let account = call.parameter("accountId").ok_or_else(no_account)?;
    user_reply(call, site, &account)
}

pub(in crate::server) fn current(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    user_reply(call, site, &call.account(site))
}

pub(in crate::server) fn anonymous(_: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    Ok(HostReply::json(200, site.anonymous_json().to_string()))
}

pub(in crate::server) fn check_permission(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let body = site.check_permission(call.place("id"), &call.body)?;
    Ok(HostReply::json(200, body.to_string()))
}

fn user_reply(call: &Call, site: &Site, account: &str) -> Result<HostReply, Rejection> {
    let body = site.user_json(account, call.expands("operations"))?;
    Ok(HostReply::json(200, body.to_string()))
}
