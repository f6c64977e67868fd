//! Pages, content properties and macros in both REST APIs (feature `content`): HTTP on one side,
//! the store's rules on the other.

use crate::context::Context;
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Api, Author, ContentRequest, Decided, Rejection, Site};

/// A test that names a server for what the tenant does not serve, and puts nothing into the store,
/// means that server for content, too.
pub(in crate::server) fn is_elsewhere(context: &Context) -> bool {
    context.fallback.is_some() && !context.site(|site| site.has_content())
}

pub(in crate::server) fn create(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    answered(site.create_content(api(call), &call.body, &author(call, site)))
}

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    answered(site.read_content(&target(call, site)))
}

pub(in crate::server) fn operations(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    answered(site.read_operations(&target(call, site)))
}

pub(in crate::server) fn update(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    answered(site.update_content(&target(call, site), &call.body, &author))
}

pub(in crate::server) fn delete(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    answered(site.delete_content(&target(call, site), &author))
}

pub(in crate::server) fn list_properties(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let key = call.parameter("key");
    answered(site.list_content_properties(&target(call, site), key.as_deref()))
}

pub(in crate::server) fn create_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    answered(site.create_content_property(&target(call, site), &call.body, &author))
}

pub(in crate::server) fn read_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    answered(site.read_content_property(&target(call, site), call.place("key")))
}

pub(in crate::server) fn update_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let key = call.place("key");
    answered(site.update_content_property(&target(call, site), key, &call.body, &author))
}

pub(in crate::server) fn delete_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    answered(site.delete_content_property(&target(call, site), call.place("key")))
}

pub(in crate::server) fn read_macro(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (version, id) = (call.place("version"), call.place("macro"));
    answered(site.read_macro(&target(call, site), version, id))
}

fn answered(decided: Decided) -> Result<HostReply, Rejection> {
    let change = decided?;
    let mut reply = match change.body {
        Some(body) => HostReply::json(change.status, body.to_string()),
        None => HostReply::empty(change.status),
    };
    reply.events = change.events;
    Ok(reply)
}

fn api(call: &Call) -> Api {
    if call.path().starts_with("/wiki/api/v2/") {
        Api::V2
    } else {
        Api::V1
    }
}

fn author(call: &Call, site: &Site) -> Author {
    Author {
        account: call.account(site),
        now_millis: call.context.clock.now_millis(),
    }
}

fn target(call: &Call, site: &Site) -> ContentRequest {
    let status = call.parameter("status");
    let trashed = status.is_some_and(|status| status.contains("trashed"));
    let purge = call.parameter("purge").is_some_and(|purge| purge == "true");
    ContentRequest {
        api: api(call),
        account: call.account(site),
        id: call.place("id").to_owned(),
        in_trash: trashed || purge,
        expand: call.parameter("expand").unwrap_or_default(),
        body_format: call.parameter("body-format"),
    }
}
