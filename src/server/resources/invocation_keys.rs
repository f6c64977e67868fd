//! `GET /.well-known/jwks.json`: the public keys of invocation tokens, as Forge's key host serves them.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn list(call: &Call, _: &mut Site) -> Result<HostReply, Rejection> {
    let keys = call.context.invocation_keys().jwks();
    Ok(HostReply::json(200, keys.to_string()))
}
