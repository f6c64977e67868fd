//! Files on pages and blog posts (feature `attachments`): uploads with versions, what both REST
//! APIs show of them, and the links by which they are downloaded.

mod attached;
mod change;
mod checks;
mod copied;
mod download;
mod files;
mod found;
mod listing;
mod restored;
mod shown;
mod upload;

pub use attached::AttachedFile;
pub(crate) use download::Download;
pub(in crate::site) use files::Files;
