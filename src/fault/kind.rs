//! What a fault does, by the stage of an exchange at which it does it.

use serde::{Deserialize, Serialize};

use crate::jwt::Tamper;
use crate::traffic::Direction;

/// What a fault does. Of each stage at most one applies to an exchange, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Before there is a request.
    Tls(TlsFault),
    /// Before anything else of a request.
    Delay(Delay),
    /// What a callback lacks.
    Body(MissingField),
    /// What the tenant signs.
    Token(Tamper),
    /// Whether, how often and in which order a callback goes out.
    Delivery(DeliveryFault),
    /// What comes back.
    Reply(ReplyFault),
}

/// Milliseconds; equal bounds for a fixed delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delay {
    pub(crate) min: u64,
    pub(crate) max: u64,
}

/// What goes wrong while an app and a look-alike network agree on TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TlsFault {
    ExpiredCertificate,
    WrongName,
    Refuse,
    Reset,
}

/// What a request to an app goes without: a field of its body, or a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingField {
    BaseUrl,
    ClientKey,
    SharedSecret,
    /// This and the next: headers of a call of Forge's.
    TraceId,
    SpanId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeliveryFault {
    Duplicate,
    Drop,
    Reorder,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReplyFault {
    Status(StatusFault),
    /// Towards the app only.
    RefuseConnection,
    Reset,
    Close,
    CloseMidBody,
    LoseReply,
    /// This and the two below: of the tenant's own answers only.
    SlowBody(SlowBody),
    TruncatedJson,
    GarbageJson,
}

/// An answer in place of the real one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusFault {
    pub(crate) status: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) body: String,
}

/// Bytes at a time, with milliseconds between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlowBody {
    pub(crate) bytes: usize,
    pub(crate) pause: u64,
}

const RETRY_AFTER: &str = "retry-after";

impl MissingField {
    pub(super) const ALL: &'static [Self] = &[Self::BaseUrl, Self::ClientKey, Self::SharedSecret];

    /// Whether it is a header, and no field of the body.
    pub(crate) fn is_header(self) -> bool {
        matches!(self, MissingField::TraceId | MissingField::SpanId)
    }

    /// The field as the payload calls it, or the header.
    pub(crate) fn field(self) -> &'static str {
        match self {
            MissingField::BaseUrl => "baseUrl",
            MissingField::ClientKey => "clientKey",
            MissingField::SharedSecret => "sharedSecret",
            MissingField::TraceId => "x-b3-traceid",
            MissingField::SpanId => "x-b3-spanid",
        }
    }
}

impl Kind {
    /// Every kind that its name alone says, in the order of the stages.
    pub(crate) fn simple() -> impl Iterator<Item = Kind> {
        let body = [
            MissingField::BaseUrl,
            MissingField::ClientKey,
            MissingField::SharedSecret,
            MissingField::TraceId,
            MissingField::SpanId,
        ];
        let delivery = [
            DeliveryFault::Duplicate,
            DeliveryFault::Drop,
            DeliveryFault::Reorder,
        ];
        let reply = [
            ReplyFault::RefuseConnection,
            ReplyFault::Reset,
            ReplyFault::Close,
            ReplyFault::CloseMidBody,
            ReplyFault::LoseReply,
            ReplyFault::TruncatedJson,
            ReplyFault::GarbageJson,
        ];
        let tls = [
            TlsFault::ExpiredCertificate,
            TlsFault::WrongName,
            TlsFault::Refuse,
            TlsFault::Reset,
        ];
        body.into_iter()
            .map(Kind::Body)
            .chain(Tamper::ALL.iter().cloned().map(Kind::Token))
            .chain(delivery.into_iter().map(Kind::Delivery))
            .chain(reply.into_iter().map(Kind::Reply))
            .chain(tls.into_iter().map(Kind::Tls))
    }

