//! The descriptor, and what scanners look for in the replies of an app.

mod descriptor;
mod headers;
pub(super) mod topics;

use super::definition::Check;

pub(super) fn checks() -> Vec<Check> {
    [descriptor::checks(), headers::checks()].concat()
}
