//! The commands to apps on Forge.

use mockfluence::Licence as Level;
use mockfluence::manifest::{ForgeEnvironment, Manifest};

use super::apps::{callback_lines, level, status};
use super::ask::{Ask, Run, commands};
use super::failure::{DONE, Ended, Failure, unless};
use super::places::{At, OnTenant};
use super::source::host;
use super::validate;
use super::values::pair;
use crate::cli::contract::Nothing;
use crate::cli::contract::apps::LicenceChange;
use crate::cli::contract::forge::{
    ForgeApp as Shown, ForgeApps, ForgeCalls, ForgeUpgraded, NewManifest, RunSchedule,
};
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

/// For a command to an app on Forge.
#[derive(Clone, Debug, clap::Args)]
struct OnForgeApp {
    /// The app's id, bare or as an ARI
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    on: OnTenant,
}

impl OnForgeApp {
    fn at(&self) -> At<'_> {
        At {
            app: Some(&self.id),
            ..self.on.at()
        }
    }
}

/// A manifest, and how the tenant is to use it.
#[derive(Debug, clap::Args)]
struct Use {
    /// Its manifest.yml
    manifest: String,
    /// Calls a remote at this base URL, whatever the manifest says; stays for later upgrades
    #[arg(long = "remote", value_name = "KEY=URL", value_parser = pair)]
    remotes: Vec<(String, String)>,
    /// The value of a variable that the manifest declares
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = pair)]
    variables: Vec<(String, String)>,
    /// Where it was deployed to
    #[arg(long, value_enum, default_value = "production")]
    environment: ForgeEnvironment,
    /// Calls are recorded, and nothing is sent
    #[arg(long)]
    without_backend: bool,
    /// A host beyond loopback that the tenant may call besides those that are given
    #[arg(long = "allowed-target", value_name = "HOST")]
    allowed_targets: Vec<String>,
}

impl Use {
    /// As the API takes it, with the hosts that whoever gives it names by that.
    fn request(self) -> Result<NewManifest, Failure> {
        let file = self.manifest;
        let text = validate::read(&file);
        let text = text.map_err(|why| format!("{file} cannot be read: {why}"))?;
        let mut allowed_targets = self.allowed_targets;
        let given = self.remotes.iter().filter_map(|(_, url)| host(url));
        allowed_targets.extend(given);
        if let Ok(manifest) = Manifest::from_yaml(&text) {
            let named = manifest
                .remotes()
                .filter(|remote| !self.remotes.iter().any(|(key, _)| key == remote.key()));
            let named = named.filter_map(|remote| host(remote.base_url(None)?));
            allowed_targets.extend(named);
        }
        Ok(NewManifest {
            manifest: None,
            manifest_text: Some(text),
            remotes: self.remotes.into_iter().collect(),
            variables: self.variables.into_iter().collect(),
            environment: self.environment,
            without_backend: self.without_backend,
            allowed_targets,
        })
    }
}

fn line(app: &Shown) -> String {
    let half = app.connect_key.as_ref();
    let half = half.map_or_else(String::new, |key| format!(", Connect half {key}"));
    format!("{} {}: {}{half}", app.id, app.version, status(app.status))
}

fn doubts(app: &Shown) -> Vec<String> {
    let doubts = app.warnings.iter();
    doubts.map(|doubt| format!("! {}", doubt.text)).collect()
}

fn details(app: &Shown) -> String {
    let waiting = app.event_retries.iter().map(|one| {
        let (event, trigger) = (&one.event, &one.trigger);
        format!(
            "\nto be tried again: {event} to {trigger}, retry {} ({})",
            one.retry, one.reason
        )
    });
    format!(
        "{}\ninstallation: {}\naccount: {}\nlicence: {}{}",
        line(app),
        app.installation_id,
        app.account_id,
        level(app.licence),
        waiting.collect::<String>()
    )
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if it is refused, with the host's code and text.")]
struct Install {
    #[command(flatten)]
    used: Use,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Install {
    type Operation = routes::InstallForgeApp;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<NewManifest, Failure> {
        self.used.request()
    }

    fn warnings(app: &Shown) -> Vec<String> {
        doubts(app)
    }

    fn words(app: &Shown) -> String {
        line(app)
    }
}

#[derive(Debug, clap::Args)]
struct Upgrade {
    #[command(flatten)]
    app: OnForgeApp,
    #[command(flatten)]
    used: Use,
}

impl Ask for Upgrade {
    type Operation = routes::UpgradeForgeApp;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<NewManifest, Failure> {
        self.used.request()
    }

    fn warnings(upgraded: &ForgeUpgraded) -> Vec<String> {
        doubts(&upgraded.app)
    }

    fn words(upgraded: &ForgeUpgraded) -> String {
        let kind = match upgraded.major_changes.as_slice() {
            [] => "a minor version, of which nobody is told".to_owned(),
            changes => format!("a major version: {}", changes.join(", ")),
        };
        format!("{}; {kind}", line(&upgraded.app))
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
