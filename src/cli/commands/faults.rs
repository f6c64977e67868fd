//! The commands that make something go wrong.

use std::time::Duration;

use clap::builder::PossibleValue;
use mockfluence::{Fault as Injected, Filter};

use super::ask::{Ask, Run, commands};
use super::failure::{Ended, Failure};
use super::places::{At, OnTenant};
use super::values::{FILTER, filter, header};
use crate::cli::contract::Nothing;
use crate::cli::contract::faults::{Faults, Id, NewFault};
use crate::cli::control::routes;

/// The kinds that need more than their name, with what they do.
const WITH_MORE: [(&str, &str); 4] = [
    (
        "status",
        "this status instead of the real answer (--status, --header, --body)",
    ),
    (
        "rate-limited",
        "429 as Confluence sends it (--retry-after, --reason)",
    ),
    (
        "delay",
        "waits before the exchange goes on (--millis, --millis-at-most)",
    ),
    (
        "slow-body",
        "the answer so many bytes at a time (--bytes, --millis between)",
    ),
];

/// All kinds, for help and completions.
fn kinds() -> Vec<PossibleValue> {
    let more = WITH_MORE.map(|(name, about)| PossibleValue::new(name).help(about));
    let simple = Injected::kinds().map(|(name, about)| PossibleValue::new(name).help(about));
    more.into_iter().chain(simple).collect()
}

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
    /// What goes wrong
    #[arg(required = true, value_parser = clap::builder::PossibleValuesParser::new(kinds()))]
    kind: Option<String>,
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
    #[arg(long, value_name = "N", conflicts_with_all = ["times", "after"])]
    nth: Option<u32>,
    /// With this probability, decided by the tenant's seed
    #[arg(long, value_name = "0..1")]
    probability: Option<f64>,
    /// For `status`
    #[arg(long, value_name = "CODE", required_if_eq("kind", "status"), value_parser = clap::value_parser!(u16).range(200..=999))]
    status: Option<u16>,
    /// For `status`; may be given several times
    #[arg(long = "header", value_name = "NAME:VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
    /// For `status`
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// For `rate-limited`: seconds
    #[arg(long, value_name = "N", default_value_t = 1)]
    retry_after: u32,
    /// For `rate-limited`
    #[arg(long, value_name = "TEXT", default_value = "confluence-burst-based")]
    reason: String,
    /// For `delay`; for `slow-body` between two parts
    #[arg(long, value_name = "N", required_if_eq_any([("kind", "delay"), ("kind", "slow-body")]))]
    millis: Option<u64>,
    /// For `delay`: a time between --millis and this
    #[arg(long, value_name = "N")]
    millis_at_most: Option<u64>,
    /// For `slow-body`
    #[arg(long, value_name = "N", default_value_t = 64)]
    bytes: u32,
    #[command(flatten)]
    on_tenant: OnTenant,
}

impl Inject {
    fn kind(&self) -> Result<Injected, Failure> {
        let millis = Duration::from_millis(self.millis.unwrap_or_default());
        Ok(match self.kind.as_deref().unwrap_or_default() {
            "status" => {
                let mut fault = Injected::status(self.status.unwrap_or_default());
                for (name, value) in &self.headers {
                    fault = fault.header(name, value);
                }
                match &self.body {
                    Some(body) => fault.body(body),
                    None => fault,
                }
            }
            "rate-limited" => Injected::rate_limited(self.retry_after, &self.reason),
            "delay" => {
                let at_most = self.millis_at_most.map_or(millis, Duration::from_millis);
                Injected::delay_between(millis, at_most)
            }
            "slow-body" => {
                let bytes = usize::try_from(self.bytes).unwrap_or(usize::MAX);
                Injected::slow_body(bytes, millis)
            }
            name => Injected::of_kind(name).ok_or_else(|| format!("there is no fault `{name}`"))?,
        })
    }
}

impl Ask for Inject {
    type Operation = routes::InjectFault;

    fn at(&self) -> At<'_> {
        self.on_tenant.at()
    }

    fn request(self) -> Result<NewFault, Failure> {
        let mut fault = self.kind()?;
        if let Some(filter) = self.on {
            fault = fault.on(filter);
        }
        if let Some(times) = self.times {
            fault = fault.times(times);
        }
        if let Some(after) = self.after {
            fault = fault.after(after);
        }
        if let Some(nth) = self.nth {
            fault = fault.nth(nth);
        }
        if let Some(probability) = self.probability {
            fault = fault.probability(probability);
        }
        Ok(NewFault(fault))
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
