//! Which faults apply to an exchange: in the order injected, counted, seeded. Pure.

use ring::digest::{SHA256, digest};

use super::kind::{Delay, Kind};
use super::picked::{FaultTarget, Picked};
use super::value::{Fault, FaultId};
use crate::traffic::BeforeReply;

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
    /// In milliseconds, when the `Retry-After` of its last answer is over.
    limited_until: Option<i64>,
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
            limited_until: None,
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

    /// Those that apply to an exchange that begins now, in milliseconds from anywhere.
    pub(crate) fn pick(
        &mut self,
        target: FaultTarget<'_>,
        known: BeforeReply<'_>,
        now: i64,
    ) -> Picked {
        let mut picked = Picked::default();
        let (seed, direction) = (self.seed, known.direction);
        for injected in &mut self.injected {
            let Fault { kind, on, .. } = &injected.fault;
            let named = on.as_ref().is_none_or(|filter| filter.fits(known));
            if !named || !kind.fits(direction) || !target.is_stage_of(kind) {
                continue;
            }
            let stage = kind.stage();
            let taken = picked.kinds.iter().any(|kind| kind.stage() == stage);
            if let Some(seconds) = injected.still_limited(now)
                && !taken
            {
                picked.kinds.push(injected.fault.kind.retry_in(seconds));
                picked.early = true;
                continue;
            }
            if injected.is_used_up() {
                continue;
            }
            if let Some(why) = target.misfit(kind) {
                picked.misfits.push(format!("no fault: {kind}: {why}"));
                continue;
            }
            injected.seen = injected.seen.saturating_add(1);
            if !taken && injected.is_due(seed) {
                injected.used = injected.used.saturating_add(1);
                injected.begin_limit(now);
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

    fn begin_limit(&mut self, now: i64) {
        let seconds = self.fault.kind.retry_after();
        let seconds = seconds.filter(|_| self.fault.until_retry_after);
        self.limited_until =
            seconds.map(|seconds| now.saturating_add(i64::from(seconds).saturating_mul(1000)));
    }

    /// The whole seconds, rounded up, that are left of the limit.
    fn still_limited(&self, now: i64) -> Option<u32> {
        let left = self.limited_until?.saturating_sub(now);
        let seconds = u32::try_from(left.saturating_add(999) / 1000);
        seconds.ok().filter(|seconds| *seconds > 0)
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
