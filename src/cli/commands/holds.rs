//! The commands that stop a tenant at a point, and let it go on.

use mockfluence::Filter;

use super::ask::{Ask, Run, commands};
use super::failure::{Ended, Failure};
use super::places::{At, OnTenant};
use super::values::{self, FILTER, filter};
use crate::cli::contract::Nothing;
use crate::cli::contract::faults::{Holds, Id, Reach as Limit, Release as WhichGoOn};
use crate::cli::contract::log::Timeout;
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = FILTER)]
pub(in crate::cli) struct Hold {
    #[command(subcommand)]
    other: Option<OfHolds>,
    #[command(flatten)]
    hold: Take,
}

commands! {
    enum OfHolds {
        /// Lists the holds that are not released
        List(ListHolds),
        /// Waits until exchanges have come to a hold
        Reached(Reached),
        /// Lets what is held go on
        Release(Release),
    }
}

impl Run for Hold {
    fn operations() -> Vec<&'static str> {
        let mut all = OfHolds::operations();
        all.extend(Take::operations());
        all
    }

    fn run(self) -> Ended {
        match self.other {
            Some(other) => other.run(),
            None => self.hold.run(),
        }
    }
}

#[derive(Debug, clap::Args)]
struct Take {
    /// Which exchanges, e.g. 'to-app POST /enabled'
    #[arg(required = true, value_name = "FILTER", value_parser = filter)]
    what: Option<Filter>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Take {
    type Operation = routes::Hold;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Filter, Failure> {
        let what = self.what;
        Ok(what.ok_or_else(|| "hold what? See `mockfluence hold --help`".to_owned())?)
    }

    fn words(id: &Id) -> String {
        format!("hold {}", id.id)
    }
}

#[derive(Debug, clap::Args)]
struct ListHolds {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for ListHolds {
    type Operation = routes::ListHolds;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(all: &Holds) -> String {
        let lines = all
            .holds
            .iter()
            .map(|one| format!("{}  {}  ({} held)", one.id, one.words, one.held));
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if nothing came.")]
struct Reached {
    /// What `hold` printed, or `hold list` prints
    id: u32,
    /// How long to wait
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = values::timeout)]
    timeout: Timeout,
    /// How many have to come, those included that went on
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Reached {
    type Operation = routes::Reach;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.id)
    }

    fn request(self) -> Result<Limit, Failure> {
        Ok(Limit {
            timeout_millis: self.timeout,
            times: self.times,
        })
    }
}

#[derive(Debug, clap::Args)]
struct Release {
    /// What `hold` printed, or `hold list` prints
    id: u32,
    /// Only the one that was held first
    #[arg(long)]
    one: bool,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Release {
    type Operation = routes::Release;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.id)
    }

    fn request(self) -> Result<WhichGoOn, Failure> {
        Ok(WhichGoOn { one: self.one })
    }
}
