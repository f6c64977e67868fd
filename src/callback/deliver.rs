//! Signs a callback, sends it, records both halves.

use bytes::Bytes;

use super::delivered::{Delivered, Delivery};
use super::dressed::{dressed, of_forge, passed_on};
#[cfg(feature = "forge")]
use super::forge::after_attempt;
use super::forgery;
use super::sign::{SignedToken, sign};
use super::transmit::transmit;
use super::turned_away::turned_away;
use crate::context::Context;
use crate::fault::{DeliveryFault, FaultTarget, Picked};
use crate::outgoing::{Incoming, Outgoing, SendError, SendLimits, Target};
use crate::site::Callback;
use crate::traffic::{BeforeReply, Credential, Direction, Headers, Note, Opening, Outcome};

/// Sends a callback as the faults will have it, and after it those that waited for it.
pub(crate) async fn deliver(context: &Context, callback: &Callback) -> Delivered {
    let target = target(callback);
    let earlier = has_had_token(context, callback);
    let known = BeforeReply::of_callback(callback, &target);
    let applies_to = FaultTarget::ToApp { callback, earlier };
    let picked = context.pick(applies_to, known);
    if picked.delivery() == Some(DeliveryFault::Reorder) {
        context.deliveries(|memory| memory.postponed.push((callback.clone(), picked)));
        return Delivered {
            outcome: Delivery::Postponed,
            token: None,
        };
    }
    let delivered = send_signed(context, callback, &picked).await;
    #[cfg(feature = "forge")]
    after_attempt(context, callback, &delivered.outcome);
    for (late, picked) in context.deliveries(|memory| std::mem::take(&mut memory.postponed)) {
        let late_one = send_signed(context, &late, &picked).await;
        #[cfg(feature = "forge")]
        after_attempt(context, &late, &late_one.outcome);
        drop(late_one);
    }
    delivered
}

/// Whether a token has gone to the app on this path before.
pub(super) fn has_had_token(context: &Context, callback: &Callback) -> bool {
    let way = (callback.app_key.clone(), callback.path.clone());
    context.deliveries(|memory| memory.tokens.contains_key(&way))
}

/// Path and query of a callback's URL.
pub(crate) fn target(callback: &Callback) -> String {
    let target = Target::parse(&callback.url());
    target.map(|target| target.path).unwrap_or_default()
}

/// Signs, records and sends: once, twice or not at all.
async fn send_signed(context: &Context, callback: &Callback, picked: &Picked) -> Delivered {
    let mut callback = callback.clone();
    if let Some(body) = picked.body().filter(|body| !body.is_header()) {
        callback.drop_field(body.field());
    }
    let parsed = Target::parse(&callback.url());
    let named = parsed.and_then(|target| match callback.reachable {
        true => target.named_to(context),
        false => Ok(target),
    });
    let target = match named {
        Ok(target) => target,
        Err(error) => {
            let advice = callback.join_advice();
            let advice = advice.map_or(String::new(), |advice| format!("; likely: {advice}"));
            context
                .log
                .remark(format!("no callback sent: {error}{advice}"));
            return Delivered {
                outcome: Delivery::Failed(error),
                token: None,
            };
        }
    };
    context.log.names(|names| names.add_app(&target.origin()));
    let signed = sign(context, &callback, &target, picked.token());
    let (target, mut headers) = dressed(context, &callback, target, signed.as_ref());
    headers.extend(of_forge(context, &callback, picked.body()));
    let outgoing = Outgoing {
        method: callback
            .method
            .parse()
            .expect("what the rules ask with is a method"),
        target,
        headers,
        passed_on: passed_on(&callback),
        body: Bytes::from(callback.payload.clone()),
        #[cfg(feature = "tls")]
        trusted: context.trusted.clone(),
    };
    let mut outcome = attempt(
        context,
        &callback,
        &outgoing,
        signed.as_ref(),
        picked,
        false,
    )
    .await;
    if picked.delivery() == Some(DeliveryFault::Duplicate) {
        outcome = attempt(context, &callback, &outgoing, signed.as_ref(), picked, true).await;
    }
    Delivered {
        outcome,
        token: signed.map(|signed| signed.token),
    }
}

