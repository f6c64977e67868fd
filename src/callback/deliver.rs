//! Signs a callback, sends it, records both halves.

use bytes::Bytes;
use http::Method;

use super::send::{Incoming, Limits, Outgoing, SendError, Target};
use super::sign::{Signed, sign};
use super::transmit::transmit;
use crate::context::Context;
use crate::fault::{Kind, Picked, Stage};
use crate::site::{Callback, TokenAt, with_parameters};
use crate::traffic::{Direction, Note, Opening, Outcome};

/// How a callback ended.
#[derive(Clone, Debug)]
pub(crate) enum Delivery {
    Answered(Incoming),
    Failed(SendError),
    /// The app was installed without a backend.
    NotSent,
    /// It goes out after the next one.
    Postponed,
}

/// Sends a callback as the faults will have it, and after it those that waited for it.
pub(crate) async fn deliver(context: &Context, callback: &Callback) -> Delivery {
    deliver_and_show(context, callback).await.0
}

/// The same, with the token that went out.
pub(super) async fn deliver_and_show(
    context: &Context,
    callback: &Callback,
) -> (Delivery, Option<String>) {
    let path = Target::parse(&callback.url());
    let path = path
        .map(|target| target.plain_path().to_owned())
        .unwrap_or_default();
    let picked = context.faults(|faults| faults.pick(Direction::ToApp, callback.method, &path));
    // The tenant needs the answer to `installed` before anything else can go out.
    let postponed = picked.at(Stage::Delivery) == Some(&Kind::Reorder);
    if postponed && callback.may_wait {
        context.deliveries(|memory| memory.postponed.push((callback.clone(), picked)));
        return (Delivery::Postponed, None);
    }
    let delivery = deliver_now(context, callback, &picked).await;
    for (late, picked) in context.deliveries(|memory| std::mem::take(&mut memory.postponed)) {
        deliver_now(context, &late, &picked).await;
    }
    delivery
}

async fn deliver_now(
    context: &Context,
    callback: &Callback,
    picked: &Picked,
) -> (Delivery, Option<String>) {
    let url = callback.url();
    let target = match Target::parse(&url) {
        Ok(target) => target,
        Err(error) => {
            let advice = callback.join_advice();
            let advice = advice.map_or(String::new(), |advice| format!("; likely: {advice}"));
            context
                .log
                .remark(&format!("no callback sent: {error}{advice}"));
            return (Delivery::Failed(error), None);
        }
    };
    context.log.names(|names| names.add_app(&target.origin()));
    let signed = sign(context, callback, &target, picked.at(Stage::Token));
    let (target, headers) = dressed(context, callback, target, signed.as_ref());
    let mut delivery = Delivery::NotSent;
    let twice = picked.at(Stage::Delivery) == Some(&Kind::Duplicate);
    for again in 0..=usize::from(twice) {
        let headers = headers.clone();
        let id = begin(context, callback, &target, &headers, signed.as_ref());
        if again == 0 {
            context
                .come_past(
                    id,
                    Direction::ToApp,
                    callback.method,
                    target.plain_path(),
                    picked,
                )
                .await;
        } else {
            let fault = "the same delivery again".to_owned();
            context.log.note(id, Note::Fault { fault });
        }
        let body = Bytes::from(callback.payload.clone());
        let outgoing = Outgoing {
            method: callback.method.parse().unwrap_or(Method::POST),
            target: target.clone(),
            headers,
            passed_on: http::HeaderMap::new(),
            body,
            #[cfg(feature = "tls")]
            trusted: context.trusted.clone(),
        };
        delivery = finish(context, id, callback, outgoing, picked).await;
    }
    (delivery, signed.map(|signed| signed.token))
}

fn begin(
    context: &Context,
    callback: &Callback,
    target: &Target,
    headers: &[(&'static str, String)],
    signed: Option<&Signed>,
) -> u32 {
    context.log.begin(Opening {
        direction: Direction::ToApp,
        app: Some(&callback.app_key),
        method: callback.method,
        origin: &target.origin(),
        target: &target.path,
        headers: kept_headers(headers),
        token: signed.map_or("unsigned".to_owned(), |signed| signed.words.clone()),
        claims: signed.map(|signed| signed.claims.clone()),
        body: callback.payload.as_bytes(),
    })
}

async fn finish(
    context: &Context,
    id: u32,
    callback: &Callback,
    outgoing: Outgoing,
    picked: &Picked,
) -> Delivery {
    if !callback.reachable {
        context.log.finish(id, Outcome::NotSent, "", b"");
        return Delivery::NotSent;
    }
    let limits = limits(context, context.settings.limits.reply_size_limit);
    let fault = match picked.at(Stage::Delivery) {
        Some(Kind::Drop) => Some(&Kind::Drop),
        _ => picked.at(Stage::Reply),
    };
    let result = transmit(outgoing, limits, fault).await;
    record(context, id, &result);
    match result {
        Ok(reply) => Delivery::Answered(reply),
        Err(error) => Delivery::Failed(error),
    }
}

pub(super) fn limits(context: &Context, body_bytes: usize) -> Limits {
    Limits {
        connect: context.settings.connect_deadline,
        whole: context.settings.callback_deadline,
        told: context.settings.callback_deadline,
        body_bytes,
    }
}

pub(super) fn record(context: &Context, id: u32, result: &Result<Incoming, SendError>) {
    match result {
        Ok(reply) => {
            let headers: Vec<_> = reply.headers.iter().collect();
            let headers = headers
                .into_iter()
                .map(|(name, value)| {
                    format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
                })
                .collect::<Vec<_>>();
            context.log.finish(
                id,
                Outcome::Status(reply.status),
                &headers.join("\n"),
                &reply.body,
            );
        }
        Err(error) => context
            .log
            .finish(id, Outcome::Failed(error.to_string()), "", b""),
    }
}

/// Where the request goes and with which headers: the token is in one of the two.
fn dressed(
    context: &Context,
    callback: &Callback,
    mut target: Target,
    signed: Option<&Signed>,
) -> (Target, Vec<(&'static str, String)>) {
    let mut headers = headers(context, callback);
    match (signed, callback.token_at) {
        (None, _) => {}
        (Some(signed), TokenAt::Header) => {
            headers.push(("authorization", format!("JWT {}", signed.token)));
        }
        (Some(signed), TokenAt::Query) => {
            let token = format!("jwt={}", signed.token);
            target.path = with_parameters(&target.path, &token);
        }
    }
    (target, headers)
}

fn headers(context: &Context, callback: &Callback) -> Vec<(&'static str, String)> {
    let version = context.site(|site| site.plugins_version());
    let mut headers = vec![("accept", "*/*".to_owned())];
    headers.extend(
        callback
            .content_type
            .map(|kind| ("content-type", kind.to_owned())),
    );
    if callback.token_at == TokenAt::Header {
        headers.push(("user-agent", format!("Atlassian-Connect/{version}")));
        headers.push(("atlassian-connect-version", version));
    }
    headers
}

fn kept_headers(headers: &[(&'static str, String)]) -> String {
    let lines = headers.iter().map(|(name, value)| match *name {
        "authorization" => "authorization: JWT {token}".to_owned(),
        _ => format!("{name}: {value}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}
