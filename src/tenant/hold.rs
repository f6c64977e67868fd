//! `Hold`: stops the tenant at a point until the test lets it go on.

use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use super::handle::Tenant;
use crate::scene::Gate;
use crate::traffic::Command;

/// How long `reached` waits.
const DEADLINE: Duration = Duration::from_secs(5);

/// Holds the exchanges that its filter names, from the moment they begin, until it is released
/// or dropped; for at most 30 s, after which the log says so.
#[must_use = "a dropped hold holds nothing"]
pub struct Hold {
    tenant: Tenant,
    gate: Arc<Gate>,
    place: &'static Location<'static>,
}

impl Hold {
    pub(super) fn new(tenant: Tenant, gate: Arc<Gate>, place: &'static Location<'static>) -> Self {
        Self {
            tenant,
            gate,
            place,
        }
    }

    /// Waits until an exchange is held.
    ///
    /// # Panics
    /// After 5 s, naming the line that took the hold and the log so far.
    pub async fn reached(&self) {
        self.reached_times(1).await;
    }

    /// Waits until so many exchanges have come to the hold, those included that went on.
    ///
    /// # Panics
    /// After 5 s, naming the line that took the hold and the log so far.
    pub async fn reached_times(&self, times: usize) {
        assert!(
            self.within(DEADLINE, times).await,
            "{} of {times} reached the hold of {} within {DEADLINE:?}; the log so far:\n{}",
            self.gate.came(),
            self.place,
            self.tenant.log()
        );
    }

    /// How many exchanges are held now.
    #[must_use]
    pub fn held(&self) -> usize {
        self.gate.held()
    }

    /// Lets the exchange go on that was held first; the others stay.
    ///
    /// # Panics
    /// If none is held: await [`reached`](Self::reached) before.
    #[track_caller]
    pub fn release_one(&self) {
        assert!(
            self.try_release_one(),
            "nothing is held by the hold of {}: await `reached` before",
            self.place
        );
    }

    pub(crate) fn try_release_one(&self) -> bool {
        let released = self.gate.release_one();
        if released {
            let exchanges = format!("the first of {}", self.gate.filter());
            self.tenant.did(&Command::Release { exchanges });
        }
        released
    }

    /// [`reached`](Self::reached) with another limit than 5 s and an answer in place of a panic: whether an exchange
    /// was held in time. The future outlives the hold, and a release does not end it.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn reached_within(&self, limit: Duration) -> impl Future<Output = bool> + Send + use<> {
        self.within(limit, 1)
    }

    pub(crate) fn within(
        &self,
        limit: Duration,
        times: usize,
    ) -> impl Future<Output = bool> + Send + use<> {
        let (gate, tenant) = (self.gate.clone(), self.tenant.clone());
        async move {
            tenant
                .run(async move {
                    let reached = gate.reached(times);
                    tokio::time::timeout(limit, reached).await.is_ok()
                })
                .await
        }
    }

    /// Lets all that is held go on; nothing is held any more.
    pub fn release(self) {
        let exchanges = self.gate.filter().to_string();
        self.tenant.did(&Command::Release { exchanges });
        self.gate.release();
    }
}

impl std::fmt::Debug for Hold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hold")
            .field("exchanges", &format_args!("{}", self.gate.filter()))
            .field("tenant", &self.tenant.name())
            .finish_non_exhaustive()
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.gate.release();
    }
}
