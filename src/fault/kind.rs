//! What a fault does, and at which stage of an exchange.

use serde::{Deserialize, Serialize};

/// What a fault does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Kind {
    Status {
        status: u16,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        headers: Vec<(String, String)>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        body: String,
    },
    /// Milliseconds; equal bounds for a fixed delay.
    Delay {
        min: u64,
        max: u64,
    },
    RefuseConnection,
    Reset,
    Close,
    CloseMidBody,
    /// Bytes at a time, with milliseconds between.
    SlowBody {
        bytes: usize,
        pause: u64,
    },
    TruncatedJson,
    GarbageJson,
    LoseReply,
    Duplicate,
    Drop,
    Reorder,
    WrongSignature,
    WrongKey,
    UnknownKid,
    WrongAudience,
    Expired,
    NotYetValid,
    Replayed,
    Unsigned,
}

/// When in an exchange a fault applies. At most one of each stage does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Before anything else.
    Delay,
    /// While the tenant signs.
    Token,
    /// Whether, how often and in which order a callback goes out.
    Delivery,
    /// What comes back.
    Reply,
}

impl Kind {
    /// As it is written, for those that need no more.
    pub(crate) fn name(&self) -> String {
        let written = serde_json::to_value(self).unwrap_or_default();
        written.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn stage(&self) -> Stage {
        match self {
            Kind::Delay { .. } => Stage::Delay,
            Kind::WrongSignature
            | Kind::WrongKey
            | Kind::UnknownKid
            | Kind::WrongAudience
            | Kind::Expired
            | Kind::NotYetValid
            | Kind::Replayed
            | Kind::Unsigned => Stage::Token,
            Kind::Duplicate | Kind::Drop | Kind::Reorder => Stage::Delivery,
            _ => Stage::Reply,
        }
    }

    /// Whether it makes sense where the app calls the tenant.
    pub(crate) fn fits_from_app(&self) -> bool {
        !matches!(self.stage(), Stage::Token | Stage::Delivery) && *self != Kind::RefuseConnection
    }

    /// Whether it makes sense where the tenant calls the app.
    pub(crate) fn fits_to_app(&self) -> bool {
        !matches!(
            self,
            Kind::SlowBody { .. } | Kind::TruncatedJson | Kind::GarbageJson
        )
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Kind::Status { status, .. } => write!(f, "status {status}"),
            Kind::Delay { min, max } if min == max => write!(f, "delay of {min} ms"),
            Kind::Delay { min, max } => write!(f, "delay of {min} to {max} ms"),
            Kind::RefuseConnection => f.write_str("connection refused"),
            Kind::Reset => f.write_str("connection reset"),
            Kind::Close => f.write_str("connection closed before the reply"),
            Kind::CloseMidBody => f.write_str("connection closed within the body"),
            Kind::SlowBody { bytes, pause } => write!(f, "{bytes} bytes every {pause} ms"),
            Kind::TruncatedJson => f.write_str("truncated JSON"),
            Kind::GarbageJson => f.write_str("garbage JSON"),
            Kind::LoseReply => f.write_str("done, and the reply lost"),
            Kind::Duplicate => f.write_str("delivered twice"),
            Kind::Drop => f.write_str("not delivered"),
            Kind::Reorder => f.write_str("delivered after the next one"),
            Kind::WrongSignature => f.write_str("wrong signature"),
            Kind::WrongKey => f.write_str("signed with a foreign key"),
            Kind::UnknownKid => f.write_str("unknown key id"),
            Kind::WrongAudience => f.write_str("wrong audience"),
            Kind::Expired => f.write_str("expired token"),
            Kind::NotYetValid => f.write_str("token not valid yet"),
            Kind::Replayed => f.write_str("an earlier token again"),
            Kind::Unsigned => f.write_str("no token"),
        }
    }
}
