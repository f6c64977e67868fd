//! Which checks, which form, and what is known already.

use std::process::ExitCode;

use clap::ValueEnum;
use mockfluence::check::{Battery, Report, Severity};
use serde_json::Value;

use crate::cli::commands::failure::{Ended, Failure};
use crate::cli::output;

/// Which checks are made.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Which {
    /// Only these checks: install.forged.audience, or install.forged.* for all that begin so
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    only: Vec<String>,
    /// Not these checks
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    skip: Vec<String>,
    /// Only checks whose failure is this bad, or worse: critical, high, medium, low
    #[arg(long, value_name = "WHICH", default_value_t = Severity::Low, hide_default_value = true)]
    severity: Severity,
}

impl Which {
    pub(super) fn choose(&self, battery: Battery) -> Battery {
        battery
            .only(self.only.clone())
            .skip(self.skip.clone())
            .severity(self.severity)
    }
}

/// One check a line: its severity, its name, what it asks.
pub(super) fn list(which: &Which) -> Ended {
    let battery = which.choose(mockfluence::check("none"));
    let checks = battery.checks().map_err(|error| error.to_string())?;
    for check in checks {
        let line = format!(
            "{:<9} {:<40} {}",
            check.severity(),
            check.id(),
            check.asks()
        );
        output::print_line(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Form {
    /// For people
    Text,
    Json,
    Junit,
    Sarif,
    Markdown,
    /// A page with the timeline of each failed check
    Html,
}

impl Form {
    pub(super) fn of(self, report: &Report) -> Result<String, Failure> {
        let written = |value: &Value| {
            serde_json::to_string_pretty(value)
                .map(|text| text + "\n")
                .map_err(|error| error.to_string())
        };
        let text = match self {
            Form::Text => report.to_string(),
            Form::Json => written(&report.json())?,
            Form::Sarif => written(&report.sarif())?,
            Form::Junit => report.junit(),
            Form::Markdown => report.markdown(),
            Form::Html => report.html(),
        };
        Ok(text)
    }
}

/// Checks that are known to fail.
#[derive(Clone, Debug)]
pub(super) struct Baseline(pub(super) Vec<String>);

/// Reads a file of them: one a line, what follows a `#` is for readers.
pub(super) fn baseline(file: &str) -> Result<Baseline, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let ids = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(Baseline(
        ids.filter(|id| !id.is_empty()).map(str::to_owned).collect(),
    ))
}
