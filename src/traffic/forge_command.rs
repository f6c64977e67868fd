//! `ForgeCommand`: what the tester did to an app on Forge, and its words.

use std::fmt;

use serde::Serialize;

use super::texts::Texts;

/// What the tester did that Forge has and Connect has not. `Display` words it on one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ForgeCommand {
    /// An app on Forge is installed or gets another manifest, or was asked to be.
    InstallForge {
        /// Its bare id.
        app: String,
        /// Whether it was there already.
        upgrade: bool,
    },
    /// An app on Forge is uninstalled.
    UninstallForge {
        /// Its bare id.
        app: String,
    },
    /// A schedule of an app on Forge is run.
    RunSchedule {
        /// The app's bare id.
        app: String,
        /// The key of the schedule.
        schedule: String,
    },
    /// A Connect app moves to Forge, or was asked to.
    MoveToForge {
        /// Its bare id on Forge.
        app: String,
        /// Its key on Connect.
        from: String,
    },
    /// The installation of an app on Forge gets another id, and nobody is told.
    ChangeInstallationId {
        /// The app's bare id.
        app: String,
    },
    /// What waits to be tried again for an app on Forge is tried now.
    RetryEvents {
        /// The app's bare id.
        app: String,
    },
    /// Connect is served no more.
    EndConnect,
    /// A remote of an app on Forge is called.
    Invoke {
        /// The app's id.
        app: String,
        /// Which endpoint, by whom, and how.
        what: String,
        /// Who looks at the page; none if nobody is logged in, and for a function.
        #[serde(rename = "as")]
        account: Option<String>,
    },
}

impl Texts for ForgeCommand {
    fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Self::RunSchedule { app, schedule } => vec![app, schedule],
            Self::MoveToForge { app, from } => vec![app, from],
            Self::Invoke { app, what, account } => [app, what].into_iter().chain(account).collect(),
            Self::InstallForge { app, upgrade: _ }
            | Self::UninstallForge { app }
            | Self::ChangeInstallationId { app }
            | Self::RetryEvents { app } => vec![app],
            Self::EndConnect => Vec::new(),
        }
    }
}

impl ForgeCommand {
    /// The command by its name, for a trace.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::InstallForge { .. } => "install_forge",
            Self::UninstallForge { .. } => "uninstall_forge",
            Self::RunSchedule { .. } => "run_schedule",
            Self::MoveToForge { .. } => "move_to_forge",
            Self::ChangeInstallationId { .. } => "change_installation_id",
            Self::RetryEvents { .. } => "retry_events",
            Self::EndConnect => "end_connect",
            Self::Invoke { .. } => "invoke",
        }
    }
}

impl fmt::Display for ForgeCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InstallForge { app, upgrade } => put_on_forge(app, *upgrade, f),
            Self::UninstallForge { app } => write!(f, "uninstall `{app}` from Forge"),
            Self::RunSchedule { app, schedule } => {
                write!(f, "run the schedule `{schedule}` of `{app}`")
            }
            Self::MoveToForge { app, from } => write!(f, "move `{from}` to Forge as `{app}`"),
            Self::RetryEvents { app } => write!(f, "try the events for `{app}` again"),
            Self::EndConnect => f.write_str("end Connect on the site"),
            Self::ChangeInstallationId { app } => {
                write!(
                    f,
                    "change the installationId of `{app}`; the app is not told"
                )
            }
            Self::Invoke { app, what, account } => invoked(f, app, what, account.as_deref()),
        }
    }
}

fn put_on_forge(app: &str, upgrade: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let what = if upgrade { "upgrade" } else { "install" };
    write!(f, "{what} `{app}` on Forge from a manifest")
}

fn invoked(
    f: &mut fmt::Formatter<'_>,
    app: &str,
    what: &str,
    account: Option<&str>,
) -> fmt::Result {
    write!(f, "call {what} of `{app}`")?;
    account.map_or(Ok(()), |who| write!(f, " as {who}"))
}
