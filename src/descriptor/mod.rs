//! The descriptor `atlassian-connect.json` and the modules of a dynamic registration, as values that can be judged without a tenant.

mod base_urls;
mod based;
mod changes;
mod conditions;
mod document;
mod install_rules;
mod known_names;
mod malformed;
mod module;
mod module_rules;
pub(crate) mod ordered;
mod outside;
mod references;
mod report;
mod rules;
mod schema;
mod scope;
mod silent;
mod told;
mod translations;
mod url;
mod validate;
mod violation;
mod well_formed;

pub use changes::Change;
pub use document::{Authentication, Descriptor};
#[cfg(test)]
#[cfg(feature = "attachments")]
pub(crate) use known_names::events;
pub(crate) use known_names::{event_misfit, meant_event};
pub use malformed::Malformed;
pub use module::{Module, Modules};
pub(crate) use outside::outside_text;
pub use report::{HostAnswer, Report};
pub use rules::{DynamicTypes, Rules, Tolerance};
#[cfg(feature = "forge")]
pub(crate) use schema::find as module_type;
pub use schema::json_schema;
pub(crate) use scope::implies;
#[cfg(feature = "forge")]
pub(crate) use told::Told;
pub use validate::validate_dynamic;
#[cfg(feature = "forge")]
pub(crate) use violation::pointer;
pub use violation::{Severity, Violation, duplicate_keys_message};
pub use well_formed::DescriptorError;
