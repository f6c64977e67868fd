//! Inbound: the app calls the tenant.

mod accept;
mod addons;
mod answer;
mod app_properties;
mod authenticate;
mod consumer_info;
#[cfg(feature = "content")]
mod content;
mod dynamic_modules;
mod fallback;
mod form;
mod install_keys;
mod oauth;
mod people;
mod recorder;
mod reply;
mod router;
mod shared;
mod spoil;
mod upm;
mod watchdog;
mod wire;

pub(crate) use accept::{Listening, Served, listen};
pub use dynamic_modules::DYNAMIC_MODULES;
#[cfg(feature = "stubs")]
pub(crate) use fallback::UNMATCHED;
pub use shared::ToldApart;
pub(crate) use shared::{Directory, Listed};
