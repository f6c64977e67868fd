//! What goes back over the wire, and in which manner: decided by the passage, done by the transport.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

/// The end of an exchange as the client gets it.
#[derive(Debug)]
pub(crate) enum Answer {
    Whole(Response<Bytes>),
    /// Half of the body, then the end of the connection.
    Half(Response<Bytes>),
    /// The body in pieces of so many bytes, with pauses.
    Slow {
        response: Response<Bytes>,
        piece: usize,
        pause: Duration,
    },
    /// Nothing but the end of the connection.
    Close,
    /// Nothing but a reset of the connection.
    Reset,
}
