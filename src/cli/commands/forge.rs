//! The commands to apps on Forge.

use mockfluence::Licence as Level;

use super::apps::{callback_lines, level, status};
use super::ask::{Ask, Run, commands};
use super::failure::{DONE, Ended, Failure, unless};
use super::forge_calls::{Invoke, Token};
use super::forge_install::{Install, Upgrade, details, doubts, line};
use super::forge_moves::{Move, NewInstallationId, RetryEvents};
use super::places::{At, OnForgeApp, OnTenant};
use crate::cli::contract::Nothing;
use crate::cli::contract::apps::LicenceChange;
use crate::cli::contract::forge::{ForgeApp as Shown, ForgeApps, ForgeCalls, RunSchedule};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Forge {
    #[command(subcommand)]
    what: OfForge,
}

commands! {
    enum OfForge {
        /// Installs an app from its manifest.yml, its Connect half along with it
        Install(Install),
        /// Upgrades the app to a manifest: a minor version, or a major one, of which it is told
        Upgrade(Upgrade),
        /// Uninstalls the app: `preUninstall`, and `uninstalled` of its Connect half
        Uninstall(Uninstall),
        /// Runs a schedule of the app once
        Schedule(Schedule),
        /// Gives the app another licence; it is not told
        Licence(Licence),
        /// Tries again now what waits: each event once
        RetryEvents(RetryEvents),
        /// Moves a Connect app to Forge by its manifest.yml
        Move(Move),
        /// Gives the installation another id, of which the app is not told
        NewInstallationId(NewInstallationId),
        /// Calls an endpoint as a page or a function of the app does
        Invoke(Invoke),
        /// Prints a token by which the app calls the gateway, for itself or for a user
        Token(Token),
        /// Lists the apps on Forge
        Apps(Apps),
        /// Shows an app on Forge, with the events that wait to be tried again
        App(App),
    }
}

impl Run for Forge {
    fn operations() -> Vec<&'static str> {
        OfForge::operations()
    }

    fn run(self) -> Ended {
        self.what.run()
    }
}

fn told(report: &ForgeCalls) -> String {
    let lines = callback_lines(&report.callbacks);
    let nothing = report.nothing.clone().unwrap_or_default();
    let lines = [lines, nothing].into_iter().filter(|line| !line.is_empty());
    let status = status(report.status);
    lines.chain([status]).collect::<Vec<_>>().join("\n")
}

#[derive(Debug, clap::Args)]
struct Uninstall {
    #[command(flatten)]
    app: OnForgeApp,
}

impl Ask for Uninstall {
    type Operation = routes::UninstallForgeApp;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(report: &ForgeCalls) -> String {
        told(report)
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if nothing was sent, or 2xx was not answered.")]
struct Schedule {
    #[command(flatten)]
    app: OnForgeApp,
    /// The key of the scheduled trigger
    schedule: String,
}

impl Ask for Schedule {
    type Operation = routes::RunSchedule;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<RunSchedule, Failure> {
        Ok(RunSchedule {
            schedule: self.schedule,
        })
    }

    fn words(report: &ForgeCalls) -> String {
        told(report)
    }

    fn ending(report: &ForgeCalls, _: Option<u16>) -> u8 {
        let mut all = report.callbacks.iter();
        let good = all.all(|one| {
            one.status
                .is_some_and(|status| (200..300).contains(&status))
        });
        unless(report.nothing.is_none() && good)
    }
}

#[derive(Debug, clap::Args)]
struct Licence {
    #[command(flatten)]
    app: OnForgeApp,
    /// What tokens say of the app from now on
    #[arg(value_enum)]
    licence: Level,
}

impl Ask for Licence {
    type Operation = routes::SetForgeLicence;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<LicenceChange, Failure> {
        Ok(LicenceChange {
            licence: self.licence,
        })
    }

    fn words(app: &Shown) -> String {
        format!("{}, licence {}", line(app), level(app.licence))
    }
}

#[derive(Debug, clap::Args)]
struct Apps {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Apps {
    type Operation = routes::ListForgeApps;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(all: &ForgeApps) -> String {
        let lines = all.forge_apps.iter().map(line);
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[derive(Debug, clap::Args)]
struct App {
    #[command(flatten)]
    app: OnForgeApp,
}

impl Ask for App {
    type Operation = routes::ShowForgeApp;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn warnings(app: &Shown) -> Vec<String> {
        doubts(app)
    }

    fn words(app: &Shown) -> String {
        details(app)
    }

    fn ending(_: &Shown, _: Option<u16>) -> u8 {
        DONE
    }
}
