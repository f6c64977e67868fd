//! Which faults apply to an exchange: in the order injected, counted, seeded. Pure.

use ring::digest::{SHA256, digest};

use super::kind::{Delay, Kind};
use super::picked::{FaultTarget, Picked};
use super::value::{Fault, FaultId};

/// The faults of a tenant.
#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    last_id: u32,
    injected: Vec<Injected>,
}

#[derive(Debug)]
struct Injected {
    id: FaultId,
    fault: Fault,
    /// Exchanges that the filter named and that it could have applied to.
    seen: u32,
    /// Exchanges that it applied to.
    used: u32,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            last_id: 0,
            injected: Vec::new(),
        }
    }

    pub(crate) fn inject(&mut self, fault: Fault) -> FaultId {
        self.last_id = self.last_id.saturating_add(1);
        let id = FaultId(self.last_id);
        self.injected.push(Injected {
            id,
            fault,
            seen: 0,
            used: 0,
        });
        id
    }

    pub(crate) fn remove(&mut self, id: FaultId) -> bool {
        let before = self.injected.len();
        self.injected.retain(|injected| injected.id != id);
        self.injected.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.injected.clear();
    }

    /// The faults that have not applied as often as they should, or, without a count, not once.
    pub(crate) fn left(&self) -> Vec<(FaultId, Fault)> {
        self.injected
            .iter()
            .filter(|injected| injected.used < injected.fault.times.unwrap_or(1))
            .map(|injected| (injected.id, injected.fault.clone()))
            .collect()
    }

    pub(crate) fn pick(&mut self, asked: FaultTarget<'_>, method: &str, path: &str) -> Picked {
        let mut picked = Picked::default();
        let (seed, direction) = (self.seed, asked.direction());
        for injected in &mut self.injected {
            let Fault { kind, on, .. } = &injected.fault;
            let named = on.as_ref().is_none_or(|filter| {
                filter.is_about(direction, method, path) && asked.is_of(filter)
            });
            if !named || !kind.fits(direction) || injected.is_used_up() {
                continue;
            }
            if let Some(why) = asked.misfit(kind) {
                picked.misfits.push(format!("no fault: {kind}: {why}"));
                continue;
            }
            injected.seen = injected.seen.saturating_add(1);
            let stage = kind.stage();
            let taken = picked.kinds.iter().any(|kind| kind.stage() == stage);
            if !taken && injected.is_due(seed) {
                injected.used = injected.used.saturating_add(1);
                if let Kind::Delay(Delay { min, max }) = injected.fault.kind {
                    let span = max.saturating_sub(min).saturating_add(1);
                    let more = injected.chance(seed, "delay").checked_rem(span);
                    picked.delay = Some(min.saturating_add(more.unwrap_or(0)));
                }
                picked.kinds.push(injected.fault.kind.clone());
            }
        }
        picked.kinds.sort_by_key(Kind::stage);
        picked
    }
}

impl Injected {
    fn is_used_up(&self) -> bool {
        self.fault.times.is_some_and(|times| self.used >= times)
    }

    fn is_due(&self, seed: u64) -> bool {
        self.seen > self.fault.after
            && self.fault.probability.is_none_or(|probability| {
                #[allow(clippy::cast_precision_loss)]
                let share = self.chance(seed, "probability") as f64 / u64::MAX as f64;
                share < probability
            })
    }

    /// A number that only seed, fault and count decide.
    fn chance(&self, seed: u64, what: &str) -> u64 {
        let input = format!("{seed} {} {} {what}", self.id.0, self.seen);
        let hash = digest(&SHA256, input.as_bytes());
        let bytes: [u8; 8] = std::array::from_fn(|i| hash.as_ref()[i]);
        u64::from_be_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::traffic::{from_app, to_app};

    fn applied(fault: Fault, exchanges: usize) -> Vec<bool> {
        let mut faults = Faults::new(1);
        faults.inject(fault);
        let pick = |faults: &mut Faults| faults.pick(FaultTarget::FromApp, "GET", "/x");
        (0..exchanges)
            .map(|_| pick(&mut faults) != Picked::default())
            .collect()
    }

    #[test]
    fn counts_say_which_exchanges() {
        let fault = || Fault::status(500).on(from_app().get("/x"));
        assert_eq!(applied(fault(), 3), [true, true, true]);
        assert_eq!(applied(fault().times(2), 3), [true, true, false]);
        assert_eq!(applied(fault().nth(2), 3), [false, true, false]);
        assert_eq!(applied(fault().after(1), 3), [false, true, true]);
        assert_eq!(applied(Fault::status(500).on(to_app()), 2), [false, false]);
    }

    #[test]
    fn chance_repeats_and_is_about_right() {
        let fault = || Fault::close().probability(0.3);
        assert_eq!(applied(fault(), 200), applied(fault(), 200));
        let hits = applied(fault(), 1000)
            .into_iter()
            .filter(|hit| *hit)
            .count();
        assert!((240..360).contains(&hits), "{hits}");
        let mut faults = Faults::new(7);
        faults.inject(Fault::delay_between(
            Duration::from_millis(5),
            Duration::from_millis(9),
        ));
        for _ in 0..100 {
            let delay = faults
                .pick(FaultTarget::FromApp, "POST", "/x")
                .delay
                .unwrap();
            assert!((5..=9).contains(&delay));
        }
    }

    #[test]
    fn one_fault_a_stage_in_stage_order_and_the_rest_waits() {
        let mut faults = Faults::new(1);
        faults.inject(Fault::status(500).times(1));
        faults.inject(Fault::status(501).times(1));
        faults.inject(Fault::delay(Duration::from_millis(1)).times(1));
        let first = faults.pick(FaultTarget::FromApp, "GET", "/x");
        let words: Vec<_> = first.notes().map(|note| note.to_string()).collect();
        assert_eq!(words, ["fault: delay of 1 ms", "fault: status 500"]);
        assert_eq!(faults.left().len(), 1);
        let second = faults.pick(FaultTarget::FromApp, "GET", "/x");
        let words: Vec<_> = second.notes().map(|note| note.to_string()).collect();
        assert_eq!(words, ["fault: status 501"]);
        assert!(faults.left().is_empty());
    }
}
