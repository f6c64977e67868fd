//! An event on its way to a trigger.

use serde_json::Value;

/// Of an event: what is tried again if the app does not take it.
#[derive(Clone, Debug)]
pub(crate) struct EventAttempt {
    /// The bare id of the app, and which installation of it.
    pub(crate) app_id: String,
    pub(crate) place: u32,
    /// The name of the event, and the key of the trigger.
    pub(crate) event: String,
    pub(crate) trigger: String,
    /// The body of the first attempt.
    pub(crate) body: Value,
    /// How often it has been tried before.
    pub(crate) retries: u32,
    /// Why it is made again.
    pub(crate) reason: Option<String>,
    /// When it is due, by the test's time and the tenant's clock; none for the first attempt.
    pub(crate) due_millis: Option<i64>,
}
