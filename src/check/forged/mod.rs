//! Who gets in: every spoilt token and body in every place that has one, and genuine tokens in the wrong place.

mod callbacks;
mod events;
mod keys;
mod loads;
pub(super) mod names;
mod old_secrets;
mod strangers;
pub(super) mod topics;

use super::definition::Check;

pub(super) fn checks() -> Vec<Check> {
    let groups = [
        callbacks::checks(),
        keys::checks(),
        strangers::checks(),
        old_secrets::checks(),
        loads::checks(),
        events::checks(),
    ];
    groups.into_iter().flatten().collect()
}
