//! `mockfluence check --explore`: the orders of events that break an app that is running already.

mod shell;
mod told;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use mockfluence::DescriptorSource;
use mockfluence::binary_support::{at_the_command_line, event_names};
use mockfluence::explore::{Exploration, Explorer, Rule};
use mockfluence::manifest::Manifest;

use self::shell::by_shell;
use self::told::{words, written};
use super::options::Form;
use crate::cli::commands::failure::{Ended, Failure, NOT_UNDERSTOOD, REFUSED};
use crate::cli::output;

#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Explore")]
pub(super) struct Explore {
    /// In place of checks, plays the app's life in every order, with faults, and tells the shortest story that breaks it
    #[arg(
        long,
        conflicts_with_all = ["list", "only", "skip", "severity", "baseline", "deadline"]
    )]
    pub(super) explore: bool,
    /// Another version to upgrade to and fro: its name, and its URL or file
    #[arg(long = "version", value_name = "NAME=FROM", value_parser = named, requires = "explore")]
    versions: Vec<(String, String)>,
    /// A command of your own, e.g. 'open=curl -sf -X POST http://localhost:3000/incidents'; a failure is the app's no
    #[arg(long = "command", value_name = "NAME=LINE", value_parser = named, requires = "explore")]
    commands: Vec<(String, String)>,
    /// How many lives: 200 if nothing is said, and with --exhaustive all there are
    #[arg(long, value_name = "N", requires = "explore")]
    lives: Option<u64>,
    /// Begins no life after so many seconds
    #[arg(long, value_name = "SECONDS", requires = "explore")]
    seconds: Option<u64>,
    /// How many milliseconds without a request are quiet: longer than the app waits before it tries something again
    #[arg(long, value_name = "MS", default_value_t = 150, value_parser = clap::value_parser!(u64).range(10..60_000), requires = "explore")]
    settle: u64,
    /// How many steps a life has at most
    #[arg(long, value_name = "N", default_value_t = 6, requires = "explore")]
    longest: usize,
    /// Every story of so many events after the install, each with every single trouble
    #[arg(long, value_name = "DEPTH", value_parser = clap::value_parser!(u8).range(0..=3), requires = "explore")]
    exhaustive: Option<u8>,
    /// Without faults, and nothing in flight: plain orders alone
    #[arg(long, requires = "explore")]
    plain: bool,
    /// Without a second tenant
    #[arg(long, requires = "explore")]
    one_tenant: bool,
    /// Without this event, e.g. import-site
    #[arg(long, value_name = "EVENT", value_parser = PossibleValuesParser::new(event_names()), requires = "explore")]
    without_event: Vec<String>,
    /// Without this trouble, e.g. 'status-500 of POST modules', or all that befall 'POST modules': to look behind a finding
    #[arg(long, value_name = "TROUBLE", requires = "explore")]
    without_trouble: Vec<String>,
    /// Without this rule
    #[arg(long, value_name = "RULE", value_parser = rule, requires = "explore")]
    without: Vec<Rule>,
    /// A file of the stories that were found, played first the next time
    #[arg(long, value_name = "FILE", requires = "explore")]
    remember: Option<PathBuf>,
    /// Plays this one story, as a finding gives it
    #[arg(long, value_name = "STORY", requires = "explore")]
    replay: Option<String>,
    /// Writes the timeline of what is found as a page for a browser
    #[arg(long, value_name = "FILE", requires = "explore")]
    picture: Option<PathBuf>,
}

fn named(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((name, of)) if !name.is_empty() && !of.is_empty() => Ok((name.into(), of.into())),
        _ => Err("it is a name, `=`, and what it stands for"),
    }
}

fn rule(text: &str) -> Result<Rule, String> {
    let known = Rule::ALL.iter().find(|rule| rule.name() == text);
    let names = || Rule::ALL.map(Rule::name).join(", ");
    known
        .copied()
        .ok_or_else(|| format!("there are: {}", names()))
}

