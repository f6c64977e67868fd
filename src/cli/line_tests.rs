//! The command line and the control API say the same: no verb has one door alone.

use std::collections::BTreeSet;

use clap::CommandFactory;

use super::commands::ask::Run;
use super::control::routes::ROUTES;
use super::line::{Command, CommandLine};

/// The page and its session are for a browser, which is its own command line.
const FOR_A_BROWSER: &[&str] = &["LivePage", "LiveSession"];

#[test]
fn every_verb_of_the_api_has_a_command_and_the_other_way_round() {
    let routes = ROUTES.iter().map(|route| route.name);
    let of_api: BTreeSet<&str> = routes
        .filter(|name| !FOR_A_BROWSER.contains(name))
        .collect();
    let of_commands: BTreeSet<&str> = Command::operations().into_iter().collect();
    assert_eq!(of_commands, of_api);
}

#[test]
fn no_option_is_written_in_two_ways() {
    CommandLine::command().debug_assert();
}
