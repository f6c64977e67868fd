//! Dynamic modules: whether those of the app are there again after all that happens to them.

mod bad_answers;
mod kept;
mod registered;
pub(super) mod topics;

use super::definition::Check;

pub(super) fn checks() -> Vec<Check> {
    [kept::checks(), bad_answers::checks()].concat()
}
