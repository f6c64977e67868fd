//! `Condition`: a closure of the test in a filter.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::exchange::Exchange;

/// A closure of the test.
#[derive(Clone)]
pub(super) struct Condition(pub(super) Arc<dyn Fn(&Exchange) -> bool + Send + Sync>);

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closure")
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Condition {}

/// A closure cannot be written down, and a filter without it would name more.
impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(
            "a filter with a closure cannot be written",
        ))
    }
}
