//! `Fault`: built by value, serialisable, the same in code and in a file.

use serde::{Deserialize, Serialize};

use super::kind::Kind;
use super::misuse::{FaultError, refuse};
use crate::traffic::Filter;

/// Something that goes wrong, on the exchanges that its filter names.
///
/// Faults apply in this order, and of each group at most one, the one injected first: TLS (before there is a request); delay;
/// body (what a callback lacks); token (what the tenant signs); delivery (whether, how often, in which order a callback goes
/// out); reply. A fault that applied is a note in the log; one that did not is in
/// [`Tenant::faults_left`](crate::Tenant::faults_left).
///
/// ```
/// use mockfluence::{DYNAMIC_MODULES, Fault, from_app};
///
/// let busy = Fault::status(429).header("Retry-After", "1").on(from_app().post(DYNAMIC_MODULES)).times(2);
/// let json = serde_json::to_string(&busy).unwrap();
/// assert_eq!(serde_json::from_str::<Fault>(&json).unwrap(), busy);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", try_from = "Unchecked")]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    pub(super) kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<Filter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u32>,
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) after: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) probability: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) until_retry_after: bool,
}

/// A fault as it is written, before anybody looks at its values.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Unchecked {
    kind: Kind,
    on: Option<Filter>,
    times: Option<u32>,
    #[serde(default)]
    after: u32,
    probability: Option<f64>,
    #[serde(default)]
    until_retry_after: bool,
}

impl TryFrom<Unchecked> for Fault {
    type Error = FaultError;

    fn try_from(written: Unchecked) -> Result<Self, FaultError> {
        let Unchecked {
            kind,
            on,
            times,
            after,
            probability,
            until_retry_after,
        } = written;
        let fault = Self {
            kind,
            on,
            times,
            after,
            probability,
            until_retry_after,
        };
        fault.check()?;
        Ok(fault)
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Names an injected fault of a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FaultId(pub(crate) u32);

impl FaultId {
    /// Counts the faults of a tenant from 1.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

impl Fault {
    /// The names of all kinds that need no more than their name, with what they do. `status`,
    /// `delay`, `slow-body` and `other-tenant` need more.
    pub fn kinds() -> impl Iterator<Item = (&'static str, String)> {
        Kind::simple().map(|kind| (kind.name(), kind.to_string()))
    }

    /// The name of its kind, in kebab-case, as in JSON and on the command line.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// On which exchanges; all of both directions without it.
    ///
    /// # Panics
    /// For what is not known when a fault is chosen: the status of the reply, and the app that
    /// makes a call.
    #[track_caller]
    pub fn on(mut self, filter: Filter) -> Self {
        self.on = Some(filter);
        self.checked()
    }

    /// At most so often; without it always.
    ///
    /// # Panics
    /// For 0.
    #[track_caller]
    pub fn times(mut self, count: u32) -> Self {
        self.times = Some(count);
        self.checked()
    }

    /// Only on the `n`-th exchange that the filter names, counted from 1 and from the injection.
    ///
    /// # Panics
    /// For 0.
    #[track_caller]
    pub fn nth(self, n: u32) -> Self {
        match n.checked_sub(1) {
            Some(before) => self.after(before).times(1),
            None => panic!("exchanges are counted from 1: there is no nth(0)"),
        }
    }

    /// Not on the first `count` exchanges that the filter names.
    pub fn after(mut self, count: u32) -> Self {
        self.after = count;
        self
    }

    /// With this probability, between 0 and 1; decided by the tenant's seed, so that it repeats.
    ///
    /// # Panics
    /// For any other number.
    #[track_caller]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self.checked()
    }

    /// Goes on until the `Retry-After` of its answer is over, by the tenant's clock: who comes back
    /// too early is refused again, with what is left of it, and the log says so.
    /// [`times`](Self::times) counts the limits, not the refusals.
    ///
    /// ```
    /// # use mockfluence::Fault;
    /// let limit = Fault::rate_limited(1, "confluence-burst-based").until_retry_after().times(1);
    /// ```
    ///
    /// # Panics
    /// For anything but a status with a `Retry-After` in whole seconds.
    #[track_caller]
    pub fn until_retry_after(mut self) -> Self {
        self.until_retry_after = true;
        self.checked()
    }

    #[track_caller]
    pub(super) fn checked(self) -> Self {
        match self.check() {
            Ok(()) => self,
            Err(why) => panic!("{why}"),
        }
    }

    /// Whether the values are possible.
    fn check(&self) -> Result<(), FaultError> {
        self.kind.check()?;
        if let Some(why) = self.on.as_ref().and_then(Filter::too_early) {
            return refuse(format!("a fault cannot apply so: {why}"));
        }
        if let Kind::Tls(_) = self.kind
            && self.on.as_ref().is_some_and(Filter::needs_request)
        {
            return refuse(format!(
                "`{}` comes before there is a request: its filter names the direction from the app, and \
                 no method, path, query or body",
                self.kind
            ));
        }
        if self.until_retry_after && self.kind.retry_after().is_none() {
            return refuse(
                "what goes on until `Retry-After` is over is a status with that header, in whole \
                 seconds",
            );
        }
        if self.times == Some(0) {
            return refuse("a fault that applies 0 times does nothing: at least 1");
        }
        match self.probability {
            Some(share) if !(0.0..=1.0).contains(&share) => refuse(format!(
                "a probability is between 0 and 1, and {share} is not"
            )),
            _ => Ok(()),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.on {
            Some(filter) => write!(f, "{} on {filter}", self.kind),
            None => write!(f, "{} on every exchange", self.kind),
        }
    }
}
