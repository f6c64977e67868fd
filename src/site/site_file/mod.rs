//! A whole site as a file: people, spaces, content with all that is on it, and what is denied.

mod accounts;
mod check;
mod format;
mod format_hanging;
mod read;
mod read_hanging;
mod write;
mod write_hanging;

pub use check::SiteError;

/// A site that ships with the crate: some thirty pages in three spaces, with files, labels and
/// restrictions. For [`Tenant::add_site`](crate::Tenant::add_site).
pub const SAMPLE_SITE: &str = include_str!("../../../fixtures/sample-site.json");
