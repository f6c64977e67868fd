//! What became of one callback.

use crate::outgoing::{Incoming, SendError};
use crate::secret::Secret;

/// How a callback ended.
#[derive(Clone, Debug)]
pub(crate) enum Delivery {
    Answered(Incoming),
    Failed(SendError),
    /// The app was installed without a backend.
    NotSent,
    /// It goes out after the next one.
    Postponed,
}

/// What a callback came to, and the token that went out with it.
#[derive(Clone, Debug)]
pub(crate) struct Delivered {
    pub(crate) outcome: Delivery,
    pub(crate) token: Option<Secret>,
}
