//! Held exchanges: a test stops the tenant at a point and lets it go on.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::watch;

use crate::traffic::{BeforeReply, Filter};

/// How long an exchange is held if nobody lets it go on.
pub(crate) const HELD_FOR: Duration = Duration::from_secs(30);

/// The holds of a tenant.
#[derive(Debug, Default)]
pub(crate) struct Scenes {
    gates: Mutex<Vec<Arc<Gate>>>,
}

/// So many holds are remembered that are over and that nothing ever reached.
const REMEMBERED: usize = 100;

/// One hold: what it stops, and how it stands.
#[derive(Debug)]
pub(crate) struct Gate {
    filter: Filter,
    /// Who took the hold, for a message.
    place: String,
    state: watch::Sender<State>,
}

#[derive(Debug, Default)]
struct State {
    /// How many exchanges have come to it.
    reached: usize,
    /// Those that are held now, by their number, the first first.
    held: BTreeSet<usize>,
    released: bool,
}

impl Gate {
    /// What it stops.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Whether it was released, as a dropped hold is.
    fn is_over(&self) -> bool {
        self.state.borrow().released
    }

    pub(crate) fn release(&self) {
        self.state.send_modify(|state| state.released = true);
    }

    /// Lets the exchange go on that was held first; false if none is held.
    pub(crate) fn release_one(&self) -> bool {
        let is_any = |state: &mut State| state.held.pop_first().is_some();
        self.state.send_if_modified(is_any)
    }

    /// How many exchanges are held now.
    pub(crate) fn held(&self) -> usize {
        self.state.borrow().held.len()
    }

    /// How many exchanges have come, those that went on included.
    pub(crate) fn came(&self) -> usize {
        self.state.borrow().reached
    }

    /// Waits until so many exchanges have come, those that went on included.
    pub(crate) async fn reached(&self, times: usize) {
        let mut state = self.state.subscribe();
        let _ = state.wait_for(|state| state.reached >= times).await;
    }
}

/// An exchange that is held. However its wait ends, it is held no more.
struct Held {
    gate: Weak<Gate>,
    number: usize,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(gate) = self.gate.upgrade() {
            let number = self.number;
            gate.state
                .send_if_modified(|state| state.held.remove(&number));
        }
    }
}

impl Scenes {
    pub(crate) fn hold(&self, filter: Filter, place: String) -> Arc<Gate> {
        let gate = Arc::new(Gate {
            filter,
            place,
            state: watch::Sender::new(State::default()),
        });
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        gates.retain(|gate| !gate.is_over() || gate.came() == 0);
        let over = gates.iter().filter(|gate| gate.is_over()).count();
        if over >= REMEMBERED
            && let Some(first) = gates.iter().position(|gate| gate.is_over())
        {
            gates.remove(first);
        }
        gates.push(gate.clone());
        gate
    }

    /// The holds, over or not, that no exchange has reached.
    pub(crate) fn never_reached(&self) -> Vec<String> {
        let gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        let never = gates.iter().filter(|gate| gate.came() == 0);
        never
            .map(|gate| {
                format!(
                    "the hold of {}{}: nothing reached it",
                    gate.filter, gate.place
                )
            })
            .collect()
    }

    /// Waits as long as a hold names the exchange; false if it was let go by the deadline.
    pub(crate) async fn pass(&self, known: BeforeReply<'_>) -> Passed {
        let named = {
            let gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
            let mut live = gates.iter().filter(|gate| !gate.is_over());
            live.find(|gate| gate.filter.fits(known)).cloned()
        };
        let Some(gate) = named else {
            return Passed::Freely;
        };
        let mut number = 0;
        gate.state.send_modify(|state| {
            state.reached = state.reached.saturating_add(1);
            number = state.reached;
            state.held.insert(number);
        });
        let mut state = gate.state.subscribe();
        // A handle that is dropped releases, so only the deadline is left to end this otherwise.
        let _held = Held {
            gate: Arc::downgrade(&gate),
            number,
        };
        drop(gate);
        let goes_on = state.wait_for(|state| state.released || !state.held.contains(&number));
        match tokio::time::timeout(HELD_FOR, goes_on).await {
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
