//! A whole site as a file: people, spaces, content with all that is on it, and what is denied.

mod format;
mod read;
mod write;

pub use read::SiteError;

/// A site that ships with the crate: some thirty pages in three spaces, with files, labels and
/// restrictions. For [`Tenant::add_site`](crate::Tenant::add_site).
pub const SAMPLE_SITE: &str = include_str!("../../../fixtures/sample-site.json");
