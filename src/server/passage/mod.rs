//! The way of every request through the tenant: recorded, disturbed, routed, judged, answered.

mod authenticate;
mod edge;
mod fallback;
mod gateway;
#[cfg(test)]
mod interleaving_tests;
#[cfg(test)]
mod panic_tests;
mod record;
mod spoil;
mod stranger;

use std::fmt::Display;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http::header::ALLOW;
use http::request::Parts;
use hyper::body::Body;
use serde_json::json;

#[cfg(feature = "stubs")]
pub(crate) use self::fallback::{STUB_KEY, UNMATCHED};
use self::record::Unread;
use super::answer::Answer;
use super::call::Call;
use super::confluence_rest;
use super::reply::HostReply;
use super::route::Route;
use super::router::{self, RouteMatch};
use super::sent_to::ByProxy;
use super::spelling::Spelling;
use crate::boxed::boxed;
use crate::callback;
use crate::caught::{FAILED, caught};
use crate::context::Context;
use crate::fault::FaultTarget;
use crate::site::{Cause, ErrorBody, Guard, Principal, Rejection, Webhook};
use crate::traffic::{BeforeReply, Direction};

/// Serves one request to the tenant, whose target is below the tenant's own prefix.
pub(super) async fn serve<B>(context: Arc<Context>, request: Request<B>) -> Answer
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Display,
{
    let (parts, body) = request.into_parts();
    let body = record::read(&context, body).await;
    let exchange = record::begin(&context, &parts, body.as_deref().unwrap_or_default()).await;
    match caught(carry_out(&context, exchange, parts, body)).await {
        Ok(answer) => answer,
        Err(panicked) => {
            let reply = HostReply::message(500, FAILED).note(panicked.to_string());
            record::finish(&context, exchange, None, reply)
        }
    }
}

/// What is asked for, as the faults and holds will have it.
async fn carry_out(
    context: &Arc<Context>,
    exchange: u32,
    parts: Parts,
    body: Result<Bytes, Unread>,
) -> Answer {
    if let Some(reply) = stranger::turn_away(context, &parts) {
        return record::finish(context, exchange, None, reply);
    }
    if let Some(reply) = edge::stop(context, &parts, body.as_deref().ok()) {
        return record::finish(context, exchange, None, reply);
    }
    let body = match body {
        Ok(body) => body,
        Err(unread) => {
            let reply = unread.reply.note(unread.why);
            return record::finish(context, exchange, None, reply);
        }
    };
    let target = parts.uri.path_and_query();
    let target = target.map_or("/", |target| target.as_str());
    let known = from_app(parts.method.as_str(), target, &body);
    let picked = context.pick(FaultTarget::FromApp, known);
    context.hold_and_delay(exchange, known, &picked).await;
    let fault = picked.reply();
    if let Some(finished) = fault.and_then(spoil::instead) {
        return record::log(context, exchange, finished);
    }
    let not_modelled = ByProxy::of(&parts).and_then(|by| by.not_modelled.clone());
    let (target, at_gateway) = match gateway::below(context, target, not_modelled.is_some()) {
        Ok(below) => below,
        Err(reply) => return record::finish(context, exchange, fault, *reply),
    };
    let call = Call {
        context: context.clone(),
        exchange,
        target: target.to_owned(),
        spelling: Spelling::of_target(target),
        at_gateway,
        method: parts.method,
        headers: parts.headers,
        body,
        places: Vec::new(),
        now_millis: context.clock.now_millis(),
        principal: Principal::Anyone,
    };
    let mut reply = match not_modelled {
        Some(why) => boxed(fallback::not_modelled(call, why)).await,
        None => answer(call).await,
    };
    let events = std::mem::take(&mut reply.events);
    let answer = record::finish(context, exchange, fault, reply);
    fire(context.clone(), events);
    answer
}

/// What is known of a request before anything of it is looked at.
fn from_app<'a>(method: &'a str, target: &'a str, body: &'a Bytes) -> BeforeReply<'a> {
    BeforeReply {
        direction: Direction::FromApp,
        method,
        target,
        body,
        app: None,
    }
}

