//! Which tenants have in common what is one server for all sites.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

/// Stands for the tenants of one look-alike network: what is one server for all sites is one for them.
#[derive(Debug, Default)]
pub(crate) struct Neighbourhood {
    /// How often Forge's key for invocation tokens has been changed, for all of them.
    pub(super) invocation_key_rotations: AtomicUsize,
}

/// Whether tenants of these networks, or of none, have such a server in common.
pub(crate) fn are_one(
    one: Option<&Arc<Neighbourhood>>,
    other: Option<&Arc<Neighbourhood>>,
) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}
