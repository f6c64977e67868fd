//! The binary `mockfluence`: the library for people and for backends in any language.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