    /// The one of this name, which may be one of the older names of [`Tamper`].
    pub(crate) fn named(name: &str) -> Option<Kind> {
        let known = Kind::simple().find(|kind| kind.name() == name);
        known.or_else(|| name.parse().ok().map(Kind::Token))
    }

    /// Its name, as in JSON.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Kind::Tls(TlsFault::ExpiredCertificate) => "tls-expired-certificate",
            Kind::Tls(TlsFault::WrongName) => "tls-wrong-name",
            Kind::Tls(TlsFault::Refuse) => "tls-refuse",
            Kind::Tls(TlsFault::Reset) => "tls-reset",
            Kind::Delay(_) => "delay",
            Kind::Body(MissingField::BaseUrl) => "no-base-url",
            Kind::Body(MissingField::ClientKey) => "no-client-key",
            Kind::Body(MissingField::SharedSecret) => "no-shared-secret",
            Kind::Body(MissingField::TraceId) => "no-trace-id",
            Kind::Body(MissingField::SpanId) => "no-span-id",
            Kind::Token(tamper) => tamper.name(),
            Kind::Delivery(DeliveryFault::Duplicate) => "duplicate",
            Kind::Delivery(DeliveryFault::Drop) => "drop",
            Kind::Delivery(DeliveryFault::Reorder) => "reorder",
            Kind::Reply(ReplyFault::Status(_)) => "status",
            Kind::Reply(ReplyFault::RefuseConnection) => "refuse-connection",
            Kind::Reply(ReplyFault::Reset) => "reset",
            Kind::Reply(ReplyFault::Close) => "close",
            Kind::Reply(ReplyFault::CloseMidBody) => "close-mid-body",
            Kind::Reply(ReplyFault::LoseReply) => "lose-reply",
            Kind::Reply(ReplyFault::SlowBody(_)) => "slow-body",
            Kind::Reply(ReplyFault::TruncatedJson) => "truncated-json",
            Kind::Reply(ReplyFault::GarbageJson) => "garbage-json",
        }
    }

    /// The seconds of the answer's `Retry-After`.
    pub(super) fn retry_after(&self) -> Option<u32> {
        let Kind::Reply(ReplyFault::Status(status)) = self else {
            return None;
        };
        let mut headers = status.headers.iter();
        let (_, value) = headers.find(|(name, _)| name.eq_ignore_ascii_case(RETRY_AFTER))?;
        value.parse().ok()
    }

    /// The same with so many seconds left.
    pub(super) fn retry_in(&self, seconds: u32) -> Kind {
        let mut kind = self.clone();
        if let Kind::Reply(ReplyFault::Status(status)) = &mut kind {
            for (name, value) in &mut status.headers {
                if name.eq_ignore_ascii_case(RETRY_AFTER) {
                    *value = seconds.to_string();
                }
            }
        }
        kind
    }

    /// Its place in the order in which faults apply.
    pub(crate) fn stage(&self) -> usize {
        match self {
            Kind::Tls(_) => 0,
            Kind::Delay(_) => 1,
            Kind::Body(_) => 2,
            Kind::Token(_) => 3,
            Kind::Delivery(_) => 4,
            Kind::Reply(_) => 5,
        }
    }

    /// Whether it makes sense for exchanges of this direction.
    pub(crate) fn fits(&self, direction: Direction) -> bool {
        let to_app = direction == Direction::ToApp;
        match self {
            Kind::Delay(_) => true,
            Kind::Tls(_) => !to_app,
            Kind::Body(_) | Kind::Token(_) | Kind::Delivery(_) => to_app,
            Kind::Reply(reply) => match reply {
                ReplyFault::Status(_)
                | ReplyFault::Reset
                | ReplyFault::Close
                | ReplyFault::CloseMidBody
                | ReplyFault::LoseReply => true,
                ReplyFault::RefuseConnection => to_app,
                ReplyFault::SlowBody(_) | ReplyFault::TruncatedJson | ReplyFault::GarbageJson => {
                    !to_app
                }
            },
        }
    }
}
