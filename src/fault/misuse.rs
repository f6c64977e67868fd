//! What keeps a fault from doing anything, found where it enters: in code and in JSON alike.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::kind::{Delay, DeliveryFault, Kind, ReplyFault, SlowBody, StatusFault};
use crate::jwt::{Tamper, TokenKind};
use crate::site::Callback;

/// Beyond this nobody waits: an hour, in milliseconds.
const LONGEST: u64 = 3_600_000;

/// Headers that say where a message ends; they follow from the body.
const FRAMING: [&str; 3] = ["content-length", "transfer-encoding", "connection"];

/// A fault that could not do what it says; `Display` says why and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError(pub(super) String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

pub(super) fn refuse<T>(why: impl Into<String>) -> Result<T, FaultError> {
    Err(FaultError(why.into()))
}

impl Kind {
    /// Whether its values are possible.
    pub(super) fn check(&self) -> Result<(), FaultError> {
        match self {
            Kind::Delay(delay) => delay.check(),
            Kind::Reply(ReplyFault::Status(status)) => status.check(),
            Kind::Reply(ReplyFault::SlowBody(slow)) => slow.check(),
            Kind::Tls(_) | Kind::Body(_) | Kind::Token(_) | Kind::Delivery(_) | Kind::Reply(_) => {
                Ok(())
            }
        }
    }

    /// Why it makes no sense for a request to an app, if it makes none. `earlier` says whether
    /// the app has had a token on the same path.
    pub(super) fn misfit(&self, callback: &Callback, earlier: bool) -> Option<String> {
        match self {
            Kind::Token(_) if callback.tamper.is_some() => {
                Some("the load spoils its token itself".into())
            }
            Kind::Token(tamper) => match tamper.misfit(callback.token_kind()) {
                None if *tamper == Tamper::Replayed && !earlier => {
                    Some("no token has gone to this path before".into())
                }
                misfit => misfit.map(str::to_owned),
            },
            Kind::Body(body) if body.is_header() => {
                let is_forges = callback.token_kind() == Some(TokenKind::Invocation);
                let why = "it is no call of Forge's to a remote, which alone has that header";
                (!is_forges).then(|| why.to_owned())
            }
            Kind::Body(body) => {
                let there = callback.has_field(body.field());
                (!there).then(|| format!("its body has no `{}`", body.field()))
            }
            Kind::Delivery(DeliveryFault::Reorder) if !callback.may_wait => {
                Some("nothing else can go out before its answer is there".into())
            }
            Kind::Tls(_) | Kind::Delay(_) | Kind::Delivery(_) | Kind::Reply(_) => None,
        }
    }
}

impl Delay {
    fn check(self) -> Result<(), FaultError> {
        let Self { min, max } = self;
        if min > max {
            return refuse(format!(
                "a delay of {min} to {max} ms is none: the first is at most the second"
            ));
        }
        bounded("a delay", max)
    }
}

impl SlowBody {
    fn check(self) -> Result<(), FaultError> {
        if self.bytes == 0 {
            return refuse("a slow body of 0 bytes at a time never arrives: at least 1");
        }
        bounded("the pause of a slow body", self.pause)
    }
}

fn bounded(what: &str, millis: u64) -> Result<(), FaultError> {
    if millis > LONGEST {
        return refuse(format!(
            "{what} of {millis} ms is longer than an hour ({LONGEST} ms), for which nobody waits"
        ));
    }
    Ok(())
}

impl StatusFault {
    /// Its headers, as [`check`](Self::check) has found them possible.
    pub(crate) fn header_map(&self) -> HeaderMap {
        let pair = |(name, value): &(String, String)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some((name, HeaderValue::from_str(value).ok()?))
        };
        let mut map = HeaderMap::new();
        for (name, value) in self.headers.iter().filter_map(pair) {
            map.append(name, value);
        }
        map
    }

    fn check(&self) -> Result<(), FaultError> {
        let Self {
            status,
            headers,
            body,
        } = self;
        if !(200..=999).contains(status) {
            return refuse(format!(
                "{status} is no status that ends an exchange: 200 to 999 are"
            ));
        }
        if matches!(status, 204 | 205 | 304) && !body.is_empty() {
            return refuse(format!("an answer of status {status} has no body, in HTTP"));
        }
        headers
            .iter()
            .try_for_each(|(name, value)| check_header(name, value))
    }
}

fn check_header(name: &str, value: &str) -> Result<(), FaultError> {
    let lower = name.to_ascii_lowercase();
    if FRAMING.contains(&lower.as_str()) {
        return refuse(format!(
            "the header `{lower}` follows from the body and the connection; for an answer that \
             breaks off there are the kinds close-mid-body and truncated-json"
        ));
    }
    if HeaderName::from_bytes(name.as_bytes()).is_err() {
        return refuse(format!("`{name}` cannot be the name of a header"));
    }
    match HeaderValue::from_str(value) {
        Ok(_) => Ok(()),
        Err(_) => refuse(format!(
            "the value of the header `{name}` has a character that no header can have"
        )),
    }
}
