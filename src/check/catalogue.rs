//! All checks, in the order in which they are made and listed.

use super::definition::Check;
use super::forged;
use super::lifecycle;
use super::modules;
use super::moved;
use super::replies;
use super::resilience;
use super::topic::Topic;

/// Every check there is.
///
/// ```
/// let all = mockfluence::check::all();
/// assert!(all.len() >= 80);
/// assert!(all.iter().any(|check| check.id() == "install.forged.audience"));
/// ```
#[must_use]
pub fn all() -> Vec<Check> {
    let harmful = resilience::checks().into_iter().map(Check::harmful);
    let timed = lifecycle::checks().into_iter().chain(modules::checks());
    let timed = timed.chain(harmful).map(Check::timed);
    let forged = forged::checks().into_iter();
    let on_connect = forged.chain(timed).chain(replies::checks());
    on_connect.chain(moved::checks()).collect()
}

/// What checks find, each with its page.
#[must_use]
pub fn topics() -> Vec<&'static Topic> {
    let groups: [&[&'static Topic]; 6] = [
        &forged::topics::ALL,
        &lifecycle::topics::ALL,
        &modules::topics::ALL,
        &resilience::topics::ALL,
        &replies::topics::ALL,
        &moved::topics::ALL,
    ];
    groups.concat()
}
