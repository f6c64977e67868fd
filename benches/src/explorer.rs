//! Lives of the explorer, with the desk of its own tests: how many in a minute, and what each more costs.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mockfluence::explore::{Exploration, Explorer};

use self::desk::Desk;
use self::explorer::explorer;
use crate::exponents::told;
use crate::measure::{allocated_bytes, live_bytes, report};

#[path = "../../tests/explore/bugs.rs"]
#[allow(dead_code)]
mod bugs;
#[path = "../../tests/explore/by_hand.rs"]
mod by_hand;
#[path = "../../tests/explore/desk.rs"]
mod desk;
#[path = "../../tests/explore/explorer.rs"]
#[allow(clippy::module_inception)]
mod explorer;
#[path = "../../tests/explore/failure.rs"]
mod failure;
#[path = "../../tests/explore/handlers.rs"]
mod handlers;
#[path = "../../tests/explore/host.rs"]
mod host;
#[path = "../../tests/explore/sync.rs"]
mod sync;
#[path = "../../examples/incident_board/tokens.rs"]
#[allow(dead_code, clippy::duplicate_mod)]
mod tokens;

/// What the token code shared with the example expects here.
mod descriptor {
    pub(crate) const APP_KEY: &str = "incident-desk";
}

/// Nothing is found in the careful desk: a run that ended early would say nothing of all.
fn survived(explorer: Explorer<Desk>, lives: u64) -> Exploration {
    let explored = explorer.lives(lives).run();
    explored.assert_passed();
    explored
}

fn reported(name: &str, explored: &Exploration) {
    let seconds = explored.took().as_secs_f64();
    let lives = explored.lives() as f64;
    report("explore", name, 60.0 * lives / seconds, "lives per minute");
    let runs = lives + explored.plain_runs() as f64;
    report(
        "explore",
        &format!("{name}, each run"),
        1e3 * seconds / runs,
        "ms",
    );
}

/// By paused time, one life after the other; and by real time, plain orders with a quiet of 60 ms, many at once, for
/// most of a life is waiting then. What is refused while it is disabled the desk tries again after longer than that.
pub fn lives(count: u64) {
    reported("paused", &survived(explorer(None).at_once(1), count));
    let real = explorer(None)
        .plain()
        .without_event("disable")
        .runtime(|| {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
        })
        .quiet(Duration::from_millis(60))
        .at_once(24);
    reported("real", &survived(real, count));
}

/// From ten lives to ten thousand: time and bytes of all, and what is held at the end.
pub fn growth() {
    let mut costs = Vec::new();
    for count in [10, 100, 1_000, 10_000] {
        let held = Arc::new(AtomicUsize::new(0));
        let most = held.clone();
        let before = (allocated_bytes(), live_bytes());
        let explorer = explorer(None).at_once(1).progress(move |_| {
            most.fetch_max(live_bytes(), Ordering::Relaxed);
        });
        let explored = survived(explorer, count);
        let bytes = (allocated_bytes() - before.0) as f64;
        costs.push((count as usize, (explored.took().as_secs_f64() * 1e6, bytes)));
        let held = held.load(Ordering::Relaxed).saturating_sub(before.1);
        let name = format!("{count}: held at most");
        report("growth: lives explored", &name, held as f64 / 1e6, "MB");
    }
    told("explored lives", &costs);
}
