//! How long a tenant has been there.

use super::Context;

impl Context {
    /// Milliseconds since the tenant started, by the test's time and the tenant's clock together: what is due is due
    /// by either.
    pub(crate) fn elapsed_millis(&self) -> i64 {
        let elapsed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        elapsed.saturating_add(self.clock.offset_millis())
    }
}
