//! The app after its move to Forge: calls with invocation tokens, genuine and forged, and the life of both halves.

mod calls;
mod forged;
mod halves;
mod keys;
mod life;
mod look;
pub(super) mod topics;
mod way;

pub(super) use look::look;
pub(super) use way::{Way, WaySeen};

use super::definition::Check;

/// Those that an app has to answer whose manifest is given.
pub(super) fn checks() -> Vec<Check> {
    let groups = [
        forged::checks(),
        keys::checks(),
        life::checks(),
        halves::checks(),
    ];
    let all = groups.into_iter().flatten();
    all.map(Check::of_the_move).collect()
}
