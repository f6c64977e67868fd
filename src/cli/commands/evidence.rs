//! `mockfluence evidence`: what a comparison with a real site found, put to use.

use std::process::ExitCode;

use mockfluence::Settings as Whole;
use mockfluence::compare::Evidence as Found;

use super::ask::{Run, commands};
use super::failure::{Ended, Failure};
use crate::cli::output;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Evidence {
    #[command(subcommand)]
    which: Which,
}

commands! {
    enum Which {
        /// Says what it would change in the ledger of behaviours, and of which defaults
        Apply(Apply),
        /// Prints the settings by which a tenant answers as that site did
        Settings(Settings),
    }
}

impl Run for Evidence {
    fn operations() -> Vec<&'static str> {
        Which::operations()
    }

    fn run(self) -> Ended {
        self.which.run()
    }
}

fn read(file: &str) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file);
    text.map_err(|error| Failure::NotUnderstood(format!("{file} cannot be read: {error}")))
}

#[derive(Debug, clap::Args)]
struct Apply {
    /// The evidence
    file: String,
    /// The ledger
    #[arg(long, value_name = "FILE", default_value = "fixtures/fidelity.toml")]
    ledger: String,
    /// Writes the grades into the ledger; defaults are never changed by themselves
    #[arg(long)]
    write: bool,
}

impl Run for Apply {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let found = Found::parse(&read(&self.file)?);
        let found = found.map_err(|error| format!("{}: {error}", self.file))?;
        let ledger = std::fs::read_to_string(&self.ledger).map_err(|error| {
            let file = &self.ledger;
            Failure::NotUnderstood(format!(
                "the ledger {file} cannot be read: {error}. It is in the sources of mockfluence: run this there, or \
                 name it by --ledger"
            ))
        })?;
        let proposal = found.proposal(&ledger);
        if self.write {
            let applied = proposal
                .applied(&ledger)
                .map_err(|error| error.to_string())?;
            let written = std::fs::write(&self.ledger, applied);
            written.map_err(|error| format!("{} cannot be written: {error}", self.ledger))?;
        }
        output::print_line(&proposal.to_string())?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Debug, clap::Args)]
struct Settings {
    /// The evidence
    file: String,
}

impl Run for Settings {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let settings = Whole::from_evidence(&read(&self.file)?);
        let settings = settings.map_err(|error| format!("{}: {error}", self.file))?;
        let text = serde_json::to_string_pretty(&settings).map_err(|error| error.to_string())?;
        output::print_line(&text)?;
        Ok(ExitCode::SUCCESS)
    }
}
