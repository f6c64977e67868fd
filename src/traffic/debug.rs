//! A log and its exchanges in debug form: on one line, without bodies and headers.

use std::fmt;

use super::exchange::Exchange;
use super::request_log::RequestLog;

/// By its length: what it says, `Display` says.
impl fmt::Debug for RequestLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestLog")
            .field("entries", &self.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("id", &self.id())
            .field("direction", &self.direction())
            .field("app", &self.app())
            .field("method", &self.method())
            .field("target", &self.target())
            .field("outcome", self.outcome())
            .finish_non_exhaustive()
    }
}
