//! Faults: what, where, how often. One small value, chosen by a pure and seeded plan.

mod constructors;
mod foreseen;
mod json;
mod kind;
mod misuse;
mod picked;
mod plan;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod property_tests;
mod value;
mod words;

pub(crate) use constructors::rate_limit_headers;
#[cfg(feature = "look-alike")]
pub(crate) use kind::TlsFault;
pub(crate) use kind::{DeliveryFault, MissingField, ReplyFault, SlowBody, StatusFault};
pub use misuse::FaultError;
pub(crate) use picked::{FaultTarget, Picked};
pub(crate) use plan::Faults;
pub use value::{Fault, FaultId};
