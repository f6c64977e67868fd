//! What the app does when its tenant answers as tenants do on bad days.

mod once;
pub(super) mod topics;
mod triggered;
mod without_end;

use super::definition::Check;

pub(super) fn checks() -> Vec<Check> {
    [once::checks(), without_end::checks()].concat()
}
