//! Which tenants have in common what is one server for all sites.

use std::sync::Arc;

/// Stands for the tenants of one look-alike network: what is one server for all sites is one for them.
#[derive(Debug, Default)]
pub(crate) struct Neighbourhood;

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
