//! What a test holds in its hands.

mod address;
mod allow;
mod app_client;
mod app_state;
#[cfg(feature = "stubs")]
mod asked;
#[cfg(feature = "attachments")]
mod attachments;
mod builder;
mod clockwork;
#[cfg(feature = "content")]
mod comments;
mod context_token;
mod debug;
mod disturb;
mod env;
mod failure_report;
#[cfg(feature = "forge")]
mod forge_app;
#[cfg(feature = "forge")]
mod forge_apps;
#[cfg(feature = "forge")]
mod forge_client;
#[cfg(feature = "forge")]
mod forge_invoke;
mod forge_platform;
mod handle;
mod hold;
mod host;
mod installed_app;
#[cfg(feature = "forge")]
mod invoked;
mod last_panic;
mod left_over;
mod load;
#[cfg(feature = "look-alike")]
mod look_alike;
#[cfg(feature = "look-alike")]
mod look_alike_builder;
#[cfg(feature = "look-alike")]
mod look_alike_network;
#[cfg(feature = "look-alike")]
mod look_alike_place;
mod mask;
mod page_client;
mod people;
mod reach;
mod recovery;
mod reply;
mod report_folder;
mod shared_listener;
mod source;
#[cfg(feature = "stubs")]
mod stub;
#[cfg(feature = "stubs")]
mod stub_report;
#[cfg(feature = "stubs")]
mod stub_server;
#[cfg(feature = "stubs")]
mod stubs;
mod to_tenant;
mod wait;
mod waits;
#[cfg(feature = "attachments")]
mod whole_site;

pub(crate) use address::{check_base_url, local_origin};
pub use app_client::{AppClient, AppRequest};
#[cfg(feature = "attachments")]
pub use attachments::AttachmentError;
pub use builder::TenantBuilder;
pub use context_token::ContextToken;
pub use env::variables;
#[cfg(feature = "forge")]
pub use forge_app::ForgeApp;
#[cfg(feature = "forge")]
pub use forge_client::{ForgeClient, ForgeRequest};
#[cfg(feature = "forge")]
pub use forge_invoke::Invoke;
pub use handle::Tenant;
pub use hold::Hold;
pub use installed_app::InstalledApp;
#[cfg(feature = "forge")]
pub use invoked::Invoked;
pub use left_over::LeftOver;
pub use load::Load;
#[cfg(feature = "look-alike")]
pub use look_alike_builder::LookAlikeBuilder;
#[cfg(feature = "look-alike")]
pub use look_alike_network::LookAlikeNetwork;
pub use page_client::{PageClient, PageRequest};
pub use reply::Reply;
pub use shared_listener::SharedListener;
pub use source::DescriptorSource;
#[cfg(feature = "stubs")]
pub use stub::Stub;
#[cfg(feature = "stubs")]
pub use stub_report::StubReport;
pub use to_tenant::ClientError;
pub use wait::WaitTimeout;
