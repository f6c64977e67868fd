//! Inputs that nobody thought of: seeded mutants of a corpus, for everything that reads what others wrote.
//!
//! Each target runs `FUZZ_INPUTS` inputs, a few hundred by default, or for `FUZZ_SECONDS`, from the
//! seed `FUZZ_SEED`; it prints how many there were. An input that panics is shown, and kept in
//! `target/tmp/fuzz`. A file in `corpus/<target>` is where its mutants start from.

mod dictionary;
mod engine;
mod library;
#[cfg(feature = "forge")]
mod manifests;
mod mutants;
mod printed;
#[cfg(feature = "cli")]
mod served;
#[cfg(feature = "attachments")]
mod uploads;
#[cfg(feature = "cli")]
mod wire;
