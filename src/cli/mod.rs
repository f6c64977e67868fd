//! Arguments, and the commands they name.

mod jwt;
mod qsh;
mod serve;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// A programmable fake Confluence Cloud tenant for testing Atlassian Connect app backends.
#[derive(Debug, Parser)]
#[command(name = "mockfluence", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs tenants until it is told to stop.
    ///
    /// Prints one line of JSON on standard output when they are ready, and nothing else there.
    Serve(serve::Serve),
    /// Judges a descriptor as the host would.
    ///
    /// Exit status: 0 accepted, 1 refused, 2 could not be read.
    Validate(validate::Validate),
    /// The canonical request and the query string hash of a request.
    ///
    /// Exit status: 0, or 2 for arguments that make no request.
    Qsh(qsh::Qsh),
    /// Takes a token apart. Nothing is verified.
    ///
    /// Exit status: 0, or 1 if the text is no token.
    Decode(jwt::Decode),
    /// Prints the JSON Schema of a descriptor for Confluence, for an editor.
    Schema,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

pub(crate) fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Validate(validate) => validate.run(),
        Command::Qsh(qsh) => qsh.run(),
        Command::Decode(decode) => decode.run(),
        Command::Schema => {
            print!("{}", mockfluence::descriptor::json_schema());
            ExitCode::SUCCESS
        }
    }
}
