//! The commands that print a text of the binary's own: schemas, descriptions.

use std::process::ExitCode;

use super::ask::Run;
use super::failure::Ended;
use crate::cli::contract::Operation;
use crate::cli::control::routes;
use crate::cli::output;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Schema {}

impl Run for Schema {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        output::print(&mockfluence::descriptor::json_schema())?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Openapi {}

impl Run for Openapi {
    fn operations() -> Vec<&'static str> {
        vec![routes::Openapi::NAME]
    }

    fn run(self) -> Ended {
        output::print(&routes::DOCUMENT)?;
        Ok(ExitCode::SUCCESS)
    }
}
