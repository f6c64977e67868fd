//! Outbound to apps on Forge: install, upgrade and uninstall, events with their retries, schedules.

mod attempts;
mod events;
mod install;
mod invoke;
mod recovery;
mod retries;
mod ticks;
mod uninstall;

pub(super) use attempts::{RETRIES, after_attempt};
pub(super) use events::fire;
pub use install::ForgeUpgrade;
pub(crate) use install::{Coming, install};
pub use invoke::InvokeOutcome;
pub(crate) use invoke::invoke;
pub(super) use recovery::{put_back, to_put_back};
pub use retries::EventRetry;
pub(crate) use retries::{event_retries, keep_retrying, retry_now};
pub(crate) use ticks::run_schedule;
pub(crate) use uninstall::uninstall;
