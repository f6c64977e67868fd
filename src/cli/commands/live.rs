//! `mockfluence live`: a link to the page of the control port.

use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnServer};
use crate::cli::contract::Nothing;
use crate::cli::contract::live::Link;
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The link is good for once: the page changes it for a session, which lasts as long as its tab."
)]
pub(in crate::cli) struct Live {
    #[command(flatten)]
    on: OnServer,
}

impl Ask for Live {
    type Operation = routes::LiveLink;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(link: &Link) -> String {
        link.url.clone()
    }
}