/// What the options of every check say, as far as it is for an explorer.
pub(super) struct Given<'a> {
    pub(super) source: &'a dyn Fn(&str) -> DescriptorSource,
    pub(super) descriptor: &'a str,
    /// What it moves to Forge with.
    pub(super) manifest: Option<Manifest>,
    pub(super) seed: u64,
    pub(super) at_once: usize,
    pub(super) quiet: bool,
    pub(super) form: Form,
    pub(super) output: Option<PathBuf>,
}

impl Explore {
    /// Explores, and tells what came of it.
    pub(super) fn run(&self, given: &Given<'_>) -> Ended {
        if !matches!(given.form, Form::Text | Form::Json) {
            let why = "what --explore finds is told as text or json; --picture FILE writes it for a browser";
            return Err(why.to_owned().into());
        }
        let explorer = self.explorer(given);
        let explored = match &self.replay {
            Some(story) => explorer.try_replay(story),
            None => explorer.try_run(),
        };
        let explored = explored.map_err(|error| error.to_string())?;
        if let Some(why) = explored.undecided() {
            output::complain(&format!("nothing can be said: {why}"));
            return Ok(ExitCode::from(NOT_UNDERSTOOD));
        }
        self.draw(&explored)?;
        let text = match given.form {
            Form::Json => written(given.seed, &explored)?,
            _ => words(&explored),
        };
        match &given.output {
            None => output::print(&text)?,
            Some(file) => write(file, text)?,
        }
        let found = explored.found().is_some();
        Ok(ExitCode::from(if found { REFUSED } else { 0 }))
    }

    fn explorer(&self, given: &Given<'_>) -> Explorer<()> {
        let source = (given.source)(given.descriptor);
        let mut explorer = at_the_command_line(Explorer::new(|_| async {}))
            .version("first", move |()| source.clone())
            .one_app()
            .seed(given.seed)
            .quiet(Duration::from_millis(self.settle))
            .at_once(given.at_once)
            .longest(self.longest);
        for (name, from) in &self.versions {
            let source = (given.source)(from);
            explorer = explorer.version(name, move |()| source.clone());
        }
        if let Some(manifest) = given.manifest.clone() {
            explorer = explorer.manifest("manifest", move |()| manifest.clone());
        }
        for (name, line) in &self.commands {
            let line = line.clone();
            explorer = explorer.command(name, move |()| by_shell(line.clone()));
        }
        for event in &self.without_event {
            explorer = explorer.without_event(event);
        }
        for trouble in &self.without_trouble {
            explorer = explorer.without_trouble(trouble);
        }
        for rule in &self.without {
            explorer = explorer.without(*rule);
        }
        if let Some(lives) = self.lives {
            explorer = explorer.lives(lives);
        }
        if let Some(seconds) = self.seconds {
            explorer = explorer.within(Duration::from_secs(seconds));
        }
        if let Some(depth) = self.exhaustive {
            explorer = explorer.exhaustive(usize::from(depth));
        }
        if let Some(file) = &self.remember {
            explorer = explorer.remember(file);
        }
        if self.plain {
            explorer = explorer.plain();
        }
        if self.one_tenant {
            explorer = explorer.one_tenant();
        }
        match given.quiet {
            true => explorer,
            false => explorer.progress(|over| {
                if over.is_multiple_of(50) {
                    output::complain(&format!("{over} lives"));
                }
            }),
        }
    }

    fn draw(&self, explored: &Exploration) -> Result<(), Failure> {
        let (Some(found), Some(file)) = (explored.found(), &self.picture) else {
            return Ok(());
        };
        let title = format!("rule {} is broken", found.rule());
        write(file, found.log().html(&title))
    }
}

fn write(file: &std::path::Path, text: String) -> Result<(), Failure> {
    let written = std::fs::write(file, text);
    Ok(written.map_err(|error| format!("{} cannot be written: {error}", file.display()))?)
}
