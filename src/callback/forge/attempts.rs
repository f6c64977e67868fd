//! What became of an attempt to deliver an event, and whether there is to be another.

use crate::callback::delivered::Delivery;
use crate::context::Context;
use crate::outgoing::SendError;
use crate::site::{Callback, EventAttempt};

/// How often an event is tried again.
pub(in crate::callback) const RETRIES: u32 = 4;

/// How long after an attempt the next one comes.
const APART: i64 = 60_000;

/// Looks at what became of a call: an event that was not taken is to be tried again.
pub(in crate::callback) fn after_attempt(
    context: &Context,
    callback: &Callback,
    outcome: &Delivery,
) {
    let Some(attempt) = callback.event.as_deref() else {
        return;
    };
    let (reason, what) = match outcome {
        Delivery::NotSent | Delivery::Postponed => return,
        Delivery::Answered(reply) if (200..300).contains(&reply.status) => return,
        Delivery::Answered(reply) if reply.status == 401 => {
            ("INVALID_FORGE_INVOCATION_TOKEN", "answered 401".to_owned())
        }
        Delivery::Answered(reply) => (
            "INVALID_REMOTE_INVOCATION_ERROR",
            format!("answered {}", reply.status),
        ),
        Delivery::Failed(SendError::Timeout(_) | SendError::ConnectTimeout(_)) => {
            ("TIMEOUT_ERROR", "not answered in time".to_owned())
        }
        Delivery::Failed(_) => ("INVALID_REMOTE_INVOCATION_ERROR", "not answered".to_owned()),
    };
    let EventAttempt { event, trigger, .. } = attempt;
    let failed = format!("`{event}` to the trigger `{trigger}`: {what}, and 2xx alone counts");
    let retry = attempt.retries.saturating_add(1);
    if retry > RETRIES {
        let all = RETRIES.saturating_add(1);
        return context.log.remark(format!(
            "{failed}; attempt {all} of {all}: it is not tried again"
        ));
    }
    let due = attempt
        .due_millis
        .unwrap_or_else(|| context.elapsed_millis());
    let next = EventAttempt {
        retries: retry,
        due_millis: Some(due.saturating_add(APART)),
        ..attempt.clone()
    };
    let told = match context.retries.add(next, reason) {
        true => format!("{failed}; tried again in 60 s, retry {retry} of {RETRIES}"),
        false => format!("{failed}; not tried again: too many events wait for that already"),
    };
    context.log.remark(told);
}
