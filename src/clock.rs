//! The tenant's wall clock: system time plus an offset that a test can move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The tenant's clock, as an offset to the system's.
///
/// Every token the tenant writes and every check it makes asks this clock. It is an offset and
/// not a frozen date, because the app checks the tenant's tokens with a clock of its own.
/// Deadlines (how long the tenant waits for the app) do not follow it: they stay real.
///
/// ```
/// # use std::time::Duration;
/// let tenant = mockfluence::Tenant::builder().own_thread().start();
/// tenant.clock().advance(Duration::from_secs(300));
/// assert_eq!(tenant.clock().offset_millis(), 300_000);
/// tenant.clock().reset();
/// ```
#[derive(Clone, Debug, Default)]
pub struct Clock {
    offset_millis: Arc<AtomicI64>,
}

impl Clock {
    /// Moves the tenant's time forward.
    pub fn advance(&self, by: Duration) {
        self.offset_millis.fetch_add(millis(by), Ordering::Relaxed);
    }

    /// Moves the tenant's time back.
    pub fn rewind(&self, by: Duration) {
        self.offset_millis.fetch_sub(millis(by), Ordering::Relaxed);
    }

    /// Makes the tenant's time `time` now; it runs on from there.
    pub fn set(&self, time: SystemTime) {
        let offset = since_epoch(time) - since_epoch(SystemTime::now());
        self.offset_millis.store(offset, Ordering::Relaxed);
    }

    /// Follows the system's time again.
    pub fn reset(&self) {
        self.offset_millis.store(0, Ordering::Relaxed);
    }

    /// How far the tenant's time is ahead of the system's, in milliseconds; negative when behind.
    #[must_use]
    pub fn offset_millis(&self) -> i64 {
        self.offset_millis.load(Ordering::Relaxed)
    }

    /// The tenant's time in milliseconds since 1970.
    pub(crate) fn now_millis(&self) -> i64 {
        since_epoch(SystemTime::now()).saturating_add(self.offset_millis())
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn since_epoch(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => millis(after),
        Err(before) => -millis(before.duration()),
    }
}

/// `2026-11-24T01:02:03.456Z`.
pub(crate) fn iso(millis: i64) -> String {
    let seconds = u64::try_from(millis.div_euclid(1000)).unwrap_or(0);
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds.min(253_402_300_799));
    // `Tue, 24 Nov 2026 01:02:03 GMT`
    let text = httpdate::fmt_http_date(time);
    let parts: Vec<&str> = text.split(' ').collect();
    let [_, day, month, year, clock, _] = parts.as_slice() else {
        return text;
    };
    let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = months.find(month).map_or(1, |at| at / 3 + 1);
    format!(
        "{year}-{month:02}-{day}T{clock}.{:03}Z",
        millis.rem_euclid(1000)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_moves_both_ways_and_is_shared_by_clones() {
        let clock = Clock::default();
        let seen = clock.clone();
        clock.advance(Duration::from_secs(10));
        seen.rewind(Duration::from_secs(4));
        assert_eq!(clock.offset_millis(), 6_000);
        seen.reset();
        assert_eq!(clock.offset_millis(), 0);
    }

    #[test]
    fn a_set_time_is_the_time_it_tells() {
        let clock = Clock::default();
        clock.set(UNIX_EPOCH + Duration::from_secs(1_000_000));
        assert!((clock.now_millis() - 1_000_000_000).abs() < 5_000);
    }

    #[test]
    fn a_time_is_written_in_iso_8601() {
        assert_eq!(iso(1_795_482_123_456), "2026-11-24T01:02:03.456Z");
        assert_eq!(iso(0), "1970-01-01T00:00:00.000Z");
    }
}
