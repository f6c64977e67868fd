//! The tenant's wall clock: system time plus an offset that a test can move.

mod dates;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use dates::LAST_SECOND;
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

/// Where a tenant's clock cannot go: tokens and dates have no words for it.
#[derive(Clone, Copy, Debug)]
pub struct OutOfTime(i64);

impl std::fmt::Display for OutOfTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = if self.0 < 0 {
            "before 1970"
        } else {
            "beyond the year 9999"
        };
        write!(
            f,
            "a tenant's clock would be {end}: hosts and apps reckon with times between"
        )
    }
}

impl Clock {
    /// Moves the tenant's time forward.
    ///
    /// # Panics
    /// Beyond the year 9999.
    #[track_caller]
    pub fn advance(&self, by: Duration) {
        self.put(|offset| offset.saturating_add(millis(by)));
        self.tell(ClockMove::Advance { millis: millis(by) });
    }

    /// Moves the tenant's time back.
    ///
    /// # Panics
    /// Before 1970.
    #[track_caller]
    pub fn rewind(&self, by: Duration) {
        self.put(|offset| offset.saturating_sub(millis(by)));
        self.tell(ClockMove::Rewind { millis: millis(by) });
    }

    /// Makes the tenant's time `time` now; it runs on from there.
    ///
    /// # Panics
    /// Before 1970, and beyond the year 9999.
    #[track_caller]
    pub fn set(&self, time: SystemTime) {
        let millis = since_epoch(time);
        self.put(|_| millis.saturating_sub(since_epoch(SystemTime::now())));
        self.tell(ClockMove::Set { millis });
    }

    /// Follows the system's time again.
    pub fn reset(&self) {
        self.offset_millis.store(0, Ordering::Relaxed);
        self.tell(ClockMove::Reset);
    }

    #[track_caller]
    fn put(&self, offset: impl Fn(i64) -> i64) {
        let offset = offset(self.offset_millis());
        if let Err(far) = Self::check(offset) {
            panic!("{far}");
        }
        self.offset_millis.store(offset, Ordering::Relaxed);
    }

    /// Whether there is a time so far ahead of the system's.
    pub(crate) fn check(offset_millis: i64) -> Result<(), OutOfTime> {
        let time = since_epoch(SystemTime::now()).saturating_add(offset_millis);
        let told = 0..=LAST_SECOND.saturating_mul(1000);
        told.contains(&time).then_some(()).ok_or(OutOfTime(time))
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
        Err(before) => millis(before.duration()).saturating_neg(),
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
    fn there_is_no_time_before_1970_and_none_after_9999() {
        type Move = fn(&Clock);
        let clock = Clock::default();
        let ends: [(Move, &str); 5] = [
            (|clock| clock.advance(Duration::MAX), "beyond the year 9999"),
            (|clock| clock.rewind(Duration::MAX), "before 1970"),
            (
                |clock| clock.set(UNIX_EPOCH - Duration::from_secs(1)),
                "before 1970",
            ),
            (
                |clock| clock.set(UNIX_EPOCH + Duration::from_secs(253_402_300_801)),
                "beyond the year 9999",
            ),
            (
                |clock| (0..9).for_each(|_| clock.advance(Duration::from_secs(50_000_000_000))),
                "beyond the year 9999",
            ),
        ];
        for (go, why) in ends {
            let gone = std::panic::AssertUnwindSafe(|| go(&clock));
            let refused = std::panic::catch_unwind(gone).unwrap_err();
            let refused = refused.downcast_ref::<String>().unwrap();
            assert!(refused.contains(why), "{refused}");
            clock.set(UNIX_EPOCH);
            assert!(clock.now_millis() < 5_000);
        }
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
