//! The commands that answer what the tenant does not serve.

use std::str::FromStr;

use serde_json::Value;

use super::ask::{Ask, Run, commands};
use super::failure::{Ended, Failure, unless};
use super::places::{At, OnTenant};
use super::values::{header, json, pair};
use crate::cli::contract::Nothing;
use crate::cli::contract::stubs::{Between, Respond, Stub as Given, StubReport, Times};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(in crate::cli) struct Stub {
    #[command(subcommand)]
    other: Option<OfStubs>,
    #[command(flatten)]
    mount: Mount,
}

commands! {
    enum OfStubs {
        /// Says whether each stub was asked as often as it expects
        Report(Report),
        /// Takes all stubs back
        Clear(Clear),
    }
}

impl Run for Stub {
    fn operations() -> Vec<&'static str> {
        let mut all = OfStubs::operations();
        all.extend(Mount::operations());
        all
    }

    fn run(self) -> Ended {
        match self.other {
            Some(other) => other.run(),
            None => self.mount.run(),
        }
    }
}

#[derive(Debug, clap::Args)]
struct Mount {
    #[arg(required = true)]
    method: Option<String>,
    /// The whole path, with /wiki; a final * stands for any rest
    #[arg(required = true)]
    path: Option<String>,
    /// Only with this in the query; may be given several times
    #[arg(long = "query", value_name = "NAME=VALUE", value_parser = pair)]
    query: Vec<(String, String)>,
    /// Only with this header; may be given several times
    #[arg(long = "when", value_name = "NAME:VALUE", value_parser = header)]
    when: Vec<(String, String)>,
    /// The status of the answer
    #[arg(long, value_name = "CODE", default_value_t = 200)]
    status: u16,
    /// A header of the answer; may be given several times
    #[arg(long = "header", value_name = "NAME:VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
    /// The body of the answer, in JSON
    #[arg(long, value_name = "JSON", value_parser = json)]
    json: Option<Value>,
    /// The body of the answer, in plain text
    #[arg(long, value_name = "TEXT", conflicts_with = "json")]
    text: Option<String>,
    /// How long the answer takes
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    delay_millis: u64,
    /// How often it has to be asked: 2, or 1..3, or 1.. for at least once
    #[arg(long, value_name = "TIMES")]
    expect: Option<Times>,
    #[command(flatten)]
    on: OnTenant,
}

/// A count that is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoTimes;

impl std::fmt::Display for NoTimes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a count as 2, 1..3 (both included) or 1..")
    }
}

impl std::error::Error for NoTimes {}

impl FromStr for Times {
    type Err = NoTimes;

    fn from_str(text: &str) -> Result<Self, NoTimes> {
        let number = |text: &str| text.parse().map_err(|_| NoTimes);
        match text.split_once("..") {
            None => Ok(Times::Exactly(number(text)?)),
            Some((min, "")) => Ok(Times::Between(Between {
                min: number(min)?,
                max: None,
            })),
            Some((min, max)) => Ok(Times::Between(Between {
                min: number(min)?,
                max: Some(number(max)?),
            })),
        }
    }
}

impl Ask for Mount {
    type Operation = routes::Stub;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Given, Failure> {
        Ok(Given {
            method: self.method.unwrap_or_default(),
            path: self.path.unwrap_or_default(),
            query: self.query.into_iter().collect(),
            headers: self.when.into_iter().collect(),
            respond: Respond {
                status: self.status,
                headers: self.headers.into_iter().collect(),
                json: self.json,
                text: self.text,
                delay_millis: self.delay_millis,
            },
            expect: self.expect,
        })
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if one was not.")]
struct Report {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Report {
    type Operation = routes::StubReport;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(report: &StubReport) -> String {
        report.report.clone().unwrap_or_default()
    }

    fn ending(report: &StubReport, _: Option<u16>) -> u8 {
        unless(report.satisfied)
    }
}

#[derive(Debug, clap::Args)]
struct Clear {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Clear {
    type Operation = routes::ClearStubs;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }
}
