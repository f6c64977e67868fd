//! Commands in words, and the texts in them.

use std::fmt;

use super::command::{Command, Installation, Permission};
use super::masks::label;
use super::texts::Texts;
use crate::clock::ClockMove;
use crate::descriptor::Change;

/// How many changes of a descriptor a line tells.
const TOLD: usize = 8;

impl Texts for Command {
    fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Command::Install(installation) | Command::Reinstall(installation) => {
                installation.texts().collect()
            }
            Command::Upgrade {
                installation,
                changes,
            } => {
                let changes = changes.iter_mut().flatten().flat_map(|change| {
                    let Change {
                        place,
                        before,
                        after,
                    } = change;
                    [place].into_iter().chain(before).chain(after)
                });
                installation.texts().chain(changes).collect()
            }
            Command::Uninstall { app }
            | Command::Disable { app }
            | Command::Enable { app }
            | Command::RotateSecret { app }
            | Command::RepeatInstalled { app }
            | Command::SetLicence { app, licence: _ } => vec![app],
            Command::RenameSite { base_url } => vec![base_url],
            Command::AddUser { account } => vec![account],
            Command::Deny(permission) | Command::Allow(permission) => {
                let Permission {
                    account,
                    operation,
                    content,
                } = permission;
                vec![account, operation, content]
            }
            Command::AddContent { kind: text, id: _ }
            | Command::AddProperty { page: _, key: text } => vec![text],
            Command::AddSpace { key: text } | Command::Fire { event: text } => vec![text],
            Command::Forge(command) => command.texts(),
            Command::Open { app, what, account } => {
                [app, what].into_iter().chain(account).collect()
            }
            Command::Inject { number: _, fault } => vec![fault],
            Command::Stub { conditions } => conditions.iter_mut().collect(),
            Command::Hold { exchanges } | Command::Release { exchanges } => vec![exchanges],
            Command::ImportSite
            | Command::RecreateSite
            | Command::RotateInstallKey
            | Command::RotateInvocationKey
            | Command::MoveClock(_)
            | Command::AddMacro { .. }
            | Command::AddAttachment { .. }
            | Command::AddSite
            | Command::RemoveFault { .. }
            | Command::ClearFaults
            | Command::ClearStubs
            | Command::Mask { .. } => Vec::new(),
        }
    }
}

impl Command {
    /// The command by its name, for a trace.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Command::Install(_) | Command::Reinstall(_) | Command::Upgrade { .. } => "install",
            Command::Uninstall { .. } => "uninstall",
            Command::Disable { .. } => "disable",
            Command::Enable { .. } => "enable",
            Command::RotateSecret { .. } => "rotate_secret",
            Command::RepeatInstalled { .. } => "repeat_installed",
            Command::RenameSite { .. } => "rename_site",
            Command::ImportSite => "import_site",
            Command::RecreateSite => "recreate_site",
            Command::RotateInstallKey => "rotate_install_key",
            Command::RotateInvocationKey => "rotate_invocation_key",
            Command::MoveClock(_) => "clock",
            Command::SetLicence { .. } => "set_licence",
            Command::AddUser { .. } => "add_user",
            Command::Deny(_) => "deny",
            Command::Allow(_) => "allow",
            Command::AddContent { .. } => "add_content",
            Command::AddSpace { .. } => "add_space",
            Command::AddMacro { .. } => "add_macro",
            Command::AddAttachment { .. } => "add_attachment",
            Command::AddSite => "add_site",
            Command::AddProperty { .. } => "add_property",
            Command::Fire { .. } => "fire",
            Command::Open { .. } => "open",
            Command::Forge(command) => command.name(),
            Command::Inject { .. } => "inject",
            Command::RemoveFault { .. } => "remove_fault",
            Command::ClearFaults => "clear_faults",
            Command::Stub { .. } => "stub",
            Command::ClearStubs => "clear_stubs",
            Command::Mask { .. } => "mask",
            Command::Hold { .. } => "hold",
            Command::Release { .. } => "release",
        }
    }
}

impl Installation {
    fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        self.app.iter_mut().chain(&mut self.url)
    }
}

