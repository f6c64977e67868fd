//! Explores the orders in which things can happen to an app, and tells the shortest story that breaks it.
//!
//! [`Explorer`] plays lives: install, upgrade to and fro, disable, enable, uninstall, reinstall, a new secret, a
//! site rename, an import, another install key, and the commands of the test; with callbacks and calls in flight
//! while the next thing happens, and with transient faults; with a manifest, the move to Forge and Forge's events.
//! [`Rule`] says what none of it may lead to.
//!
//! # What it is compared with
//!
//! The main rule needs no knowledge of the app: it must end where the same commands lead without faults and one
//! after the other. What counts as *the same commands*, where a fault hits the command itself:
//!
//! - What the admin was told has failed (an install, an upgrade, a new secret), the admin repeats, with nothing wrong,
//!   and what came after it in the same moment once more.
//! - A callback that nobody answers decides nothing for the host, so nobody repeats it by itself. An admin who sees
//!   that an app was never told that it is enabled disables and enables it; an app that was not told of the site's new
//!   address gets `installed` once more.
//! - A command of the test that the app refused, its user gives once more.
//! - What overlapped may have happened in any order: the end must be that of one of them, as a whole.
//! - An app that is disabled or gone in the end is enabled or installed once more to be looked at.
//!
//! So an app that retries, or that catches up when it is told again, ends in the right place; one that has lost
//! something does not.

mod bounds;
mod coverage;
mod disturb;
mod draw;
mod end;
#[cfg(feature = "forge")]
mod endpoints;
mod error;
mod event;
mod explorer;
#[cfg(feature = "forge")]
mod forge;
mod judge;
mod kept;
mod life;
mod options;
mod plan;
#[cfg(test)]
mod plan_tests;
mod play;
mod report;
mod rule;
mod run;
mod runs;
mod scene;
mod shown;
mod shrink;
mod site;
mod story;
mod subject;
#[cfg(test)]
mod tenant_tests;
mod trouble;
mod watch;

pub use coverage::Coverage;
pub use error::ExploreError;
#[doc(hidden)]
pub use event::event_names;
pub use explorer::Explorer;
#[doc(hidden)]
pub use explorer::at_the_command_line;
pub use report::{Exploration, Found};
pub use rule::Rule;
pub use subject::MayRefuse;
