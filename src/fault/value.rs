//! `Fault`: built by value, serialisable, the same in code and in a file.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::kind::Kind;
use crate::traffic::Filter;

/// Something that goes wrong, on the exchanges that its filter names.
///
/// Faults apply in this order, and of each group at most one, the one injected first: delay;
/// token (what the tenant signs); delivery (whether, how often, in which order a callback goes
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
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    pub(super) kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<Filter>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u32>,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) after: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) probability: Option<f64>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Names an injected fault of a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FaultId(pub(crate) u32);

macro_rules! simple {
    ($($(#[doc = $doc:literal])* $name:ident = $kind:ident;)*) => {$(
        $(#[doc = $doc])*
        pub fn $name() -> Self { Self::of(Kind::$kind) }
    )*
        pub(super) const SIMPLE: &'static [Kind] = &[$(Kind::$kind),*];
    };
}

impl Fault {
    pub(super) fn of(kind: Kind) -> Self {
        Self {
            kind,
            on: None,
            times: None,
            after: 0,
            probability: None,
        }
    }

    /// This status instead of the real answer. The request is not carried out; towards the app,
    /// it is not sent, and the tenant goes on as if the app had answered so.
    pub fn status(status: u16) -> Self {
        Self::of(Kind::Status {
            status,
            headers: Vec::new(),
            body: String::new(),
        })
    }

    /// 429 as Confluence sends it: `Retry-After` in seconds, the rate-limit headers, and the
    /// reason, e.g. `confluence-burst-based`.
    pub fn rate_limited(retry_after: u32, reason: &str) -> Self {
        let headers = rate_limit_headers(retry_after, reason).into_iter();
        headers.fold(Self::status(429), |fault, (name, value)| {
            fault.header(name, &value)
        })
    }

    /// A header for [`status`](Self::status); of no effect on other faults.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Kind::Status { headers, .. } = &mut self.kind {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// A body for [`status`](Self::status); of no effect on other faults.
    pub fn body(mut self, text: impl Into<String>) -> Self {
        if let Kind::Status { body, .. } = &mut self.kind {
            *body = text.into();
        }
        self
    }

    /// Waits before the exchange goes on. Follows tokio's paused time.
    pub fn delay(time: Duration) -> Self {
        Self::delay_between(time, time)
    }

    /// Waits for a time between the two, chosen by the tenant's seed.
    pub fn delay_between(min: Duration, max: Duration) -> Self {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self::of(Kind::Delay {
            min: millis(min),
            max: millis(max).max(millis(min)),
        })
    }

    /// The answer's body so many bytes at a time.
    pub fn slow_body(bytes: usize, pause: Duration) -> Self {
        let pause = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        Self::of(Kind::SlowBody {
            bytes: bytes.max(1),
            pause,
        })
    }

    simple! {
        /// Towards the app: no connection comes about.
        refuse_connection = RefuseConnection;
        /// The connection is reset (RST) before the request is carried out; towards the app,
        /// half-way through the request.
        reset = Reset;
        /// The connection is closed before the request is carried out; towards the app,
        /// half-way through the request.
        close = Close;
        /// The request is carried out, and the connection closed half-way through the answer;
        /// towards the app, half-way through the request's body.
        close_mid_body = CloseMidBody;
        /// The first half of the answer's JSON, with a length that fits.
        truncated_json = TruncatedJson;
        /// An answer that is no JSON, with the status of the real one.
        garbage_json = GarbageJson;
        /// The request is carried out, and the connection closed without an answer. Towards the
        /// app: it is called, and its answer is not read.
        lose_reply = LoseReply;
        /// The callback is sent twice.
        duplicate = Duplicate;
        /// The callback is not sent. A dropped `installed` is a timeout for the tenant.
        drop_delivery = Drop;
        /// The callback is sent after the next one to the app. Not for `installed`, whose answer
        /// the tenant needs.
        reorder = Reorder;
        /// A token with a signature that is wrong.
        wrong_signature = WrongSignature;
        /// A token of the right key id, signed with another key or secret.
        wrong_key = WrongKey;
        /// A token whose key id nobody serves.
        unknown_kid = UnknownKid;
        /// A token for another app.
        wrong_audience = WrongAudience;
        /// A token that expired an hour ago.
        expired = Expired;
        /// A token that is valid in an hour.
        not_yet_valid = NotYetValid;
        /// The token of the callback before this one to the same path; the first is sent as it is.
        replayed = Replayed;
        /// No token.
        unsigned = Unsigned;
    }

    /// On which exchanges; all of both directions without it.
    pub fn on(mut self, filter: Filter) -> Self {
        self.on = Some(filter);
        self
    }

    /// At most so often; without it always.
    pub fn times(mut self, count: u32) -> Self {
        self.times = Some(count);
        self
    }

    /// Only on the `n`-th exchange that the filter names, counted from 1 and from the injection.
    pub fn nth(self, n: u32) -> Self {
        self.after(n.saturating_sub(1)).times(1)
    }

    /// Not on the first `count` exchanges that the filter names.
    pub fn after(mut self, count: u32) -> Self {
        self.after = count;
        self
    }

    /// With this probability, between 0 and 1; decided by the tenant's seed, so that it repeats.
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }

    /// Whether the fault can ever apply: some kinds make sense in one direction only.
    ///
    /// # Errors
    /// What does not fit, in words.
    pub fn check(&self) -> Result<(), String> {
        if let Kind::Status { status, .. } = self.kind
            && !(200..=999).contains(&status)
        {
            return Err(format!(
                "{status} is no status that ends an exchange: 200 to 999 are"
            ));
        }
        let Some(filter) = &self.on else {
            return Ok(());
        };
        let fits = match filter.is_to_app() {
            true => self.kind.fits_to_app(),
            false => self.kind.fits_from_app(),
        };
        match fits {
            true => Ok(()),
            false => Err(format!("`{}` does not apply to {filter}", self.kind)),
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
/// The headers of Confluence's 429, but for the one that says when the limit ends.
pub(crate) fn rate_limit_headers(retry_after: u32, reason: &str) -> Vec<(&'static str, String)> {
    vec![
        ("Retry-After", retry_after.to_string()),
        ("X-RateLimit-Limit", "100".into()),
        ("X-RateLimit-Remaining", "0".into()),
        ("X-RateLimit-NearLimit", "true".into()),
        ("RateLimit-Reason", reason.into()),
    ]
}