/// "`my-app` from http://localhost:3000/atlassian-connect.json"
impl fmt::Display for Installation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(app) = &self.app {
            write!(f, "`{app}` ")?;
        }
        match &self.url {
            Some(url) => write!(f, "from {url}"),
            None => f.write_str("from a value"),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Command::Install(installation) => write!(f, "install {installation}"),
            Command::Reinstall(installation) => write!(f, "install again {installation}"),
            Command::Upgrade {
                installation,
                changes,
            } => {
                write!(f, "upgrade {installation}")?;
                changes.iter().try_for_each(|changes| told(changes, f))
            }
            Command::Uninstall { app } => write!(f, "uninstall `{app}`"),
            Command::Disable { app } => write!(f, "disable `{app}`"),
            Command::Enable { app } => write!(f, "enable `{app}`"),
            Command::RotateSecret { app } => write!(f, "rotate the secret of `{app}`"),
            Command::RepeatInstalled { app } => write!(f, "repeat `installed` to `{app}`"),
            Command::RenameSite { base_url } => write!(f, "rename the site to {base_url}"),
            Command::ImportSite => f.write_str("import the site"),
            Command::RecreateSite => f.write_str("make the site anew"),
            Command::RotateInstallKey => f.write_str("rotate the install key"),
            Command::RotateInvocationKey => f.write_str("rotate Forge's invocation key"),
            Command::MoveClock(clock_move) => moved(*clock_move, f),
            Command::SetLicence { app, licence } => {
                write!(f, "licence of `{app}`: {}", licence.name())
            }
            Command::AddUser { account } => write!(f, "add the user {account}"),
            Command::Deny(permission) => write!(f, "deny {permission}"),
            Command::Allow(permission) => write!(f, "allow {permission}"),
            Command::AddContent { kind, id } => write!(f, "add the {kind} {id}"),
            Command::AddSpace { key } => write!(f, "add the space {key}"),
            Command::AddMacro { page } => write!(f, "add a macro to page {page}"),
            Command::AddSite => f.write_str("add a site from a file"),
            Command::AddAttachment { page, id } => {
                write!(f, "add the attachment {id} to page {page}")
            }
            Command::AddProperty { page, key } => {
                write!(f, "add the property `{key}` to page {page}")
            }
            Command::Fire { event } => write!(f, "fire `{event}`"),
            Command::Open { app, what, account } => {
                let who = account.as_deref().unwrap_or("nobody");
                write!(f, "open {what} of `{app}` as {who}")
            }
            Command::Forge(command) => command.fmt(f),
            Command::Inject { number, fault } => write!(f, "inject fault {number}: {fault}"),
            Command::RemoveFault { number } => write!(f, "take fault {number} back"),
            Command::ClearFaults => f.write_str("take all faults back"),
            Command::Stub { conditions } if conditions.is_empty() => f.write_str("mount a mock"),
            Command::Stub { conditions } => write!(f, "stub {}", conditions.join(", ")),
            Command::ClearStubs => f.write_str("take all stubs back"),
            Command::Mask { number } => write!(f, "mask a text: {}", label(*number)),
            Command::Hold { exchanges } => write!(f, "hold {exchanges}"),
            Command::Release { exchanges } => write!(f, "release {exchanges}"),
        }
    }
}

fn told(changes: &[Change], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if changes.is_empty() {
        return f.write_str(": the descriptor is the same");
    }
    for (place, change) in changes.iter().take(TOLD).enumerate() {
        write!(f, "{} {change}", if place == 0 { ":" } else { "," })?;
    }
    match changes.len().saturating_sub(TOLD) {
        0 => Ok(()),
        more => write!(f, ", and {more} more"),
    }
}

fn moved(clock_move: ClockMove, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match clock_move {
        ClockMove::Advance { millis } => write!(f, "clock {} s on", Seconds(millis)),
        ClockMove::Rewind { millis } => write!(f, "clock {} s back", Seconds(millis)),
        // Mostly computed from the system's time, so another in every run.
        ClockMove::Set { .. } => f.write_str("clock set to {date}"),
        ClockMove::Reset => f.write_str("clock reset to the system's time"),
    }
}

/// Milliseconds as seconds: `300`, `0.25`.
struct Seconds(i64);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.rem_euclid(1000) {
            0 => write!(f, "{}", self.0 / 1000),
            millis => write!(f, "{}.{millis:03}", self.0 / 1000),
        }
    }
}
