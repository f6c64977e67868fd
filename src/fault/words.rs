//! What a fault does, in words.

use std::fmt;

use super::kind::{Delay, DeliveryFault, Kind, ReplyFault, SlowBody, TlsFault};

/// For the log, and for help texts.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Kind::Delay(Delay { min, max }) if min == max => return write!(f, "delay of {min} ms"),
            Kind::Delay(Delay { min, max }) => return write!(f, "delay of {min} to {max} ms"),
            Kind::Tls(fault) => return fault.fmt(f),
            Kind::Body(lacking) if lacking.is_header() => {
                return write!(f, "without the header {}", lacking.field());
            }
            Kind::Body(body) => return write!(f, "body without {}", body.field()),
            Kind::Token(tamper) => tamper.description(),
            Kind::Delivery(DeliveryFault::Duplicate) => "delivered twice",
            Kind::Delivery(DeliveryFault::Drop) => "not delivered",
            Kind::Delivery(DeliveryFault::Reorder) => "delivered after the next one",
            Kind::Reply(reply) => return reply.fmt(f),
        };
        f.write_str(words)
    }
}

impl fmt::Display for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TlsFault::ExpiredCertificate => "certificate expired",
            TlsFault::WrongName => "certificate of another host",
            TlsFault::Refuse => "TLS handshake refused",
            TlsFault::Reset => "connection reset in the TLS handshake",
        })
    }
}

impl fmt::Display for ReplyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            ReplyFault::Status(fault) => return write!(f, "status {}", fault.status),
            ReplyFault::SlowBody(SlowBody { bytes, pause }) => {
                return write!(f, "{bytes} bytes every {pause} ms");
            }
            ReplyFault::RefuseConnection => "connection refused",
            ReplyFault::Reset => "connection reset",
            ReplyFault::Close => "connection closed before the reply",
            ReplyFault::CloseMidBody => "connection closed within the body",
            ReplyFault::LoseReply => "done, and the reply lost",
            ReplyFault::TruncatedJson => "truncated JSON",
            ReplyFault::GarbageJson => "garbage JSON",
        };
        f.write_str(words)
    }
}
