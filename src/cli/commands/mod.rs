//! The commands: what each takes, what it asks a running server, and what it prints.

pub(super) mod apps;
pub(super) mod ask;
pub(super) mod clock;
pub(super) mod env;
pub(super) mod events;
pub(super) mod failure;
mod fault_kinds;
pub(super) mod faults;
mod format;
pub(super) mod holds;
mod http;
pub(super) mod jwt;
pub(super) mod loads;
pub(super) mod log;
pub(super) mod pages;
pub(super) mod people;
mod places;
pub(super) mod qsh;
mod remote;
pub(super) mod settings;
pub(super) mod stubs;
mod tampers;
pub(super) mod tenants;
pub(super) mod texts;
pub(super) mod tokens;
pub(super) mod validate;
pub(super) mod values;
