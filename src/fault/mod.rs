//! Faults: what, where, how often. One small value, chosen by a pure and seeded plan.

mod kind;
mod named;
mod plan;
mod value;

pub(crate) use kind::{Kind, Stage};
pub(crate) use plan::{Faults, Picked};
#[cfg(feature = "stubs")]
pub(crate) use value::rate_limit_headers;
pub use value::{Fault, FaultId};
