//! The tenant's wall clock: system time plus an offset that a test can move.

mod dates;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

pub(crate) use dates::{Utc, without_dates};

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
#[derive(Clone, Default)]
pub struct Clock {
    offset_millis: Arc<AtomicI64>,
    /// Who hears of every move.
    listener: Arc<OnceLock<Listener>>,
}

type Listener = Box<dyn Fn(ClockMove) + Send + Sync>;

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clock")
            .field("offset_millis", &self.offset_millis())
            .finish_non_exhaustive()
    }
}

/// How the tenant's clock is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "move", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClockMove {
    /// Forward.
    Advance {
        /// By so many milliseconds.
        millis: i64,
    },
    /// Back.
    Rewind {
        /// By so many milliseconds.
        millis: i64,
    },
    /// To a time. As JSON without that time: it is another in every run of a test that computes it.
    Set {
        /// In milliseconds since 1970.
        #[serde(skip)]
        millis: i64,
    },
    /// To the system's time.
    Reset,
}

impl Clock {
    /// Moves the tenant's time forward.
    pub fn advance(&self, by: Duration) {
        self.offset_millis.fetch_add(millis(by), Ordering::Relaxed);
        self.tell(ClockMove::Advance { millis: millis(by) });
    }

    /// Moves the tenant's time back.
    pub fn rewind(&self, by: Duration) {
        self.offset_millis.fetch_sub(millis(by), Ordering::Relaxed);
        self.tell(ClockMove::Rewind { millis: millis(by) });
    }

    /// Makes the tenant's time `time` now; it runs on from there.
    pub fn set(&self, time: SystemTime) {
        let millis = since_epoch(time);
        let offset = millis - since_epoch(SystemTime::now());
        self.offset_millis.store(offset, Ordering::Relaxed);
        self.tell(ClockMove::Set { millis });
    }

    /// Follows the system's time again.
    pub fn reset(&self) {
        self.offset_millis.store(0, Ordering::Relaxed);
        self.tell(ClockMove::Reset);
    }

    /// Has every move told from now on; the first listener stays.
    pub(crate) fn on_move(&self, listener: impl Fn(ClockMove) + Send + Sync + 'static) {
        let _ = self.listener.set(Box::new(listener));
    }

    fn tell(&self, clock_move: ClockMove) {
        if let Some(listener) = self.listener.get() {
            listener(clock_move);
        }
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
    fn every_move_is_told() {
        let clock = Clock::default();
        let (told, moves) = std::sync::mpsc::channel();
        clock.on_move(move |clock_move| told.send(clock_move).unwrap());
        clock.clone().advance(Duration::from_secs(1));
        clock.rewind(Duration::from_millis(5));
        clock.set(UNIX_EPOCH + Duration::from_secs(7));
        clock.reset();
        let moves: Vec<ClockMove> = moves.try_iter().collect();
        assert_eq!(
            moves,
            [
                ClockMove::Advance { millis: 1000 },
                ClockMove::Rewind { millis: 5 },
                ClockMove::Set { millis: 7000 },
                ClockMove::Reset
            ]
        );
    }
}
