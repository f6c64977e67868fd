//! What the binary needs of the library and nobody else does. No part of the public API: it changes without notice.

use crate::fault::FaultId;
pub use crate::traffic::timeline;

/// The id of a fault, from the number that an earlier answer gave for it.
#[must_use]
pub fn fault_id(number: u32) -> FaultId {
    FaultId(number)
}

/// The number of a fault, to be given for it later.
#[must_use]
pub fn fault_number(id: FaultId) -> u32 {
    id.0
}

/// Why a URL cannot be a tenant's base URL; none if it can.
#[must_use]
pub fn base_url_misfit(url: &str) -> Option<String> {
    crate::tenant::check_base_url(url).err()
}
