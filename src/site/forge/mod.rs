//! Apps on Forge: what the site remembers of them, and which of their remotes hear of what. No sockets, no clock.

mod apps;
mod attempt;
mod call;
mod event_body;
mod event_content;
mod event_name;
mod installation;
mod lifecycle;
mod lifecycle_body;
mod listeners;
mod module_calls;
mod modules;
mod remote_call;
mod ticks;
mod ui_module;

pub(crate) use attempt::EventAttempt;
#[cfg(feature = "check")]
pub(crate) use event_name::forge_event;
pub(in crate::site) use installation::ForgeApps;
pub(crate) use installation::ForgeInstallation;
pub(crate) use lifecycle::PendingForge;
pub(crate) use remote_call::{Caller as RemoteCaller, Invoking};
pub(crate) use ticks::Tick;
