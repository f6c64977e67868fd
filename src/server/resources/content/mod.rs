//! Pages, content properties and macros in both REST APIs (feature `content`): HTTP on one side,
//! the store's rules on the other.

pub(in crate::server) mod comments;
pub(in crate::server) mod labels;
pub(in crate::server) mod listing;
pub(in crate::server) mod search;
pub(in crate::server) mod tree;
pub(in crate::server) mod versions;

use std::borrow::Cow;

use http::HeaderValue;
use http::header::LINK;

use crate::context::Context;
use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{
    Api, Author, ContentKind, ContentRequest, Decided, ErrorBody, Query, Rejection, Site,
};

/// A test that names a server for what the tenant does not serve, and puts nothing into the store,
/// means that server for content, too.
pub(in crate::server) fn is_elsewhere(context: &Context) -> bool {
    context.fallback.is_some() && !context.site(|site| site.has_content())
}

pub(in crate::server) fn create(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    create_of(call, site, ContentKind::Page)
}

pub(in crate::server) fn create_blog_post(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    create_of(call, site, ContentKind::BlogPost)
}

fn create_of(call: &Call, site: &mut Site, kind: ContentKind) -> Result<HostReply, Rejection> {
    let (target, author) = (list_target(call, site), author(call, site));
    let decided = site.create_content(&target, kind, &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn read(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_content(&target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn operations(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let decided = site.read_operations(&target(call, site));
    answer(call, site, decided)
}

pub(in crate::server) fn update(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.update_content(&target(call, site), &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn delete(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.delete_content(&target(call, site), &author);
    answer(call, site, decided)
}

pub(in crate::server) fn list_properties(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let key = call.parameter("key");
    let decided = site.list_content_properties(&target(call, site), key.as_deref());
    answer(call, site, decided)
}

pub(in crate::server) fn create_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let decided = site.create_content_property(&target(call, site), &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn read_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let decided = site.read_content_property(&target(call, site), call.place("key"));
    answer(call, site, decided)
}

pub(in crate::server) fn update_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let author = author(call, site);
    let key = call.place("key");
    let decided = site.update_content_property(&target(call, site), key, &call.body, &author);
    answer(call, site, decided)
}

pub(in crate::server) fn delete_property(
    call: &Call,
    site: &mut Site,
) -> Result<HostReply, Rejection> {
    let decided = site.delete_content_property(&target(call, site), call.place("key"));
    answer(call, site, decided)
}

pub(in crate::server) fn read_macro(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let (version, id) = (call.place("version"), call.place("macro"));
    let decided = site.read_macro(&target(call, site), version, id);
    answer(call, site, decided)
}

/// The reply to a call, and how to stub what the tenant cannot answer itself.
pub(super) fn answer(call: &Call, site: &Site, decided: Decided) -> Result<HostReply, Rejection> {
    let change = decided.map_err(|mut rejection| {
        if let (501, ErrorBody::MessageAndStatus(message)) = (rejection.status, &mut rejection.body)
        {
            let (method, path) = (call.method.as_str(), call.sent_path());
            let stub = call.context.door.stub(site.name(), method, path);
            message.push_str(&format!(". {stub}"));
        }
        rejection
    })?;
    let mut reply = match change.body {
        Some(body) => HostReply::json(change.status, body.to_string()),
        None => HostReply::empty(change.status),
    };
    reply.events = change.events;
    if let Some(link) = change.link {
        let link = HeaderValue::from_str(&link).expect("a link has ASCII alone");
        reply = reply.with_header(LINK, link);
    }
    Ok(reply)
}

/// The same for what is done by a task: one that takes no time is done with its request.
pub(super) fn answer_task(
    call: &Call,
    site: &mut Site,
    decided: Decided,
) -> Result<HostReply, Rejection> {
    let mut reply = answer(call, site, decided)?;
    reply.events.extend(site.settle_tasks(call.now_millis));
    Ok(reply)
}

fn api(call: &Call) -> Api {
    if call.path().starts_with("/wiki/api/v2/") {
        Api::V2
    } else {
        Api::V1
    }
}

pub(super) fn author(call: &Call, site: &Site) -> Author {
    Author {
        account: call.account(site),
        now_millis: call.now_millis,
    }
}

pub(super) fn target(call: &Call, site: &Site) -> ContentRequest {
    let status = call.parameter("status");
    let trashed = status.is_some_and(|status| status.contains("trashed"));
    let purge = call.parameter("purge").is_some_and(|purge| purge == "true");
    ContentRequest {
        in_trash: trashed || purge,
        ..list_target(call, site)
    }
}

/// Of a list, whose `status` says what is in it and not where it is.
pub(super) fn list_target(call: &Call, site: &Site) -> ContentRequest {
    let owned = |(name, value): (Cow<'_, str>, Cow<'_, str>)| (name.into(), value.into());
    ContentRequest {
        api: api(call),
        account: call.account(site),
        id: call.given_place("id").unwrap_or_default().to_owned(),
        in_trash: false,
        query: Query::new(call.path(), call.query().map(owned).collect()),
    }
}
