//! `Invoked`: what came of a call to a remote.

use super::reply::Reply;
use crate::callback::InvokeOutcome;

/// What a call to a remote came to.
#[derive(Clone, Debug)]
pub struct Invoked {
    pub(super) outcome: InvokeOutcome,
    pub(super) message: Option<String>,
    pub(super) reply: Option<Reply>,
}

impl Invoked {
    /// What the caller sees of it.
    #[must_use]
    pub fn outcome(&self) -> &InvokeOutcome {
        &self.outcome
    }

    /// The error with which the page's promise is rejected, in Forge's words; none where it resolves.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// What the remote has answered; none if nothing whole came. Of a call that was rejected the page does not see it.
    #[must_use]
    pub fn reply(&self) -> Option<&Reply> {
        self.reply.as_ref()
    }

    /// The status of the reply.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.reply.as_ref().map(Reply::status)
    }
}
