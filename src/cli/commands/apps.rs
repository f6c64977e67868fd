//! The commands to an app, as an admin gives them.

use std::process::ExitCode;

use mockfluence::Licence as Level;
use serde_json::json;

use super::ask::{Ask, Run};
use super::failure::{Ended, Failure};
use super::format::say;
use super::places::{At, NamedApp, OnApp, OnTenant};
use super::remote::Remote;
use super::source::source;
use crate::cli::contract::apps::{
    App as LogReply, Apps as All, Callback, CallbackReport, LicenceChange, Source, Upgraded,
};
use crate::cli::contract::{Nothing, Operation};
use crate::cli::control::routes;

fn app_line(app: &LogReply) -> String {
    let version = app.version.as_deref().unwrap_or_default();
    format!("{} {version}: {}", app.key, status(app.status))
}

fn status(status: mockfluence::Status) -> String {
    let name = serde_json::to_value(status).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

pub(super) fn callback_lines(callbacks: &[Callback]) -> String {
    let line = |callback: &Callback| {
        let answer = callback.status.map(|status| status.to_string());
        let answer = answer.unwrap_or_else(|| "no answer".to_owned());
        format!("{}  {answer}", callback.path)
    };
    callbacks.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn worded(report: &CallbackReport) -> String {
    let mut lines = callback_lines(&report.callbacks);
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines + &status(report.status)
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if it is refused, with the host's code and text.")]
pub(in crate::cli) struct Install {
    /// Its descriptor: a URL, or a file
    descriptor: String,
    /// Callbacks are recorded, and nothing is sent
    #[arg(long)]
    without_backend: bool,
    /// A host beyond loopback that the tenant may call besides the one that is given
    #[arg(long = "allowed-target", value_name = "HOST")]
    allowed_targets: Vec<String>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Install {
    type Operation = routes::InstallApp;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Source, Failure> {
        source(
            Some(self.descriptor),
            self.without_backend,
            self.allowed_targets,
        )
    }

    fn words(app: &LogReply) -> String {
        app_line(app)
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Upgrade {
    /// The new descriptor: a URL, or a file; without it, what the app's URL gives now
    descriptor: Option<String>,
    /// Callbacks are recorded, and nothing is sent
    #[arg(long)]
    without_backend: bool,
    /// A host beyond loopback that the tenant may call besides the one that is given
    #[arg(long = "allowed-target", value_name = "HOST")]
    allowed_targets: Vec<String>,
    #[command(flatten)]
    on: OnApp,
}

impl Ask for Upgrade {
    type Operation = routes::UpgradeApp;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Source, Failure> {
        source(self.descriptor, self.without_backend, self.allowed_targets)
    }

    fn words(upgraded: &Upgraded) -> String {
        let app = app_line(&upgraded.app);
        match upgraded.removed_modules.len() {
            0 => app,
            removed => format!("{app}; {removed} dynamic modules removed"),
        }
    }
}

/// Commands that need nothing but to know which app.
macro_rules! to_app {
    ($($command:ident: $operation:ident, $reply:ty, $words:path;)*) => {$(
        #[derive(Debug, clap::Args)]
        pub(in crate::cli) struct $command {
            #[command(flatten)]
            app: NamedApp,
        }

        impl Ask for $command {
            type Operation = routes::$operation;

            fn at(&self) -> At<'_> {
                self.app.at()
            }

            fn request(self) -> Result<Nothing, Failure> {
                Ok(Nothing {})
            }

            fn words(reply: &$reply) -> String {
                $words(reply)
            }
        }
    )*};
}

to_app! {
    App: ShowApp, LogReply, details;
    Disable: DisableApp, CallbackReport, worded;
    Enable: EnableApp, CallbackReport, worded;
    Uninstall: UninstallApp, CallbackReport, worded;
    RotateSecret: RotateSecret, LogReply, app_line;
    RepeatInstalled: RepeatInstalled, LogReply, app_line;
}

fn details(app: &LogReply) -> String {
    let unknown = || "none".to_owned();
    format!(
        "{}\nbaseUrl: {}\nsharedSecret: {}\nlicence: {}\naccount: {}",
        app_line(app),
        app.base_url.clone().unwrap_or_else(unknown),
        app.shared_secret.clone().unwrap_or_else(unknown),
        level(app.licence),
        app.account_id,
    )
}

fn level(licence: Level) -> String {
    let name = serde_json::to_value(licence).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Apps {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Apps {
    type Operation = routes::ListApps;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(all: &All) -> String {
        all.apps.iter().map(app_line).collect::<Vec<_>>().join("\n")
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Modules {
    #[command(flatten)]
    app: NamedApp,
}

impl Run for Modules {
    fn operations() -> Vec<&'static str> {
        vec![routes::ShowApp::NAME]
    }

    fn run(self) -> Ended {
        let at = self.app.at();
        let remote = Remote::of(&at)?;
        let path = remote.path::<routes::ShowApp>(&at)?;
        let app = remote.ask::<routes::ShowApp>(&path, &Nothing {})?;
        let modules = json!({ "static": app.static_modules, "dynamic": app.dynamic_modules });
        say(at.format, &modules, format!("{modules:#}"))?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Licence {
    /// What the host says of the app from now on
    #[arg(value_enum)]
    licence: Level,
    #[command(flatten)]
    app: NamedApp,
}

impl Ask for Licence {
    type Operation = routes::SetLicence;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<LicenceChange, Failure> {
        Ok(LicenceChange {
            licence: self.licence,
        })
    }

    fn words(app: &LogReply) -> String {
        format!("{}, licence {}", app_line(app), level(app.licence))
    }
}
