//! `Deliveries`: what became of all that one event or command sent to apps, which may be nothing.

use std::panic::Location;
use std::sync::Arc;

use crate::context::Context;
use crate::unhandled::{Errors, Failure, Unhandled};

/// What became of all requests that an event, or a command of the tester, sent to apps.
///
/// There may be none, and a check that all of none were delivered passes whatever is broken. So
/// this is no plain list: [`all`](Self::all) is false for nothing, and [`sent`](Self::sent) makes
/// an error of it.
///
/// ```
/// use mockfluence::{Page, Tenant, Webhook, WebhookDelivery};
/// let tenant = Tenant::start_blocking();
/// let event = Webhook::page("page_created", Page::new(10_000_001, "Runbook"));
/// let fired = tenant.block_on(tenant.fire(event));
/// assert!(!fired.all(WebhookDelivery::is_delivered));
/// let nobody = fired.sent().unwrap_err();
/// assert_eq!(nobody.to_string(), "`page_created` fired: no enabled app has a webhook for it");
/// ```
#[derive(Clone, Debug)]
pub struct Deliveries<D> {
    each: Vec<D>,
    /// Why there may be none.
    nothing: String,
    errors: Arc<Errors>,
}

/// Nothing was sent to any app. `Display` says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NothingSent(String, Unhandled);

impl std::fmt::Display for NothingSent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NothingSent {}

/// What a webhook came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookDelivery {
    /// The key of the app.
    pub app: String,
    /// Path and query below the app's base URL.
    pub path: String,
    /// What it answered, if it did.
    pub status: Option<u16>,
    /// The key of the trigger of an app on Forge that was called; none for a webhook of Connect's.
    #[cfg(feature = "forge")]
    pub trigger: Option<String>,
}

impl WebhookDelivery {
    /// Whether it counts as delivered. To a webhook of Connect's 200 and 204 do, and nothing else, and Confluence does
    /// not try again. To a trigger of Forge's all of 2xx does, and what does not is tried again.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        #[cfg(feature = "forge")]
        if self.trigger.is_some() {
            return self
                .status
                .is_some_and(|status| (200..300).contains(&status));
        }
        matches!(self.status, Some(200 | 204))
    }
}

/// What became of a callback whose answer decides nothing: all but the `installed` of an install.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallbackDelivery {
    /// The key of the app.
    pub app: String,
    /// Path and query below the app's base URL.
    pub path: String,
    /// What it answered, if it did.
    pub status: Option<u16>,
}

impl<D> Deliveries<D> {
    pub(super) fn new(context: &Context, each: Vec<D>, nothing: impl Into<String>) -> Self {
        Self {
            each,
            nothing: nothing.into(),
            errors: context.errors.clone(),
        }
    }

    /// All of them, in the order in which they went out.
    ///
    /// # Errors
    /// [`NothingSent`] if there are none.
    #[track_caller]
    pub fn sent(self) -> Result<Vec<D>, NothingSent> {
        if !self.each.is_empty() {
            return Ok(self.each);
        }
        let failure = Failure::new(self.nothing.as_str(), Some(Location::caller()));
        let unhandled = self.errors.keep(failure, 0);
        Err(NothingSent(self.nothing, unhandled))
    }

    /// Whether something was sent, and this is true of each.
    #[must_use]
    pub fn all(&self, is_so: impl FnMut(&D) -> bool) -> bool {
        !self.each.is_empty() && self.each.iter().all(is_so)
    }

    /// Why nothing was sent, if nothing was.
    #[must_use]
    pub fn why_nothing(&self) -> Option<&str> {
        self.each.is_empty().then_some(&*self.nothing)
    }

    /// All of them, or nothing, for a test that counts.
    #[must_use]
    pub fn as_slice(&self) -> &[D] {
        &self.each
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// Whether nothing was sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }
}

impl Deliveries<WebhookDelivery> {
    /// Checks that somebody listens, and that every webhook was answered by 200 or 204.
    ///
    /// # Panics
    /// Otherwise, with why nothing was sent, or what was answered instead.
    #[track_caller]
    pub fn assert_delivered(&self) -> &[WebhookDelivery] {
        let told = |one: &WebhookDelivery| answer(&one.app, &one.path, one.status);
        let why = "not delivered, as 200 and 204 count and nothing else";
        self.assert_each(WebhookDelivery::is_delivered, told, why)
    }
}

impl Deliveries<CallbackDelivery> {
    /// Checks that something was sent, and that every callback was answered by 2xx.
    ///
    /// # Panics
    /// Otherwise, with why nothing was sent, or what was answered instead.
    #[track_caller]
    pub fn assert_answered(&self) -> &[CallbackDelivery] {
        let told = |one: &CallbackDelivery| answer(&one.app, &one.path, one.status);
        let good = |one: &CallbackDelivery| matches!(one.status, Some(200..=299));
        self.assert_each(good, told, "not answered by 2xx")
    }
}

fn answer(app: &str, path: &str, status: Option<u16>) -> String {
    let status = status.map_or("no answer".to_owned(), |status| status.to_string());
    format!("`{app}` {path} {status}")
}

impl<D> Deliveries<D> {
    #[track_caller]
    fn assert_each(
        &self,
        is_good: impl Fn(&D) -> bool,
        told: impl Fn(&D) -> String,
        why: &str,
    ) -> &[D] {
        assert!(!self.each.is_empty(), "{}", self.nothing);
        let failed = self.each.iter().filter(|one| !is_good(one));
        let failed: Vec<String> = failed.map(told).collect();
        assert!(failed.is_empty(), "{why}: {}", failed.join(", "));
        &self.each
    }
}

/// The one of this place.
///
/// # Panics
/// If there are fewer, with why nothing was sent where there are none.
impl<D> std::ops::Index<usize> for Deliveries<D> {
    type Output = D;

    #[track_caller]
    fn index(&self, place: usize) -> &D {
        let why = match self.each.is_empty() {
            true => self.nothing.clone(),
            false => format!(
                "{} were sent, and none has the index {place}",
                self.each.len()
            ),
        };
        self.each.get(place).unwrap_or_else(|| panic!("{why}"))
    }
}
