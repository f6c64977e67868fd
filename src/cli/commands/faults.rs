//! The commands that make something go wrong.

use mockfluence::Filter;

use super::ask::{Ask, Run, commands};
use super::failure::{Ended, Failure};
use super::fault_kinds::What;
use super::places::{At, OnTenant};
use super::values::{FILTER, filter};
use crate::cli::contract::Nothing;
use crate::cli::contract::faults::{Faults, Id, NewFault};
use crate::cli::contract::wording::plainly;
use crate::cli::contract::written::Written;
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = FILTER)]
pub(in crate::cli) struct Fault {
    #[command(subcommand)]
    other: Option<OfFaults>,
    #[command(flatten)]
    inject: Inject,
}

commands! {
    enum OfFaults {
        /// Lists the faults that have not applied as often as they should
        List(List),
        /// Takes one fault back
        Remove(Remove),
        /// Takes all faults back
        Clear(Clear),
    }
}

impl Run for Fault {
    fn operations() -> Vec<&'static str> {
        let mut all = OfFaults::operations();
        all.extend(Inject::operations());
        all
    }

    fn run(self) -> Ended {
        match self.other {
            Some(other) => other.run(),
            None => self.inject.run(),
        }
    }
}

#[derive(Debug, clap::Args)]
struct Inject {
    #[command(flatten)]
    what: What,
    /// On which exchanges, e.g. 'to-app POST /installed'; all without it
    #[arg(long, value_name = "FILTER", value_parser = filter)]
    on: Option<Filter>,
    /// At most so often
    #[arg(long, value_name = "N")]
    times: Option<u32>,
    /// Not on the first N
    #[arg(long, value_name = "N")]
    after: Option<u32>,
    /// Only on the Nth
    #[arg(long, value_name = "N", conflicts_with_all = ["times", "after"], value_parser = clap::value_parser!(u32).range(1..))]
    nth: Option<u32>,
    /// With this probability, decided by the tenant's seed
    #[arg(long, value_name = "0..1")]
    probability: Option<f64>,
    /// Goes on until the `Retry-After` of its answer is over; --times counts such limits
    #[arg(long)]
    until_retry_after: bool,
    #[command(flatten)]
    on_tenant: OnTenant,
}

impl Ask for Inject {
    type Operation = routes::InjectFault;

    fn at(&self) -> At<'_> {
        self.on_tenant.at()
    }

    fn request(self) -> Result<NewFault, Failure> {
        let nth = self.nth.map(|nth| nth.saturating_sub(1));
        let fault = Written {
            kind: self.what.kind(),
            on: self.on,
            times: self.times.or(self.nth.map(|_| 1)),
            after: self.after.or(nth),
            probability: self.probability,
            until_retry_after: self.until_retry_after,
        };
        let judged = fault.judged().map(NewFault);
        judged.map_err(|why| Failure::NotUnderstood(plainly(why)))
    }

    fn words(id: &Id) -> String {
        format!("fault {}", id.id)
    }
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for List {
    type Operation = routes::ListFaults;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(all: &Faults) -> String {
        let lines = all
            .faults
            .iter()
            .map(|one| format!("{}  {}", one.id, one.words));
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// What `fault` printed, or `fault list` prints
    id: u32,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Remove {
    type Operation = routes::RemoveFault;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.id)
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }
}

#[derive(Debug, clap::Args)]
struct Clear {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Clear {
    type Operation = routes::ClearFaults;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }
}
