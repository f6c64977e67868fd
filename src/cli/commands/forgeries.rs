//! The forgeries that an app has to refuse, and what is said where it accepted one.

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use mockfluence::TokenKind;

use super::ask::Run;
use super::failure::Ended;
use super::format::{How, say};
use crate::cli::contract::Operation;
use crate::cli::contract::apps::AcceptedForgery;
use crate::cli::contract::forgeries::Forgeries as Known;
use crate::cli::control::routes;

/// Needs no server: the list is the binary's own. One name a line, for a loop of the shell.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Forgeries {
    /// Those of one kind of token; all by default
    #[arg(value_name = "KIND", value_parser = PossibleValuesParser::new(TokenKind::ALL.iter().map(|kind| kind.name())))]
    kind: Option<String>,
    #[command(flatten)]
    how: How,
}

impl Run for Forgeries {
    fn operations() -> Vec<&'static str> {
        vec![routes::ListForgeries::NAME]
    }

    fn run(self) -> Ended {
        let mut known = Known::known();
        if let Some(kind) = &self.kind {
            known.forgeries.retain(|one| one.tokens.contains(kind));
        }
        let names: Vec<&str> = known
            .forgeries
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        say(self.how.format, &known, names.join("\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A line for each.
pub(super) fn shouted(accepted: &[AcceptedForgery]) -> impl Iterator<Item = String> {
    accepted.iter().map(|one| {
        let AcceptedForgery {
            path,
            status,
            forgery,
        } = one;
        format!(
            "! ACCEPTED A FORGERY: the app answered {status} to {path} ({forgery}); it must refuse it"
        )
    })
}
