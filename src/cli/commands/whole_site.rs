//! The commands to a whole site: put there from a file, taken out into one.

use std::process::ExitCode;

use mockfluence::SAMPLE_SITE;
use serde_json::{Map, Value};

use super::ask::{Ask, Run, commands};
use super::failure::{Ended, Failure};
use super::places::{At, OnTenant};
use super::values::object_in_file;
use crate::cli::contract::Nothing;
use crate::cli::contract::whole_site::SiteFile;
use crate::cli::control::routes;
use crate::cli::output;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Site {
    #[command(subcommand)]
    what: OfSite,
}

commands! {
    enum OfSite {
        /// Puts all of a file there, without an event
        Add(AddSite),
        /// Prints what is there now, as such a file
        Export(ExportSite),
        /// Prints a file of some thirty pages, to begin with
        Sample(Sample),
    }
}

impl Run for Site {
    fn operations() -> Vec<&'static str> {
        OfSite::operations()
    }

    fn run(self) -> Ended {
        self.what.run()
    }
}

#[derive(Debug, clap::Args)]
struct AddSite {
    /// A JSON file; `mockfluence site sample` shows what is in it
    #[arg(value_name = "FILE", value_parser = object_in_file)]
    site: Map<String, Value>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for AddSite {
    type Operation = routes::AddSite;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<SiteFile, Failure> {
        Ok(SiteFile(self.site))
    }
}

#[derive(Debug, clap::Args)]
struct ExportSite {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for ExportSite {
    type Operation = routes::ExportSite;

    const IN_JSON: bool = true;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(site: &SiteFile) -> String {
        format!("{:#}", Value::Object(site.0.clone()))
    }
}

#[derive(Debug, clap::Args)]
struct Sample {}

impl Run for Sample {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        output::print(SAMPLE_SITE)?;
        Ok(ExitCode::SUCCESS)
    }
}
