//! `Boxed`: a future on the heap. Whoever awaits it is no larger for it, and who spawns it makes no copy of the
//! runtime's machinery for it alone.

use std::pin::Pin;

/// A future to be spawned, or awaited where its size would be paid by others.
pub(crate) type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

pub(crate) fn boxed<T>(future: impl Future<Output = T> + Send + 'static) -> Boxed<T> {
    Box::pin(future)
}
