//! The commands that bring an app: its first version, or another.

use std::process::ExitCode;

use mockfluence::Status;

use super::apps::{app_line, doubts};
use super::ask::{Ask, Run};
use super::failure::{DONE, Ended, Failure, LEFT_DISABLED, REFUSED};
use super::format::{Format, say};
use super::places::{At, OnApp, OnTenant};
use super::remote::Remote;
use super::source::Use;
use crate::cli::contract::apps::{App as LogReply, Source};
use crate::cli::contract::{Nothing, Operation};
use crate::cli::control::routes;
use crate::cli::output;

/// What a command to the app came to.
fn ending(app: &LogReply) -> u8 {
    match app.accepted_forgeries.is_empty() {
        false => REFUSED,
        true if app.status == Status::Enabled => DONE,
        true => LEFT_DISABLED,
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status 1 if it is refused, with the host's code and text, or if the app accepts a\n\
                        forgery; 3 if the app is left disabled, with the reason."
)]
pub(in crate::cli) struct Install {
    /// Its descriptor: a URL, or a file
    descriptor: String,
    #[command(flatten)]
    used: Use,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Install {
    type Operation = routes::InstallApp;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Source, Failure> {
        self.used.source(Some(self.descriptor))
    }

    fn warnings(app: &LogReply) -> Vec<String> {
        doubts(app)
    }

    fn ending(app: &LogReply, _: Option<u16>) -> u8 {
        ending(app)
    }

    fn words(app: &LogReply) -> String {
        app_line(app)
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status 1 if it is refused, or if the app accepts a forgery; 3 if the app is left\n\
                        disabled, with the reason."
)]
pub(in crate::cli) struct Upgrade {
    /// The new descriptor: a URL, or a file; without it, what the app's URL or file gives now
    descriptor: Option<String>,
    #[command(flatten)]
    used: Use,
    #[command(flatten)]
    on: OnApp,
}

impl Run for Upgrade {
    fn operations() -> Vec<&'static str> {
        vec![routes::UpgradeApp::NAME]
    }

    /// A file that the app was installed from is ours to read again.
    fn run(self) -> Ended {
        let at = self.on.at();
        let remote = Remote::of(&at)?;
        let from = match self.descriptor {
            Some(from) => Some(from),
            None => {
                let path = remote.path::<routes::ShowApp>(&at)?;
                remote
                    .ask::<routes::ShowApp>(&path, &Nothing {})?
                    .descriptor_file
            }
        };
        let request = self.used.source(from)?;
        let path = remote.path::<routes::UpgradeApp>(&at)?;
        let upgraded = remote.ask::<routes::UpgradeApp>(&path, &request)?;
        if at.format == Format::Text {
            for doubt in doubts(&upgraded.app) {
                output::complain(&doubt);
            }
        }
        let app = app_line(&upgraded.app);
        let words = match upgraded.removed_modules.len() {
            0 => app,
            removed => format!("{app}; {removed} dynamic modules removed"),
        };
        say(at.format, &upgraded, words)?;
        Ok(ExitCode::from(ending(&upgraded.app)))
    }
}
