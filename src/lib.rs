//! A programmable fake Confluence Cloud tenant for testing Atlassian Connect app backends.
//!
//! A test starts a [`Tenant`] in its own process, installs the app's own descriptor, and the
//! tenant behaves like the host: it calls the app's lifecycle callbacks with signed tokens,
//! verifies the app's, serves the dynamic modules resource, and keeps a log of both directions
//! that prints as a snapshot.
//!
//! ```
//! use mockfluence::{DYNAMIC_MODULES, DescriptorSource, Status, Tenant};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let tenant = Tenant::start();
//! // A real test gives the URL of its backend's descriptor. Without a backend:
//! let descriptor = DescriptorSource::from(serde_json::json!({
//!     "key": "my-app",
//!     "baseUrl": "http://localhost:3000",
//!     "authentication": { "type": "jwt" },
//!     "lifecycle": { "installed": "/installed" },
//! }));
//! let app = tenant.install(descriptor.without_backend()).await?;
//! assert_eq!(app.status(), Status::Enabled);
//!
//! let reply = app.client().get(DYNAMIC_MODULES).send().await?;
//! assert_eq!(reply.text(), "{}");
//! println!("{}", tenant.log());
//! # Ok(()) })
//! # }
//! ```
//!
//! # Map
//!
//! | to | see |
//! |---|---|
//! | start a tenant, install an app, wait for what it does | [`Tenant`] |
//! | upgrade, disable, uninstall, rotate the secret | [`InstalledApp`] |
//! | do the same with an app on Forge | `Tenant::install_forge`, `ForgeApp`, `manifest` (feature `forge`) |
//! | call the tenant as the app, with good tokens and bad | [`AppClient`] |
//! | call it as a page of the app, in a user's browser | [`InstalledApp::as_page`] |
//! | read, filter, print the log | [`RequestLog`], [`from_app`], [`to_app`] |
//! | make something go wrong, or stop at a point | [`Fault`], [`Tenant::hold`] |
//! | make an event happen, or open a module as a user | [`Webhook`], [`InstalledApp::open`] |
//! | say who may do what | [`User`], [`Tenant::deny`] |
//! | have an app meet the tenant at `https://acme.atlassian.net`, without a setting | `TenantBuilder::look_alike` (feature `look-alike`) |
//! | stub the rest of Confluence's REST | [`Stub`], [`respond`] |
//! | find the order of events that breaks an app | `explore::Explorer` (feature `explore`) |
//! | choose where real hosts differ | [`Settings`], [`settings`] |
//! | check a descriptor without a tenant | [`descriptor`] |
//! | have an app judged, by all that it should stand | `check` (feature `check`) |
//! | see how a task is done, or a known bug reproduced | [`cookbook`] |
//! | compute a query string hash, decode a token | [`jwt`] |

// Which feature a method needs, where docs are made with all of them.
#![cfg_attr(docsrs, feature(doc_cfg))]
// Tests may unwrap, and a lint of the manifest would be for them, too.
#![deny(clippy::unwrap_used)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

// The modules in layers: each names only those above it. `tests/tidy` holds them to it. What
// reckons with outside numbers says what becomes of one at the end of its range; where only lengths
// and places of texts in memory are added up, none gets there.

mod clock;

mod door;

#[allow(clippy::arithmetic_side_effects)]
mod foreign;

mod host_names;

#[allow(clippy::arithmetic_side_effects)]
mod slip;

#[allow(clippy::arithmetic_side_effects)]
mod screen;

mod cause;

mod caught;

mod boxed;

mod unhandled;

mod identity;

mod secret;

mod randomness;

mod options;

pub mod jwt;

#[allow(clippy::arithmetic_side_effects)]
pub mod descriptor;

#[cfg(feature = "forge")]
#[allow(clippy::arithmetic_side_effects)]
pub mod manifest;

pub mod settings;

mod site;

#[allow(clippy::arithmetic_side_effects)]
mod traffic;

mod fault;

mod scene;

mod outgoing;

mod context;

mod running;

mod callback;

mod server;

#[cfg(feature = "look-alike")]
mod look_alike;

mod tenant;

#[cfg(feature = "compare")]
#[allow(clippy::arithmetic_side_effects)]
pub mod compare;

#[cfg(feature = "stubs")]
#[allow(clippy::arithmetic_side_effects)]
pub mod respond;

#[cfg(feature = "check")]
pub mod check;

#[cfg(feature = "explore")]
#[allow(clippy::arithmetic_side_effects)]
pub mod explore;

#[doc(hidden)]
pub mod binary_support;

#[cfg(feature = "rstest")]
pub mod fixtures;

#[cfg(any(doc, doctest))]
pub mod cookbook;

pub use callback::{
    CallbackDelivery, Deliveries, InstallError, NothingSent, Upgrade, WebhookDelivery,
};
#[cfg(feature = "forge")]
pub use callback::{EventRetry, ForgeUpgrade, InvokeOutcome};
pub use cause::Cause;
#[cfg(feature = "check")]
pub use check::check;
pub use clock::{Clock, ClockMove};
pub use fault::{Fault, FaultError, FaultId};
pub use jwt::{OtherTenant, Tamper, TokenKind, UnknownTamper};
pub use server::{DYNAMIC_MODULES, TenantRouting};
pub use settings::Settings;
#[cfg(feature = "attachments")]
pub use site::{AttachedFile, SAMPLE_SITE, SiteError};
pub use site::{
    Attachment, Comment, ContentOperation, DisabledReason, Licence, LoadError, LoadWarning, Page,
    Space, Status, User, Webhook, WebhookWarning,
};
#[cfg(feature = "content")]
pub use site::{ContentClash, Macro};
#[cfg(feature = "attachments")]
pub use tenant::AttachmentError;
pub use tenant::{
    AppClient, AppRequest, ClientError, ContextToken, DescriptorSource, Hold, InstalledApp,
    LeftOver, Load, PageClient, PageRequest, Reply, SharedListener, Tenant, TenantBuilder,
    WaitTimeout,
};
#[cfg(feature = "forge")]
pub use tenant::{ForgeApp, ForgeClient, ForgeRequest, Invoke, Invoked};
#[cfg(feature = "look-alike")]
pub use tenant::{LookAlikeBuilder, LookAlikeNetwork};
#[cfg(feature = "stubs")]
pub use tenant::{Stub, StubReport};
pub use traffic::{
    Command, Credential, Direction, Entry, Exchange, Expected, Filter, ForgeCommand, Installation,
    Note, Outcome, Permission, RefusedByApp, Remark, RequestLog, RolledBack, Signer, from_app,
    to_app,
};

/// The wiremock whose matchers and replies stubs take: one of another major version has others.
#[cfg(feature = "stubs")]
pub use wiremock;

/// The README's snippets compile, and run where they can.
#[cfg(all(doctest, feature = "content", feature = "stubs"))]
#[doc = include_str!("../README.md")]
struct Readme;
