//! The commands that bring an app on Forge: its first version, or another.

use mockfluence::manifest::{ForgeEnvironment, Manifest};

use super::apps::{level, status};
use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnForgeApp, OnTenant};
use super::source::host;
use super::validate;
use super::values::pair;
use crate::cli::contract::forge::{ForgeApp as Shown, ForgeUpgraded, NewManifest};
use crate::cli::control::routes;

/// A manifest, and how the tenant is to use it.
#[derive(Debug, clap::Args)]
pub(super) struct Use {
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
    pub(super) fn request(self) -> Result<NewManifest, Failure> {
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

pub(super) fn line(app: &Shown) -> String {
    let half = app.connect_key.as_ref();
    let half = half.map_or_else(String::new, |key| format!(", Connect half {key}"));
    format!("{} {}: {}{half}", app.id, app.version, status(app.status))
}

pub(super) fn doubts(app: &Shown) -> Vec<String> {
    let doubts = app.warnings.iter();
    doubts.map(|doubt| format!("! {}", doubt.text)).collect()
}

pub(super) fn details(app: &Shown) -> String {
    let waiting = app.event_retries.iter().map(|one| {
        let (event, trigger) = (&one.event, &one.trigger);
        format!(
            "\nto be tried again: {event} to {trigger}, retry {} ({})",
            one.retry, one.reason
        )
    });
    let modules = match app.dynamic_module_keys.as_slice() {
        [] => String::new(),
        keys => format!("\ndynamic modules: {}", keys.join(", ")),
    };
    format!(
        "{}\ninstallation: {}\naccount: {}\nlicence: {}{modules}{}",
        line(app),
        app.installation_id,
        app.account_id,
        level(app.licence),
        waiting.collect::<String>()
    )
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if it is refused, with the host's code and text.")]
pub(super) struct Install {
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
pub(super) struct Upgrade {
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
