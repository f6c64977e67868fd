//! `users-bulk`, `user/bulk`, `user/email` and `user/memberof`: accounts, many at once.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site, no_account};

pub(in crate::server) fn v2(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    Ok(HostReply::json(200, site.users_v2(&call.body)?.to_string()))
}

pub(in crate::server) fn v1(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let limit = call.parameter("limit");
    let body = site.users_v1(
        &accounts(call),
        limit.as_deref(),
        call.expands("operations"),
    )?;
    Ok(HostReply::json(200, body.to_string()))
}

pub(in crate::server) fn email(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let account = call.parameter("accountId").ok_or_else(no_account)?;
    let body = site.email(call.app_key(), &account)?;
    Ok(HostReply::json(200, body.to_string()))
}

pub(in crate::server) fn emails(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let body = site.emails(call.app_key(), &accounts(call))?;
    Ok(HostReply::json(200, body.to_string()))
}

/// Each value of `accountId`, in order.
fn accounts(call: &Call) -> Vec<String> {
    let named = call.query().filter(|(name, _)| name == "accountId");
    named.map(|(_, value)| value.into_owned()).collect()
}
