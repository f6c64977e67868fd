//! The commands that tell of settings: all there are, those of a tenant, and the hosts that are known.

use std::process::ExitCode;

use mockfluence::Settings as Whole;

use super::ask::{Ask, Run, commands};
use super::failure::{Ended, Failure};
use super::format::{How, say};
use super::places::{At, OnTenant};
use crate::cli::contract::settings::{AllSettings, Hosts as Known, Setting};
use crate::cli::contract::{Nothing, Operation};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Settings {
    #[command(subcommand)]
    which: Which,
}

commands! {
    enum Which {
        /// Lists every setting, with its default and its values
        List(List),
        /// Shows what a tenant was started with
        Show(Show),
        /// Lists the hosts that are known, by what differs, for `mockfluence start --host`
        Hosts(Hosts),
    }
}

impl Run for Settings {
    fn operations() -> Vec<&'static str> {
        Which::operations()
    }

    fn run(self) -> Ended {
        self.which.run()
    }
}

/// Needs no server: the list is the binary's own.
#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    how: How,
}

impl Run for List {
    fn operations() -> Vec<&'static str> {
        vec![routes::ListSettings::NAME]
    }

    fn run(self) -> Ended {
        let all = AllSettings::known();
        let lines: Vec<String> = all.settings.iter().map(setting_lines).collect();
        say(self.how.format, &all, lines.join("\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn setting_lines(setting: &Setting) -> String {
    let mut lines = format!(
        "{} = {}\n    {}\n",
        setting.name, setting.default, setting.about
    );
    for choice in &setting.values {
        lines.push_str(&format!("    - {}: {}\n", choice.value, choice.about));
    }
    lines
}

#[derive(Debug, clap::Args)]
struct Hosts {
    #[command(flatten)]
    how: How,
}

impl Run for Hosts {
    fn operations() -> Vec<&'static str> {
        vec![routes::ListHosts::NAME]
    }

    fn run(self) -> Ended {
        let known = Known::known();
        let line = |host: &crate::cli::contract::settings::Host| {
            let settings = serde_json::to_string(&host.settings).unwrap_or_default();
            format!("{}  {settings}", host.name)
        };
        let lines: Vec<String> = known.hosts.iter().map(line).collect();
        say(self.how.format, &known, lines.join("\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Debug, clap::Args)]
struct Show {
    /// Its name; the same as --tenant
    name: Option<String>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Show {
    type Operation = routes::ShowSettings;

    fn at(&self) -> At<'_> {
        self.on.at().or_tenant(self.name.as_ref())
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(settings: &Whole) -> String {
        serde_json::to_string_pretty(settings).unwrap_or_default()
    }
}
