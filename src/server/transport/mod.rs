//! The connections: accepted, watched, told whom they are for, and written to.

mod accept;
mod patience;
mod served;
mod watchdog;
mod wire;

pub(crate) use accept::{Listening, listen};
pub use patience::{Answered, Pace, Patience, Patient};
pub use served::TenantRouting;
pub(crate) use served::{Directory, Listed, Served};
