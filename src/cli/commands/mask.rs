//! The command that keeps a secret out of the log.

use std::io::Read;

use mockfluence::binary_support::outside_text;

use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnTenant};
use crate::cli::contract::log::Masked;
use crate::cli::control::routes;

/// The most bytes of a secret that standard input brings.
const MOST: u64 = 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Mask {
    /// The secret; `-` reads it from standard input, where no list of processes shows it
    text: String,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Mask {
    type Operation = routes::Mask;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Masked, Failure> {
        if self.text != "-" {
            return Ok(Masked { text: self.text });
        }
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(MOST).read_to_end(&mut bytes);
        read.map_err(|error| format!("standard input cannot be read: {error}"))?;
        let text = outside_text(&bytes).map_err(|_| "standard input is not UTF-8".to_owned())?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        Ok(Masked { text })
    }
}
