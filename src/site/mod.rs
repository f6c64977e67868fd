//! What the tenant remembers and the rules that change it. No sockets, no clock, no async.

mod access_tokens;
mod accounts;
mod acting;
mod addons;
mod address;
mod admit;
mod app_properties;
#[cfg(feature = "content")]
mod as_stored;
#[cfg(all(test, feature = "attachments"))]
mod as_stored_tests;
#[cfg(feature = "attachments")]
mod attachments;
mod base_url;
mod callback;
#[cfg(feature = "content")]
mod content;
mod credential;
mod deprecated;
mod disabled;
mod dynamic_modules;
mod event;
mod event_subject;
mod foreseen;
#[cfg(feature = "forge")]
mod forge;
mod forge_update;
mod gateway;
#[cfg(test)]
mod gone_tests;
mod guard;
mod install_tasks;
mod installation;
mod installs;
mod invocations;
mod kept_tokens;
mod licence;
mod lifecycle;
mod listeners;
#[cfg(feature = "content")]
mod long_tasks;
#[cfg(test)]
pub(crate) mod model_tests;
mod module_load;
mod neighbours;
mod oauth;
#[cfg(feature = "content")]
mod operations;
#[cfg(feature = "content")]
mod paging;
mod payload;
mod pending;
#[cfg(test)]
mod pending_tests;
mod permissions;
#[cfg(test)]
mod property_tests;
#[cfg(feature = "content")]
mod query;
mod rejection;
mod scopes;
mod signature;
#[cfg(feature = "attachments")]
mod site_file;
#[cfg(feature = "content")]
mod spaces;
mod state;
mod subject;
#[cfg(feature = "content")]
mod task_list;
mod tenant_info;
mod unheard;
mod upm;
mod user;
#[cfg(feature = "content")]
mod user_lists;
mod user_lookup;
mod user_properties;
mod webhook;

pub(crate) use crate::cause::Cause;
pub(crate) use acting::{ASKING_APP, SESSION};
pub(crate) use address::Address;
pub(crate) use admit::{Presented, Principal, Proof, SignedRequest};
#[cfg(feature = "attachments")]
pub use attachments::AttachedFile;
#[cfg(feature = "attachments")]
pub(crate) use attachments::Download;
pub(crate) use base_url::{Join, with_parameters};
pub(crate) use callback::{Callback, Carried, FORM, Signature, TokenAt};
#[cfg(feature = "content")]
pub(crate) use content::{
    Api, Author, ContentRequest, Decided, Kind as ContentKind, ListedKind, Location,
};
#[cfg(feature = "content")]
pub use content::{ContentClash, Macro};
pub use disabled::DisabledReason;
pub(crate) use dynamic_modules::Translations;
pub(crate) use event::Event;
#[cfg(feature = "check")]
pub(crate) use forge::forge_event;
#[cfg(feature = "forge")]
pub(crate) use forge::{
    EventAttempt, ForgeInstallation, Invoking, PendingForge, RemoteCaller, Tick,
};
#[cfg(feature = "forge")]
pub(crate) use gateway::Impersonation;
pub(crate) use guard::Guard;
pub use installation::Status;
pub(crate) use installation::{DescriptorFile, Installation, Source};
pub use licence::Licence;
pub(crate) use lifecycle::Committed;
pub(crate) use module_load::{LOAD_PARAMETERS, ModuleLoad, Opened, PreparedLoad, Viewer};
pub use module_load::{LoadError, LoadWarning};
pub(crate) use oauth::{CLIENT_ID, EXPIRES_IN, Grant, GrantError};
pub(crate) use payload::LEGACY_PUBLIC_KEY;
pub(crate) use pending::{Begun, PendingInstall};
pub use permissions::ContentOperation;
#[cfg(feature = "content")]
pub(crate) use query::Query;
pub(crate) use rejection::{ErrorBody, Rejection};
pub(crate) use scopes::needed_scope;
#[cfg(feature = "attachments")]
pub use site_file::{SAMPLE_SITE, SiteError};
#[cfg(test)]
pub(crate) use state::Issuer;
pub(crate) use state::{Caller, Site};
pub(crate) use subject::LARGEST;
pub use subject::{Attachment, Comment, Page, Space};
pub use unheard::WebhookWarning;
pub(crate) use upm::Polled;
pub use user::User;
pub(crate) use user_lookup::no_account;
pub use webhook::Webhook;
