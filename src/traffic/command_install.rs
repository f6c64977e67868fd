//! The command of an install, or of an upgrade, before it is known which.

use super::command::{Command, Installation};

impl Command {
    /// An install, or the upgrade of an app, before its descriptor is looked at.
    pub(crate) fn install(
        app: Option<String>,
        url: Option<String>,
        upgraded: Option<&str>,
    ) -> Self {
        let app = app.or_else(|| upgraded.map(str::to_owned));
        let installation = Installation { app, url };
        match upgraded {
            None => Command::Install(installation),
            Some(_) => Command::Upgrade {
                installation,
                changes: None,
            },
        }
    }

    /// Whether it is only known once a descriptor is read what it does.
    pub(super) fn is_to_be_learnt(&self) -> bool {
        matches!(
            self,
            Command::Install(_) | Command::Upgrade { changes: None, .. }
        )
    }
}
