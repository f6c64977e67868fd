//! The way back of Forge apps: the tokens by which they call, and what the gateway before the site makes of
//! them.

#[cfg(feature = "forge")]
mod admit;
mod given;
#[cfg(feature = "forge")]
mod offline;
#[cfg(feature = "forge")]
mod scopes;
mod tokens;

pub(in crate::site) use given::ForgeTokens;
#[cfg(feature = "forge")]
pub(crate) use offline::Impersonation;
