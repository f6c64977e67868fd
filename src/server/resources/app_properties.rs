//! `…/addons/{appKey}/properties[/{key}]`: list, read, write, remove.

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Rejection, Site};

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let keys = site.list_properties(call.app(), call.place("appKey"))?;
    Ok(HostReply::json(200, keys.to_string()))
}

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let body = site.read_property(call.app(), call.place("appKey"), call.place("key"))?;
    Ok(HostReply::json(200, body))
}

pub(in crate::server) fn write(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (app, key) = (call.place("appKey"), call.place("key"));
    let created = site.write_property(call.app(), app, key, &call.body)?;
    Ok(match created {
        true => HostReply::message(201, "Property created."),
        false => HostReply::message(200, "Property updated."),
    })
}

pub(in crate::server) fn remove(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    site.remove_property(call.app(), call.place("appKey"), call.place("key"))?;
    Ok(HostReply::empty(204))
}
