//! What applies to one exchange, by stage.

#[cfg(feature = "look-alike")]
use super::kind::TlsFault;
use super::kind::{DeliveryFault, Kind, MissingField, ReplyFault};
use crate::jwt::Tamper;
use crate::site::Callback;
use crate::traffic::{BeforeReply, Direction, Note};

/// An exchange that faults may apply to, as it is before the reply.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FaultTarget<'a> {
    /// A request of the app.
    FromApp,
    /// A TLS handshake of the app, before there is a request.
    #[cfg_attr(
        not(feature = "look-alike"),
        allow(dead_code, reason = "nobody speaks TLS without the feature")
    )]
    Handshake,
    /// A request to the app; `earlier` says whether it has had a token on this path before.
    ToApp {
        callback: &'a Callback,
        earlier: bool,
    },
}

impl<'a> BeforeReply<'a> {
    /// What is known of a callback; its target is path and query.
    pub(crate) fn of_callback(callback: &'a Callback, target: &'a str) -> Self {
        Self {
            direction: Direction::ToApp,
            method: callback.method,
            target,
            body: callback.payload.as_bytes(),
            app: Some(&callback.app_key),
        }
    }
}

impl FaultTarget<'_> {
    /// Whether such a thing can go wrong with it at all.
    pub(super) fn is_stage_of(self, kind: &Kind) -> bool {
        matches!(self, FaultTarget::Handshake) == matches!(kind, Kind::Tls(_))
    }

    pub(super) fn misfit(self, kind: &Kind) -> Option<String> {
        match self {
            FaultTarget::FromApp | FaultTarget::Handshake => None,
            FaultTarget::ToApp { callback, earlier } => kind.misfit(callback, earlier),
        }
    }
}

/// The faults that apply to one exchange, at most one a stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Picked {
    /// In the order of their stages.
    pub(super) kinds: Vec<Kind>,
    /// The delay, already chosen from its range, in milliseconds.
    pub(crate) delay: Option<u64>,
    /// Those that the filter names and that make no sense here, with the reason.
    pub(super) misfits: Vec<String>,
    /// Whether it comes before a `Retry-After` is over.
    pub(super) early: bool,
}

impl Picked {
    #[cfg(feature = "look-alike")]
    pub(crate) fn tls(&self) -> Option<TlsFault> {
        self.kinds.iter().find_map(|kind| match kind {
            Kind::Tls(fault) => Some(*fault),
            _ => None,
        })
    }

    pub(crate) fn body(&self) -> Option<MissingField> {
        self.kinds.iter().find_map(|kind| match kind {
            Kind::Body(body) => Some(*body),
            _ => None,
        })
    }

    pub(crate) fn token(&self) -> Option<&Tamper> {
        self.kinds.iter().find_map(|kind| match kind {
            Kind::Token(tamper) => Some(tamper),
            _ => None,
        })
    }

    pub(crate) fn delivery(&self) -> Option<DeliveryFault> {
        self.kinds.iter().find_map(|kind| match kind {
            Kind::Delivery(delivery) => Some(*delivery),
            _ => None,
        })
    }

    pub(crate) fn reply(&self) -> Option<&ReplyFault> {
        self.kinds.iter().find_map(|kind| match kind {
            Kind::Reply(reply) => Some(reply),
            _ => None,
        })
    }

    /// What the log says of them, in the order in which they apply.
    pub(crate) fn notes(&self) -> impl Iterator<Item = Note> {
        let applied = self.kinds.iter().map(|kind| Note::Fault {
            fault: kind.to_string(),
        });
        let early = self.early.then_some(Note::TooEarly);
        let misfits = self.misfits.iter().map(Note::from);
        applied.chain(early).chain(misfits)
    }
}
