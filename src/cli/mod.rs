//! The binary: its command line, what each command does, and the control API that it serves.

mod commands;
mod contract;
mod control;
mod ending;
mod line;
#[cfg(test)]
mod line_tests;
mod output;
mod ready;
mod serve;
mod settings_from;
mod tell;
mod token_file;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use commands::ask::Run;
use commands::failure::{Ended, NOT_UNDERSTOOD};
use line::CommandLine;

pub(crate) fn run() -> ExitCode {
    let ended = match CommandLine::try_parse() {
        Ok(line) => line.command.run(),
        Err(told) => explained(&told),
    };
    ended.unwrap_or_else(|failure| failure.tell())
}

/// Help and version go to standard output, and are what was asked for; all else is a complaint.
fn explained(told: &clap::Error) -> Ended {
    let text = told.render().to_string();
    match told.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::print(&text)?;
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            output::complain(text.trim_end());
            Ok(ExitCode::from(NOT_UNDERSTOOD))
        }
    }
}
