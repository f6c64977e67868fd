//! The command that says what was prepared and nothing came to.

use super::ask::Ask;
use super::failure::{Failure, unless};
use super::places::{At, OnTenant};
use crate::cli::contract::Nothing;
use crate::cli::contract::tenants::LeftOver as Left;
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if there is any: the last line of a test.")]
pub(in crate::cli) struct LeftOver {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for LeftOver {
    type Operation = routes::ShowLeftOver;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(left: &Left) -> String {
        match left.left_over.is_empty() {
            true => "nothing is left over".to_owned(),
            false => left.left_over.join("\n"),
        }
    }

    fn ending(left: &Left, _: Option<u16>) -> u8 {
        unless(left.left_over.is_empty())
    }
}
