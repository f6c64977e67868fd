//! Held exchanges: a test stops the tenant at a point and lets it go on.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::watch;

use crate::traffic::{Direction, Filter};

/// How long an exchange is held if nobody lets it go on.
pub(crate) const HELD_FOR: Duration = Duration::from_secs(30);

/// The holds of a tenant.
#[derive(Debug, Default)]
pub(crate) struct Scenes {
    gates: Mutex<Vec<Weak<Gate>>>,
}

/// One hold: what it stops, how many it has stopped, whether it is over.
#[derive(Debug)]
pub(crate) struct Gate {
    filter: Filter,
    reached: watch::Sender<usize>,
    released: watch::Sender<bool>,
}

impl Gate {
    /// What it stops.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    pub(crate) fn release(&self) {
        self.released.send_replace(true);
    }

    /// Waits until an exchange is held.
    pub(crate) async fn reached(&self) {
        let _ = self.reached.subscribe().wait_for(|count| *count > 0).await;
    }
}

impl Scenes {
    pub(crate) fn hold(&self, filter: Filter) -> Arc<Gate> {
        let gate = Arc::new(Gate {
            filter,
            reached: watch::Sender::new(0),
            released: watch::Sender::new(false),
        });
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        gates.retain(|gate| gate.strong_count() > 0);
        gates.push(Arc::downgrade(&gate));
        gate
    }

    /// Waits as long as a hold names the exchange; false if it was let go by the deadline.
    pub(crate) async fn pass(&self, direction: Direction, method: &str, path: &str) -> Passed {
        let named = {
            let gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
            let mut live = gates.iter().filter_map(Weak::upgrade);
            live.find(|gate| {
                !*gate.released.borrow() && gate.filter.is_about(direction, method, path)
            })
        };
        let Some(gate) = named else {
            return Passed::Freely;
        };
        gate.reached
            .send_modify(|count| *count = count.saturating_add(1));
        let mut released = gate.released.subscribe();
        // A handle that is dropped releases, so only the deadline is left to end this otherwise.
        drop(gate);
        match tokio::time::timeout(HELD_FOR, released.wait_for(|released| *released)).await {
            Ok(_) => Passed::Held,
            Err(_) => Passed::AtTheDeadline,
        }
    }
}

/// How an exchange came past the holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passed {
    Freely,
    Held,
    AtTheDeadline,
}
