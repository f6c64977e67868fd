//! The commands to an app, as an admin gives them.

use std::process::ExitCode;

use mockfluence::{Licence as Level, Status};
use serde_json::json;

use super::ask::{Ask, Run};
use super::failure::{DONE, Ended, Failure, LEFT_DISABLED, unless};
use super::forgeries::shouted;
use super::format::say;
use super::places::{At, NamedApp, OnTenant};
use super::remote::Remote;
use crate::cli::contract::apps::{
    App as LogReply, Apps as All, Callback, CallbackReport, LicenceChange,
};
use crate::cli::contract::{Nothing, Operation};
use crate::cli::control::routes;

/// What is said of the app beside the answer.
pub(super) fn doubts(app: &LogReply) -> Vec<String> {
    let doubts = app.warnings.iter();
    let doubts = doubts.map(|doubt| format!("! {}", doubt.text));
    doubts.chain(shouted(&app.accepted_forgeries)).collect()
}

pub(super) fn app_line(app: &LogReply) -> String {
    let version = app.version.as_deref().unwrap_or_default();
    let why = app.disabled_reason.as_ref();
    let why = why.map_or_else(String::new, |why| format!(" ({why})"));
    format!("{} {version}: {}{why}", app.key, status(app.status))
}

pub(super) fn status(status: Status) -> String {
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

/// Commands that need nothing but to know which app.
macro_rules! to_app {
    ($($command:ident: $operation:ident, $reply:ty, $words:path, $warnings:path, $ending:path;)*) => {$(
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

            fn warnings(reply: &$reply) -> Vec<String> {
                $warnings(reply)
            }

            fn ending(reply: &$reply, _: Option<u16>) -> u8 {
                $ending(reply)
            }
        }
    )*};
}

to_app! {
    App: ShowApp, LogReply, details, doubts, shown;
    Disable: DisableApp, CallbackReport, worded, accepted, refused;
    Enable: EnableApp, CallbackReport, worded, accepted, enabled;
    Uninstall: UninstallApp, CallbackReport, worded, accepted, refused;
    RotateSecret: RotateSecret, LogReply, app_line, accepted_installed, refused_installed;
    RepeatInstalled: RepeatInstalled, LogReply, app_line, accepted_installed, refused_installed;
}

fn shown(_: &LogReply) -> u8 {
    DONE
}

fn accepted(report: &CallbackReport) -> Vec<String> {
    shouted(&report.accepted_forgeries).collect()
}

fn refused(report: &CallbackReport) -> u8 {
    unless(report.accepted_forgeries.is_empty())
}

fn enabled(report: &CallbackReport) -> u8 {
    match (refused(report), report.status) {
        (DONE, Status::Enabled) => DONE,
        (DONE, _) => LEFT_DISABLED,
        (other, _) => other,
    }
}

fn accepted_installed(app: &LogReply) -> Vec<String> {
    shouted(&app.accepted_forgeries).collect()
}

fn refused_installed(app: &LogReply) -> u8 {
    unless(app.accepted_forgeries.is_empty())
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

pub(super) fn level(licence: Level) -> String {
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