/// The reply to a call: of a stub, of the route, or that there is none.
async fn answer(mut call: Call) -> HostReply {
    if router::is_other_upm(call.path()) {
        return boxed(fallback::not_served(call)).await;
    }
    let Some(RouteMatch { operations, places }) = router::find(call.path()) else {
        return boxed(fallback::not_served(call)).await;
    };
    // The operations of a path agree on these; a test holds them to it.
    let resource = operations[0];
    // What a test says outranks what the tenant would make up.
    if resource.stubs_first
        && call.context.has_stubs()
        && let Some(reply) = boxed(fallback::stubbed(call.clone())).await
    {
        return reply;
    }
    if (resource.yields)(&call.context)
        || confluence_rest::has_more(call.path(), &call.method, operations)
    {
        return boxed(fallback::not_served(call)).await;
    }
    let Some(route) = router::operation(operations, &call.method) else {
        return wrong_method(call, operations);
    };
    if resource.local && !call.context.upm_is_open {
        return off_beyond_loopback(&call);
    }
    match places {
        Ok(places) => call.places = places,
        Err(unreadable) => return HostReply::from(not_utf8(unreadable)),
    }
    let reply = authenticate::carry_out(call, route)
        .await
        .unwrap_or_else(HostReply::from);
    dressed(reply, route)
}

/// UPM asks for any user and password, and has the tenant call what it is told to: beyond loopback that would be
/// a way around the control API's token.
fn off_beyond_loopback(call: &Call) -> HostReply {
    let way = call.context.door.remote_upm();
    let message = format!(
        "mockfluence: the tenant listens beyond loopback, where whoever reaches it could install and \
         uninstall apps by UPM's REST, so that is off. If it is to be on: {way}"
    );
    let cause = Cause::new(
        "UPM's REST is on",
        "a tenant on loopback, or one that was asked to",
        "a tenant beyond loopback",
    );
    let cause = cause.with_likely(format!("if it is to be on: {way}"));
    HostReply::message(403, &message).note(Box::new(cause))
}

/// What the route says with all its answers.
fn dressed(mut reply: HostReply, route: &Route) -> HostReply {
    if route.uncached {
        reply = reply.uncached();
    }
    match route.challenge {
        Some(challenge) => reply.with_challenge(challenge),
        None => reply,
    }
}

/// To a caller that may ask here at all: filters judge it before anybody looks at the method. The form is
/// Confluence's, the words beside the code are assumed.
fn wrong_method(mut call: Call, operations: &[&Route]) -> HostReply {
    let public = operations.iter().any(|one| one.guard == Guard::Public);
    if public {
        authenticate::observe(&call);
    } else if let Err(rejection) = authenticate::admit(&mut call, Guard::PassedOn, None) {
        return HostReply::from(rejection);
    }
    let method = &call.method;
    let title = format!(
        "org.springframework.web.HttpRequestMethodNotSupportedException: Request method \
         '{method}' is not supported"
    );
    let error = json!({ "status": 405, "code": "METHOD_NOT_ALLOWED", "title": title });
    HostReply::json(405, json!({ "errors": [error] }).to_string())
        .with_header(ALLOW, router::allowed(operations))
        .note(format!("{method} is no method of this resource"))
}

/// Assumed: what the host says to a path whose escapes are no UTF-8 is not known.
fn not_utf8(place: String) -> Rejection {
    let expected = "percent-encoded UTF-8";
    Rejection {
        status: 400,
        body: ErrorBody::MessageAndStatus("Bad Request".into()),
        cause: Box::new(Cause::new("the path can be read", expected, place)),
    }
}

/// Sends the events that a request led to, once its reply is in the log: on the real host, too,
/// the event comes after the answer.
fn fire(context: Arc<Context>, events: Vec<Webhook>) {
    if events.is_empty() {
        return;
    }
    tokio::spawn(boxed(async move {
        for event in events {
            if let Err(panicked) = caught(callback::fire(&context, &event)).await {
                context.log.remark(panicked.to_string());
            }
        }
    }));
}
