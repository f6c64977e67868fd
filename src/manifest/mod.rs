//! The manifest of a Forge app, as a value that can be judged without a tenant (feature `forge`).
//!
//! What a remote backend's life depends on is read and judged: the app's id, its Connect half, remotes, endpoints,
//! triggers, schedules, `preUninstall`, `connectModules` and scopes. Everything else is kept as it was written.

mod bounds;
mod connect;
mod connect_rules;
mod document;
mod environment;
mod error;
mod linter;
mod listed;
mod major;
mod module;
mod parts;
mod product_event;
mod remote;
mod rules;
mod scalar;
mod trigger_rules;
mod variables;
mod yaml;

pub use document::Manifest;
pub use environment::ForgeEnvironment;
pub use error::ManifestError;
pub use module::{Endpoint, PreUninstall, ScheduledTrigger, Trigger};
pub(crate) use product_event::{event_scopes, known_event};
pub use remote::Remote;
