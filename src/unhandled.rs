//! `Unhandled`: an error of a tenant that is still there when the tenant goes, which is how a test that ends by `Err` is known.

use std::panic::Location;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// What an error has of the tenant that it came from. It says nothing of the error: two errors
/// are equal whatever theirs are.
#[derive(Clone, Default)]
pub(crate) struct Unhandled(Option<Arc<Error>>);

#[derive(Debug)]
struct Error {
    failure: Failure,
    /// The length of the log that the error shows the end of, if it shows it.
    entries: usize,
    told: Arc<AtomicUsize>,
}

/// What a test failed by: in words, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) place: String,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>, place: Option<&Location<'_>>) -> Self {
        Self {
            message: message.into(),
            place: place.map_or(String::new(), ToString::to_string),
        }
    }
}

/// The errors of one tenant, as long as they are there.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    alive: Mutex<Vec<Weak<Error>>>,
    /// How long the log was whose end has been printed with an error.
    told: Arc<AtomicUsize>,
}

impl Errors {
    /// A new one, which shows the end of a log of so many entries.
    pub(crate) fn keep(&self, failure: Failure, entries: usize) -> Unhandled {
        let error = Arc::new(Error {
            failure,
            entries,
            told: self.told.clone(),
        });
        let mut alive = self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        alive.retain(|one| one.strong_count() > 0);
        alive.push(Arc::downgrade(&error));
        Unhandled(Some(error))
    }

    /// The last one that somebody still has.
    pub(crate) fn left(&self) -> Option<Failure> {
        let alive = self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        let left = alive.iter().rev().find_map(Weak::upgrade);
        left.map(|error| error.failure.clone())
    }

    /// Whether an error has been printed that shows the end of a log of so many entries.
    pub(crate) fn have_told(&self, entries: usize) -> bool {
        self.told.load(Ordering::Relaxed) == entries
    }
}

impl Unhandled {
    /// The error is being printed, and the end of the log with it.
    pub(crate) fn told(&self) {
        if let Some(error) = &self.0 {
            error.told.store(error.entries, Ordering::Relaxed);
        }
    }
}

impl std::fmt::Debug for Unhandled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unhandled")
    }
}

impl PartialEq for Unhandled {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Unhandled {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_left_as_long_as_somebody_has_it() {
        let errors = Errors::default();
        assert_eq!(errors.left(), None);
        let first = errors.keep(Failure::new("first", None), 3);
        let second = errors.keep(Failure::new("second", Some(Location::caller())), 5);
        let left = errors.left().unwrap();
        assert_eq!(left.message, "second");
        assert!(left.place.contains("unhandled.rs:"), "{left:?}");
        assert!(!errors.have_told(5));
        second.told();
        assert!(errors.have_told(5) && !errors.have_told(6));
        let copy = first.clone();
        drop((first, second));
        assert_eq!(errors.left().unwrap().message, "first");
        drop(copy);
        assert_eq!(errors.left(), None);
    }
}
