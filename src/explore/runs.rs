//! `Runs`: the runtime of a life, made anew for each, so that nothing of one reaches into the next.

use std::future::Future;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};

type Make = dyn Fn() -> std::io::Result<Runtime> + Send + Sync;

#[derive(Clone)]
pub(super) struct Runs(Arc<Make>);

impl Default for Runs {
    fn default() -> Self {
        Self::made_by(|| Builder::new_current_thread().enable_all().build())
    }
}

impl Runs {
    pub(super) fn made_by(
        make: impl Fn() -> std::io::Result<Runtime> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(make))
    }

    /// # Panics
    /// If the system gives no runtime.
    pub(super) fn run<T>(&self, life: impl Future<Output = T>) -> T {
        let runtime = (self.0)().expect("a tokio runtime for a life");
        let lived = runtime.block_on(life);
        // Whatever the app still does ends here.
        runtime.shutdown_background();
        lived
    }
}
