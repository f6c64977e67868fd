//! What needs no tenant: descriptors read and judged, and query string hashes.

mod base_urls;
mod corpus;
mod fixtures;
mod fuzz;
#[cfg(feature = "forge")]
mod manifest;
#[cfg(feature = "forge")]
mod manifest_texts;
mod qsh_vectors;
mod reading;
mod rules;
mod schema;
mod verdicts;
