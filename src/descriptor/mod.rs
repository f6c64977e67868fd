//! The descriptor `atlassian-connect.json` and the modules of a dynamic registration, as values that can be judged without a tenant.

mod document;
mod module;
mod module_types;
mod rules;
mod scope;
mod validate;
mod violation;
mod well_formed;

pub use document::{Authentication, Descriptor};
pub use module::{Module, Modules};
pub use rules::{DynamicTypes, Rules};
pub use validate::validate_dynamic;
pub use violation::{Refusal, Severity, Violation, duplicate_keys_message, refusal};
pub use well_formed::{DescriptorError, Fault};
