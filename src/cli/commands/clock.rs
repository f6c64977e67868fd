//! The command that moves a tenant's clock, or tells it.

use std::process::ExitCode;

use super::ask::Run;
use super::failure::{Ended, Failure};
use super::format::say;
use super::places::OnTenant;
use super::remote::Remote;
use super::values::seconds;
use crate::cli::contract::tenants::{Clock as CallbackReport, ClockChange, Millis};
use crate::cli::contract::{Nothing, Operation};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Clock {
    /// Forward by so many seconds, or back by `-60`; to a time by `@SECONDS` since 1970; `reset`
    #[arg(value_name = "SECONDS", allow_hyphen_values = true)]
    change: Option<String>,
    #[command(flatten)]
    on: OnTenant,
}

impl Clock {
    fn change(word: &str) -> Result<ClockChange, Failure> {
        let miswritten =
            |why: &dyn std::fmt::Display| format!("`{word}`: {why}; seconds, @SECONDS or `reset`");
        let millis = |text: &str| {
            let millis = seconds(text).map_err(|why| miswritten(&why))?;
            Millis::try_from(millis).map_err(|why| miswritten(&why))
        };
        Ok(match (word, word.strip_prefix('@')) {
            ("reset", _) => ClockChange::OffsetMillis(millis("0")?),
            (_, Some(time)) => ClockChange::TimeMillis(millis(time)?),
            _ => ClockChange::AdvanceMillis(millis(word)?),
        })
    }
}

impl Run for Clock {
    fn operations() -> Vec<&'static str> {
        vec![routes::ShowClock::NAME, routes::SetClock::NAME]
    }

    fn run(self) -> Ended {
        let at = self.on.at();
        let change = self.change.as_deref().map(Self::change).transpose()?;
        let remote = Remote::of(&at)?;
        let path = remote.path::<routes::SetClock>(&at)?;
        let clock: CallbackReport = match change {
            Some(change) => remote.ask::<routes::SetClock>(&path, &change)?,
            None => remote.ask::<routes::ShowClock>(&path, &Nothing {})?,
        };
        say(
            at.format,
            &clock,
            format!("{} ms ahead", clock.offset_millis),
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
