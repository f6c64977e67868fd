//! Tries an event again that an app did not take: four times, sixty seconds apart, on the tenant's clock.

use std::sync::{Arc, Weak};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;

use crate::callback::deliver::deliver;
use crate::context::{Context, Retry};
use crate::site::EventAttempt;

/// The longest sleep; the clock wakes the sleeper when a test moves it.
const LONGEST: i64 = 3_600_000;

/// An event that is to be tried again when the tenant's clock is so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EventRetry {
    /// The bare id of the app.
    pub app: String,
    /// The key of the trigger.
    pub trigger: String,
    /// The name of the event.
    pub event: String,
    /// Which retry it will be, from 1 to 4.
    pub retry: u32,
    /// `INVALID_REMOTE_INVOCATION_ERROR`, `TIMEOUT_ERROR` or `INVALID_FORGE_INVOCATION_TOKEN`.
    pub reason: &'static str,
}

/// The events that wait to be tried again, the next one first.
pub(crate) fn event_retries(context: &Context) -> Vec<EventRetry> {
    let waiting = context.retries.waiting().into_iter();
    waiting
        .map(|one| EventRetry {
            app: one.attempt.app_id,
            trigger: one.attempt.trigger,
            event: one.attempt.event,
            retry: one.attempt.retries,
            reason: one.reason,
        })
        .collect()
}

/// Tries again what is due, as long as the tenant is there.
pub(crate) async fn keep_retrying(context: Weak<Context>, mut changed: watch::Receiver<u64>) {
    loop {
        let Some(there) = context.upgrade() else {
            return;
        };
        let now = there.elapsed_millis();
        let due = there.retries.next_due();
        match due {
            Some(due) if due <= now => {
                while let Some(retry) = there.retries.take(now) {
                    try_again(&there, retry).await;
                }
            }
            due => {
                drop(there);
                if !slept(due.map(|due| due.saturating_sub(now)), &mut changed).await {
                    return;
                }
            }
        }
    }
}

/// Tries again at once what waits for this app: each event once. Gives how many there were.
pub(crate) async fn retry_now(context: &Arc<Context>, app_id: &str) -> usize {
    let waiting = context.retries.take_all_of(app_id);
    let count = waiting.len();
    for retry in waiting {
        try_again(context, retry).await;
    }
    count
}

/// Waits for so many milliseconds, or until something changes; false once the tenant is gone.
async fn slept(left: Option<i64>, changed: &mut watch::Receiver<u64>) -> bool {
    let Some(left) = left else {
        return changed.changed().await.is_ok();
    };
    let left = u64::try_from(left.clamp(1, LONGEST)).unwrap_or(1);
    tokio::select! {
        still = changed.changed() => still.is_ok(),
        () = tokio::time::sleep(Duration::from_millis(left)) => true,
    }
}

async fn try_again(context: &Arc<Context>, retry: Retry) {
    let gateway = context.gateway_url();
    let EventAttempt { event, trigger, .. } = &retry.attempt;
    let gone =
        format!("`{event}` is not tried again: the trigger `{trigger}` is not there any more");
    let call = context.site(|site| site.retry_call(retry.attempt, &gateway, retry.reason));
    match call {
        None => context.log.remark(gone),
        Some(call) => drop(deliver(context, &call).await),
    }
}
