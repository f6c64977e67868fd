//! The commands that wait for quiet, and for the modules that an app is to have.

use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnApp, OnTenant};
use super::values;
use crate::cli::contract::log::{AwaitedModules, Quiet, Timeout};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if there was none.")]
pub(in crate::cli) struct WaitForQuiet {
    /// For how long nothing has to come
    #[arg(value_name = "SECONDS", default_value = "0.5", value_parser = values::timeout)]
    quiet: Timeout,
    /// How long to wait for it
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = values::timeout)]
    timeout: Timeout,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for WaitForQuiet {
    type Operation = routes::WaitForQuiet;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Quiet, Failure> {
        Ok(Quiet {
            quiet_millis: self.quiet,
            timeout_millis: self.timeout,
        })
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if they are others still.")]
pub(in crate::cli) struct WaitForModules {
    /// Their keys, in any order; none for no modules
    #[arg(value_name = "KEY")]
    keys: Vec<String>,
    /// How long
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = values::timeout)]
    timeout: Timeout,
    #[command(flatten)]
    on: OnApp,
}

impl Ask for WaitForModules {
    type Operation = routes::WaitForModules;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<AwaitedModules, Failure> {
        Ok(AwaitedModules {
            keys: self.keys,
            timeout_millis: self.timeout,
        })
    }
}
