//! An app's life: what it answers, what it comes back from, orders that nobody expects, other hosts, many sites.

mod again;
mod answers;
mod hosts;
mod order;
pub(super) mod topics;

use super::definition::Check;

pub(super) fn checks() -> Vec<Check> {
    let groups = [
        answers::checks(),
        again::checks(),
        order::checks(),
        hosts::checks(),
    ];
    groups.into_iter().flatten().collect()
}
