//! Forge Invocation Tokens: what they say, by which date's contract, and the keys that sign them.

#![cfg_attr(
    not(test),
    allow(
        dead_code,
        reason = "calls to remotes are made by Forge's half of the site"
    )
)]

mod access_token;
#[cfg(test)]
mod captured_tests;
mod claims;
mod context;
mod context_token;
mod contract;
mod keys;
mod licence;
mod module;
mod spoil;

pub(crate) use access_token::access_token;
pub(crate) use claims::Invocation;
pub(crate) use context::{InvocationContext, UiContext};
pub(crate) use context_token::context_token_claims;
pub use contract::{ForgeContract, TriggerModuleType};
pub(crate) use keys::InvocationKeys;
pub(crate) use licence::InvocationLicence;
pub(crate) use module::{Environment, InvokedBy};
pub(super) use spoil::{name_another_user, spoil};
