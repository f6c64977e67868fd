//! What the tenant answers itself: HTTP on one side, a rule of the site of the same name on the
//! other.

pub(super) mod accounts;
pub(super) mod addons;
pub(super) mod app_properties;
#[cfg(feature = "attachments")]
pub(super) mod attachments;
pub(super) mod consumer_info;
#[cfg(feature = "content")]
pub(super) mod content;
pub(super) mod dynamic_modules;
#[cfg(feature = "forge")]
pub(super) mod forge_modules;
#[cfg(feature = "forge")]
pub(super) mod graphql;
pub(super) mod install_keys;
pub(super) mod invocation_keys;
#[cfg(feature = "content")]
pub(super) mod long_tasks;
pub(super) mod oauth;
#[cfg(feature = "content")]
pub(super) mod spaces;
pub(super) mod tenant_info;
pub(super) mod upm;
#[cfg(feature = "content")]
pub(super) mod user_lists;
pub(super) mod user_lookup;
pub(super) mod user_properties;
