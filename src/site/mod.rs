//! What the tenant remembers and the rules that change it. No sockets, no clock, no async.

mod app_properties;
mod callback;
mod dynamic_modules;
mod install_tasks;
mod installation;
mod licence;
mod lifecycle;
#[cfg(test)]
mod model_tests;
mod payload;
mod rejection;
mod state;

pub(crate) use callback::{Callback, Event, Signature};
pub(crate) use dynamic_modules::Translations;
pub(crate) use install_tasks::Polled;
pub(crate) use installation::Installation;
pub(crate) use installation::Source;
pub use installation::Status;
pub use licence::Licence;
pub(crate) use lifecycle::{Begun, Committed};
pub(crate) use payload::LEGACY_PUBLIC_KEY;
pub(crate) use rejection::{Cause, ErrorBody, Rejection};
pub(crate) use state::{Caller, Issuer, Site};
