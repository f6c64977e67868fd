//! `GET /keys/{kid}`: the public key of signed installs, as the real key host serves it.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn show(call: &Call, _: &mut Site) -> Result<HostReply, Rejection> {
    call.context.log.name_app_by_callback(call.exchange);
    Ok(match call.context.served_key(call.place("kid")) {
        Some(key) => HostReply::new(200, "text/plain", key.public_pem()),
        None => HostReply::empty(404)
            .note("no install key of this id; the kid stands in the token's header"),
    })
}
