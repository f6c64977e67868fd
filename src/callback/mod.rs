//! Outbound: the tenant calls the app.

mod deliver;
mod delivered;
mod deliveries;
mod dressed;
mod failure;
mod fetch;
#[cfg(feature = "forge")]
mod forge;
mod forgery;
mod instead;
mod lifecycle;
mod likely;
mod named;
mod open;
mod origin;
mod put_in;
mod recovery;
mod sign;
mod transmit;
mod turned_away;

pub(crate) use deliver::target;
pub use deliveries::{CallbackDelivery, Deliveries, NothingSent, WebhookDelivery};
#[cfg(feature = "forge")]
pub(crate) use dressed::forge_token;
pub use failure::InstallError;
#[cfg(feature = "forge")]
pub(crate) use forge::{
    Coming, event_retries, install as install_forge, invoke, keep_retrying, retry_now,
    run_schedule, uninstall as uninstall_forge,
};
#[cfg(feature = "forge")]
pub use forge::{EventRetry, ForgeUpgrade, InvokeOutcome};
pub(crate) use instead::instead;
pub(crate) use lifecycle::{
    disable, enable, install, rename_site, repeat_installed, rotate_secret, uninstall,
};
pub(crate) use open::{SignedLoad, fire, load_token, open, signed_load};
pub(crate) use origin::doubts;
pub use put_in::Upgrade;
pub(crate) use recovery::{import_site, recreate_site};
