//! What a test holds in its hands.

mod app_client;
mod builder;
mod handle;
mod hold;
mod host;
mod installed_app;
mod source;
mod wait;

pub use app_client::{AppClient, AppReply, AppRequest, ClientError};
pub use builder::TenantBuilder;
pub use handle::Tenant;
pub use hold::Hold;
pub use installed_app::InstalledApp;
pub use source::DescriptorSource;
pub use wait::WaitTimeout;
