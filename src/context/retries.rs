//! The events that wait to be tried again, in the order in which they are due.

use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::site::EventAttempt;

/// How many may wait: a test that lets more pile up does not look at them.
const MOST: usize = 10_000;

/// An event that is to be tried again, and why.
#[derive(Clone, Debug)]
pub(crate) struct Retry {
    pub(crate) attempt: EventAttempt,
    pub(crate) reason: &'static str,
    number: u64,
}

/// What waits, and who is told of changes.
#[derive(Debug)]
pub(crate) struct Retries {
    waiting: Mutex<(u64, Vec<Retry>)>,
    changed: watch::Sender<u64>,
    /// Begins to look after them.
    first: Mutex<Option<First>>,
}

struct First(Box<dyn FnOnce(watch::Receiver<u64>) + Send>);

impl std::fmt::Debug for First {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("First")
    }
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            changed: watch::Sender::new(0),
            first: Mutex::default(),
        }
    }
}

impl Retry {
    fn due(&self) -> (i64, u64) {
        (self.attempt.due_millis.unwrap_or_default(), self.number)
    }
}

impl Retries {
    fn with<R>(&self, with: impl FnOnce(&mut (u64, Vec<Retry>)) -> R) -> R {
        with(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// False if there are too many already.
    pub(crate) fn add(&self, attempt: EventAttempt, reason: &'static str) -> bool {
        let added = self.with(|(count, waiting)| {
            *count = count.saturating_add(1);
            let number = *count;
            let room = waiting.len() < MOST;
            if room {
                waiting.push(Retry {
                    attempt,
                    reason,
                    number,
                });
                waiting.sort_by_key(Retry::due);
            }
            room
        });
        let first = self
            .first
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match first {
            Some(First(begin)) => begin(self.changed.subscribe()),
            None => self.tell(),
        }
        added
    }

    /// When the next one is due, by the test's time and the tenant's clock together.
    pub(crate) fn next_due(&self) -> Option<i64> {
        self.with(|(_, waiting)| waiting.first().map(|one| one.due().0))
    }

    /// The next one that is due now.
    pub(crate) fn take(&self, now_millis: i64) -> Option<Retry> {
        self.with(|(_, waiting)| {
            let due = waiting.first().is_some_and(|one| one.due().0 <= now_millis);
            due.then(|| waiting.remove(0))
        })
    }

    /// All that wait for this app, due or not.
    pub(crate) fn take_all_of(&self, app_id: &str) -> Vec<Retry> {
        self.with(|(_, waiting)| {
            let all = std::mem::take(waiting).into_iter();
            let (taken, left) = all.partition(|one| one.attempt.app_id == app_id);
            *waiting = left;
            taken
        })
    }

    pub(crate) fn waiting(&self) -> Vec<Retry> {
        self.with(|(_, waiting)| waiting.clone())
    }

    /// Wakes whoever looks after them: one more is there, or the clock has been moved.
    pub(crate) fn tell(&self) {
        self.changed
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Who looks after them, from the first one on. It is told of changes by what it gets.
    pub(crate) fn on_first(&self, begin: impl FnOnce(watch::Receiver<u64>) + Send + 'static) {
        let begin = Some(First(Box::new(begin)));
        *self.first.lock().unwrap_or_else(PoisonError::into_inner) = begin;
    }
}
