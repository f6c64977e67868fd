//! The binary `mockfluence`: the library for people and for backends in any language.

// Whoever reads the output may leave at any time: `cli::output` is the one that writes it.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![deny(clippy::unwrap_used)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
