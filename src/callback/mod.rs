//! Outbound: the tenant calls the app.

mod deliver;
mod deliveries;
mod dressed;
mod failure;
mod fetch;
mod forgery;
mod instead;
mod lifecycle;
mod likely;
mod named;
mod open;
mod origin;
mod preamble;
mod send;
mod sign;
mod target;
#[cfg(feature = "tls")]
mod tls;
mod transmit;
mod turned_away;

pub(crate) use deliver::target;
pub use deliveries::{CallbackDelivery, Deliveries, NothingSent, WebhookDelivery};
pub use failure::InstallError;
pub(crate) use instead::instead;
pub use lifecycle::Upgrade;
pub(crate) use lifecycle::{
    disable, enable, import_site, install, rename_site, repeat_installed, rotate_secret, uninstall,
};
pub(crate) use open::{SignedLoad, fire, load_token, open, signed_load};
pub(crate) use origin::doubts;
pub(crate) use send::{Outgoing, SendLimits, out_of_descriptors, send};
pub(crate) use target::{SendError, Target};
#[cfg(feature = "tls")]
pub(crate) use tls::certificates;
