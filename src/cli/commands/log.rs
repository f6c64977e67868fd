//! The commands that read the log, or wait for what is to come.

use std::process::ExitCode;
use std::time::Duration;

use mockfluence::Filter;

use super::ask::{Ask, Run};
use super::failure::{Ended, Failure};
use super::format::Format as Refusals;
use super::places::{At, OnTenant, Site};
use super::remote::Remote;
use super::values::{self, FILTER, FilterWords, filter, filter_words};
use crate::cli::contract::Operation;
use crate::cli::contract::log::{Awaited, Came, Entry, Format, LogReply, Query, Timeout};
use crate::cli::control::routes;
use crate::cli::output;

#[derive(Debug, clap::Args)]
#[command(after_help = FILTER)]
pub(in crate::cli) struct Log {
    /// How it is printed
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Goes on with what is new, as text or JSON lines
    #[arg(long)]
    follow: bool,
    /// Only these exchanges, e.g. 'from-app 401'
    #[arg(long, value_name = "FILTER", value_parser = filter_words, conflicts_with = "follow")]
    only: Option<FilterWords>,
    /// Leaves out so many entries at the beginning
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    after: u32,
    /// At most so many entries
    #[arg(long, value_name = "N", conflicts_with = "follow")]
    count: Option<u32>,
    /// With --format timeline, only what has changed after this revision; 0 for all, with the revision to go on from
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["follow", "only", "after"])]
    since: Option<u64>,
    #[command(flatten)]
    site: Site,
}

impl Run for Log {
    fn operations() -> Vec<&'static str> {
        vec![routes::Log::NAME]
    }

    fn run(self) -> Ended {
        let at = At {
            format: match self.format {
                Format::Json => Refusals::Json,
                _ => Refusals::Text,
            },
            ..self.site.at()
        };
        let remote = Remote::of(&at)?;
        let path = remote.path::<routes::Log>(&at)?;
        let printer = Printer { remote, path };
        match self.follow {
            true => printer.follow(self.format, self.after),
            false => {
                let query = Query {
                    format: self.format,
                    after: self.since.is_none().then_some(self.after),
                    since: self.since,
                    count: self.count,
                    only: self.only.map(|only| only.words),
                };
                printer.print(&query)?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// How often a followed log is looked at.
const PACE: Duration = Duration::from_millis(200);

struct Printer {
    remote: Remote,
    path: String,
}

impl Printer {
    fn print(&self, query: &Query) -> Result<(), Failure> {
        let text = self.remote.text::<routes::Log>(&self.path, query)?;
        match text.trim_end() {
            "" => Ok(()),
            text => Ok(output::print_line(text)?),
        }
    }

    /// Prints what is new until it is interrupted, the server is gone, or nobody reads.
    fn follow(&self, format: Format, after: u32) -> Ended {
        let mut seen = after;
        loop {
            let query = Query {
                after: Some(seen),
                ..Query::default()
            };
            let news = self.remote.ask::<routes::Log>(&self.path, &query)?;
            let LogReply::Entries { entries, .. } = news else {
                return Err("the server gave no entries".to_owned().into());
            };
            // An entry that is not finished is shown when it is, and none before it.
            let is_finished =
                |entry: &&Entry| entry.0.get("outcome").is_none_or(|is| *is != "pending");
            let finished: Vec<&Entry> = entries.iter().take_while(is_finished).collect();
            let count = u32::try_from(finished.len()).unwrap_or(u32::MAX);
            if count > 0 {
                self.print_news(format, seen, count, &finished)?;
                seen = seen.saturating_add(count);
            }
            std::thread::sleep(PACE);
        }
    }

    fn print_news(
        &self,
        format: Format,
        seen: u32,
        count: u32,
        entries: &[&Entry],
    ) -> Result<(), Failure> {
        if format == Format::Json {
            for entry in entries {
                let line = serde_json::to_string(entry).map_err(|error| error.to_string())?;
                output::print_line(&line)?;
            }
            return Ok(());
        }
        self.print(&Query {
            format: Format::Text,
            after: Some(seen),
            count: Some(count),
            ..Query::default()
        })
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = format!("{FILTER}\nExit status 1 if they did not come."))]
pub(in crate::cli) struct Wait {
    /// Which exchanges, e.g. 'from-app POST /wiki/rest/*'
    #[arg(value_name = "FILTER", value_parser = filter)]
    what: Filter,
    /// How many of them
    #[arg(default_value_t = 1)]
    count: u32,
    /// How long
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = values::timeout)]
    timeout: Timeout,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Wait {
    type Operation = routes::Wait;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Awaited, Failure> {
        Ok(Awaited {
            filter: self.what,
            count: self.count,
            timeout_millis: self.timeout,
        })
    }

    fn words(came: &Came) -> String {
        format!("{} came", came.entries.len())
    }
}
