//! A panic of this crate's own as a value: whoever asked is told, and nobody else goes down with it.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

/// What a client is told. How it came about is for the log: the words of a panic may hold anything.
pub const FAILED: &str = "mockfluence itself failed, which is a defect of its own: how is in the \
                          log, at this request, and on its standard error";

/// A future ended in a panic. `Display` says so in a line for the log.
#[derive(Clone, Debug)]
pub struct Panicked(String);

impl From<Box<dyn Any + Send>> for Panicked {
    fn from(panic: Box<dyn Any + Send>) -> Self {
        let fixed = panic.downcast_ref::<&str>().map(ToString::to_string);
        let words = fixed.or_else(|| panic.downcast_ref::<String>().cloned());
        Self(words.unwrap_or_else(|| "a panic without words".into()))
    }
}

impl Panicked {
    /// Its words alone, where it is somebody else's.
    #[cfg(feature = "compare")]
    pub(crate) fn words(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = &self.0;
        write!(
            f,
            "mockfluence itself failed: {why}; this is a defect of its own: please report it"
        )
    }
}

/// Runs a future to its end, or up to its panic. Nothing is left half-changed for others by it: all
/// that requests share is behind locks that are held for one change, and a lock survives.
///
/// It is put on the heap: every request is caught, and a future that holds another is copied with it.
///
/// # Errors
/// The panic.
pub fn caught<F: Future>(future: F) -> impl Future<Output = Result<F::Output, Panicked>> {
    let mut future = Box::pin(future);
    std::future::poll_fn(move |context| {
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(polled) => polled.map(Ok),
            Err(panic) => Poll::Ready(Err(panic.into())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[tokio::test]
    async fn a_panic_is_a_value_with_its_words_also_after_a_wait() {
        assert_eq!(caught(async { 1 }).await.unwrap(), 1);
        let later = async {
            tokio::task::yield_now().await;
            panic!("of {}", "its own");
        };
        let panicked = caught(later).await.unwrap_err().to_string();
        assert!(
            panicked.starts_with("mockfluence itself failed: of its own;"),
            "{panicked}"
        );
        let mute = caught(async { std::panic::panic_any(5) }).await;
        assert!(
            mute.unwrap_err()
                .to_string()
                .contains("a panic without words")
        );
    }
}
