//! `GET …/addons/{appKey}`: the app's state and licence as the host knows them.

use crate::server::call::Call;
use crate::server::reply::Reply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn show(call: &Call, site: &mut Site) -> Result<Reply, Rejection> {
    let body = site.app_information(call.app(), call.place("appKey"))?;
    Ok(Reply::json(200, body.to_string()))
}
