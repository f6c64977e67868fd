//! Tokens between host and app, and the query string hash: as values, without clock or network.
//!
//! Signing and verifying go through `ring`. `jsonwebtoken` gives the header types and nothing
//! that would ask for its process-wide provider: the app under test shares the process and keeps
//! its own choice.

mod app_mistakes;
mod claims;
mod decode;
mod forge;
mod install_key;
mod invocation;
mod judge;
mod long;
mod mistakes;
mod other_tenant;
mod part;
mod qsh;
mod refusal;
mod rsa_key;
mod spoilt_claims;
mod tamper;
mod timeless;
mod token;
mod token_kind;
mod utf8;

pub(crate) use app_mistakes::{ToApp, likely_of_app};
pub use claims::Claims;
pub use decode::{DecodeError, Decoded, decode};
pub(crate) use forge::{Draft, Forged, ForgedBy};
pub(crate) use install_key::InstallKey;
#[allow(unused_imports, reason = "Forge's half of the site fills them")]
pub(crate) use invocation::{
    Environment, InvocationContext, InvocationLicence, InvokedBy, UiContext,
};
pub use invocation::{ForgeContract, TriggerModuleType};
pub(crate) use invocation::{Invocation, InvocationKeys, access_token, context_token_claims};
pub use judge::{VerifyError, verify};
pub use other_tenant::OtherTenant;
pub use qsh::{CanonicalRequest, HostPath};
pub(crate) use refusal::Refusal;
pub(crate) use rsa_key::RsaKey;
pub use tamper::{Tamper, UnknownTamper};
pub(crate) use token::{Token, parse, read_claims, sign_hs256};
pub use token_kind::TokenKind;