/// One exchange: recorded, held and delayed, sent as the faults will have it.
async fn attempt(
    context: &Context,
    callback: &Callback,
    outgoing: &Outgoing,
    signed: Option<&SignedToken>,
    picked: &Picked,
    again: bool,
) -> Delivery {
    let target = &outgoing.target;
    let credential = signed.map(|signed| signed.credential.clone());
    let id = context.log.begin(Opening {
        by_proxy: false,
        direction: Direction::ToApp,
        app: Some(&callback.app_key),
        method: callback.method,
        origin: &target.origin(),
        target: &target.path,
        headers: headers(outgoing),
        credential: Some(credential.unwrap_or(Credential::Unsigned)),
        claims: signed.map(|signed| signed.claims.clone()),
        body: callback.payload.as_bytes(),
    });
    if again {
        let fault = "the same delivery again".to_owned();
        context.log.note(id, Note::Fault { fault });
    } else {
        #[cfg(feature = "forge")]
        note_retry(context, id, callback);
        let known = BeforeReply::of_callback(callback, &target.path);
        context.hold_and_delay(id, known, picked).await;
    }
    if let Some(tamper) = &callback.tamper {
        let fault = tamper.description().to_owned();
        context.log.note(id, Note::Fault { fault });
    }
    if !callback.reachable {
        let none = Headers::default();
        context.log.finish(id, Outcome::NotSent, &none, b"");
        return Delivery::NotSent;
    }
    let limits = limits_of(context, callback);
    let result = match picked.delivery() {
        Some(DeliveryFault::Drop) => Err(SendError::Timeout("never delivered (fault)".into())),
        Some(DeliveryFault::Duplicate | DeliveryFault::Reorder) | None => {
            transmit(outgoing.clone(), limits, picked.reply()).await
        }
    };
    record(context, id, &result);
    if let Some(note) = forgery::accepted(callback, picked, &result) {
        context.log.note(id, note);
    }
    if let Some(note) = turned_away(context, callback, outgoing, signed, picked, &result) {
        context.log.note(id, note);
    }
    match result {
        Ok(reply) => Delivery::Answered(reply),
        Err(error) => Delivery::Failed(error),
    }
}

/// Of an event of Forge's that is tried again: the how-manieth time, and why.
#[cfg(feature = "forge")]
fn note_retry(context: &Context, id: u32, callback: &Callback) {
    let event = callback.event.as_deref();
    if let Some((event, reason)) = event.and_then(|event| Some((event, event.reason.clone()?))) {
        let (retry, of) = (event.retries, super::forge::RETRIES);
        context.log.note(id, Note::Retry { retry, of, reason });
    }
}

/// All that it has, for the log.
fn headers(outgoing: &Outgoing) -> Headers {
    let pairs = outgoing.headers.iter();
    let pairs = pairs.map(|(name, value)| (*name, value.as_bytes()));
    let own = outgoing.passed_on.iter();
    Headers::of(pairs.chain(own.map(|(name, value)| (name.as_str(), value.as_bytes()))))
}

/// Those of this call, which may have a deadline of its own.
fn limits_of(context: &Context, callback: &Callback) -> SendLimits {
    let mut limits = limits(context, context.settings.limits.reply_size_limit);
    if let Some(deadline) = callback.deadline {
        limits.whole = deadline;
        limits.told = deadline;
    }
    limits
}

pub(super) fn limits(context: &Context, body_bytes: usize) -> SendLimits {
    SendLimits {
        connect: context.settings.connect_deadline,
        whole: context.settings.callback_deadline,
        told: context.settings.callback_deadline,
        body_bytes,
    }
}

pub(super) fn record(context: &Context, id: u32, result: &Result<Incoming, SendError>) {
    match result {
        Ok(reply) => {
            let headers = Headers::from(&reply.headers);
            let outcome = Outcome::Status(reply.status);
            context.log.finish(id, outcome, &headers, &reply.body);
        }
        Err(error) => {
            let outcome = Outcome::Failed(error.to_string());
            context.log.finish(id, outcome, &Headers::default(), b"");
        }
    }
}
