//! What a test waits for: exchanges, a state, quiet.

use std::fmt::Debug;
use std::panic::Location;
use std::time::Duration;

use super::handle::Tenant;
use super::installed_app::InstalledApp;
use super::wait::{Awaited, WAIT, Wait, WaitTimeout};
use crate::traffic::{Filter, RequestLog};

impl Tenant {
    /// Waits until `count` exchanges that `filter` names are finished, past ones included, and
    /// gives them. Waits for at most 5 s.
    ///
    /// # Errors
    /// [`WaitTimeout`], which says what came instead.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    #[doc(alias("received_requests", "expect"))]
    pub fn wait_for(
        &self,
        count: usize,
        filter: Filter,
    ) -> impl Future<Output = Result<RequestLog, WaitTimeout>> + Send + 'static {
        self.wait_within(WAIT, count, filter)
    }

    /// [`wait_for`](Self::wait_for) with another limit than 5 s.
    ///
    /// # Errors
    /// [`WaitTimeout`], which says what came instead.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn wait_within(
        &self,
        limit: Duration,
        count: usize,
        filter: Filter,
    ) -> impl Future<Output = Result<RequestLog, WaitTimeout>> + Send + 'static {
        let (tenant, wait) = (self.clone(), self.waiting(limit));
        async move { tenant.run(wait.exchanges(count, filter)).await }
    }

    /// Waits until `is` gives true, asking it again whenever something is logged and every 10 ms
    /// besides, for at most 5 s: for what an app does after its last call, say.
    ///
    /// ```no_run
    /// # async fn example(tenant: mockfluence::Tenant, saved: std::sync::Arc<std::sync::Mutex<Vec<u8>>>)
    /// # -> Result<(), mockfluence::WaitTimeout> {
    /// tenant.wait_until(move || !saved.lock().unwrap().is_empty()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`WaitTimeout`], with the end of the log.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn wait_until(
        &self,
        mut is: impl FnMut() -> bool + Send + 'static,
    ) -> impl Future<Output = Result<(), WaitTimeout>> + Send + 'static {
        self.wait_for_state(WAIT, move || (!is()).then_some(Awaited::Condition))
    }

    /// Waits until `present` gives this value, in the manner of [`wait_until`](Self::wait_until).
    ///
    /// ```no_run
    /// # use mockfluence::{InstalledApp, Status, Tenant};
    /// # async fn example(tenant: Tenant, app: InstalledApp) -> Result<(), mockfluence::WaitTimeout> {
    /// tenant.wait_for_value(Status::Disabled, move || app.status()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`WaitTimeout`], with the value that was there last and the end of the log.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn wait_for_value<T: PartialEq + Debug + Send + 'static>(
        &self,
        expected: T,
        mut present: impl FnMut() -> T + Send + 'static,
    ) -> impl Future<Output = Result<(), WaitTimeout>> + Send + 'static {
        self.wait_for_state(WAIT, move || {
            let present = present();
            (present != expected).then(|| Awaited::Value {
                what: "a value".to_owned(),
                expected: format!("{expected:?}"),
                present: format!("{present:?}"),
            })
        })
    }

    /// Waits until nothing is under way and nothing has gone either way for `quiet`, and gives the
    /// log: after that, "nothing more came" can be said. Waits for at most 5 s longer than that.
    ///
    /// # Errors
    /// [`WaitTimeout`], with the end of the log.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn wait_for_quiet(
        &self,
        quiet: Duration,
    ) -> impl Future<Output = Result<RequestLog, WaitTimeout>> + Send + 'static {
        self.wait_for_quiet_within(quiet.saturating_add(WAIT), quiet)
    }

    /// [`wait_for_quiet`](Self::wait_for_quiet) with a limit of its own.
    ///
    /// # Errors
    /// [`WaitTimeout`], with the end of the log.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn wait_for_quiet_within(
        &self,
        limit: Duration,
        quiet: Duration,
    ) -> impl Future<Output = Result<RequestLog, WaitTimeout>> + Send + 'static {
        let (tenant, wait) = (self.clone(), self.waiting(limit));
        async move { tenant.run(wait.quiet(quiet)).await }
    }

    /// A wait that begins here, in the test.
    #[track_caller]
    fn waiting(&self, limit: Duration) -> Wait {
        Wait {
            context: self.context().clone(),
            limit,
            place: Location::caller(),
        }
    }

    #[track_caller]
    fn wait_for_state(
        &self,
        limit: Duration,
        missing: impl FnMut() -> Option<Awaited> + Send + 'static,
    ) -> impl Future<Output = Result<(), WaitTimeout>> + Send + 'static {
        let (tenant, wait) = (self.clone(), self.waiting(limit));
        async move { tenant.run(wait.state(missing)).await }
    }
}

impl InstalledApp {
    /// Waits until the app's dynamic modules are those of these keys and no others, in any order,
    /// for at most 5 s.
    ///
    /// # Errors
    /// [`WaitTimeout`], with the modules that are there and the end of the log.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn wait_for_modules<K: Into<String>>(
        &self,
        keys: impl IntoIterator<Item = K>,
    ) -> impl Future<Output = Result<(), WaitTimeout>> + Send + 'static {
        self.wait_for_modules_within(WAIT, keys)
    }

    /// [`wait_for_modules`](Self::wait_for_modules) with another limit than 5 s.
    ///
    /// # Errors
    /// [`WaitTimeout`], with the modules that are there and the end of the log.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn wait_for_modules_within<K: Into<String>>(
        &self,
        limit: Duration,
        keys: impl IntoIterator<Item = K>,
    ) -> impl Future<Output = Result<(), WaitTimeout>> + Send + 'static {
        let mut expected: Vec<String> = keys.into_iter().map(Into::into).collect();
        expected.sort();
        let app = self.clone();
        self.tenant().wait_for_state(limit, move || {
            let mut present = app.dynamic_module_keys();
            present.sort();
            (present != expected).then(|| Awaited::Value {
                what: format!("the dynamic modules of `{}`", app.key()),
                expected: format!("[{}]", expected.join(", ")),
                present: format!("[{}]", present.join(", ")),
            })
        })
    }
}
