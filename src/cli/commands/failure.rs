//! Why a command has nothing to print, and the exit status that goes with it.

use std::io;
use std::process::ExitCode;

use crate::cli::contract::problem::Problem;
use crate::cli::output;

/// Done, and as awaited.
pub(in crate::cli) const DONE: u8 = 0;
/// Refused, or not as awaited.
pub(in crate::cli) const REFUSED: u8 = 1;
/// Not understood, or not reached.
pub(in crate::cli) const NOT_UNDERSTOOD: u8 = 2;
/// Done, and the app is not enabled.
pub(in crate::cli) const LEFT_DISABLED: u8 = 3;

/// `REFUSED` where something is not as it should be.
pub(in crate::cli) fn unless(good: bool) -> u8 {
    if good { DONE } else { REFUSED }
}

/// Why a command has nothing to print.
#[derive(Debug)]
pub(in crate::cli) enum Failure {
    /// The server, the host or the app said no.
    Refused {
        problem: Box<Problem>,
        in_json: bool,
    },
    /// What was asked for makes no sense, or there is nobody to ask.
    NotUnderstood(String),
    /// Standard output is gone, or full.
    Unwritten(io::Error),
}

pub(in crate::cli) type Ended = Result<ExitCode, Failure>;

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Failure::NotUnderstood(why)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Unwritten(error)
    }
}

impl Failure {
    /// Says it, on standard error unless JSON is asked for, and gives the exit status that goes with it.
    pub(in crate::cli) fn tell(&self) -> ExitCode {
        match self {
            Failure::Refused { problem, in_json } => {
                let told = match in_json {
                    true => output::print_line(&problem.json()),
                    false => {
                        output::complain(&problem.told());
                        Ok(())
                    }
                };
                match told {
                    Err(error) if !output::is_closed(&error) => Failure::Unwritten(error).tell(),
                    _ => ExitCode::from(REFUSED),
                }
            }
            Failure::NotUnderstood(why) => {
                output::complain(why);
                ExitCode::from(NOT_UNDERSTOOD)
            }
            Failure::Unwritten(error) if output::is_closed(error) => ExitCode::SUCCESS,
            Failure::Unwritten(error) => {
                output::complain(&format!("standard output cannot be written: {error}"));
                ExitCode::from(NOT_UNDERSTOOD)
            }
        }
    }
}
