//! One app on Forge: its manifest, its version, and which installation of it this is.

use std::collections::BTreeMap;
use std::fmt;

use super::modules::ForgeModules;
use crate::manifest::{Manifest, Trigger};
use crate::site::installation::Status;
use crate::site::licence::Licence;

/// The apps on Forge of one site, by the bare id of each, those that are gone among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct ForgeApps {
    pub(super) apps: BTreeMap<String, ForgeInstallation>,
    /// How often each was installed.
    pub(super) installs: BTreeMap<String, u32>,
}

/// One app on Forge; survives its uninstall.
#[derive(Clone, Debug)]
pub(crate) struct ForgeInstallation {
    pub(crate) manifest: Manifest,
    pub(crate) status: Status,
    /// Which installation of the app on this site it is, from 1. An upgrade stays in the same one.
    pub(crate) place: u32,
    pub(crate) version: AppVersion,
    /// The number of the deployment.
    pub(crate) build: u32,
    pub(crate) licence: Licence,
    /// When it was installed; none while it is. An upgrade changes nothing about it.
    pub(crate) since: Option<i64>,
    /// Those that it made itself.
    pub(super) modules: ForgeModules,
}

/// `major.minor.0`: how Forge counts the versions of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AppVersion {
    major: u32,
    minor: u32,
}

impl AppVersion {
    /// What a new app begins with.
    pub(super) const FIRST: Self = Self { major: 1, minor: 1 };

    pub(super) fn next(self, is_major: bool) -> Self {
        match is_major {
            true => Self {
                major: self.major.saturating_add(1),
                minor: 0,
            },
            false => Self {
                minor: self.minor.saturating_add(1),
                ..self
            },
        }
    }
}

impl fmt::Display for AppVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.0", self.major, self.minor)
    }
}

impl ForgeInstallation {
    /// The key of its Connect half, if it has one.
    pub(crate) fn connect_key(&self) -> Option<&str> {
        let modules = self.manifest.value().get("connectModules");
        modules.and_then(|_| self.manifest.connect_key())
    }

    /// By what the log knows it: the key of its Connect half, for it is one backend, or its id.
    pub(crate) fn log_key(&self) -> &str {
        self.manifest
            .connect_key()
            .unwrap_or(self.manifest.app_id())
    }

    /// The triggers that there are now, those of the manifest first.
    pub(super) fn triggers(&self) -> impl Iterator<Item = Trigger<'_>> {
        let made = self.modules.shown(&self.manifest);
        let made = made.filter(|one| one.kind == "trigger");
        self.manifest
            .triggers()
            .chain(made.map(|one| Trigger::of(&one.data)))
    }

    /// The keys of the modules that it made itself, but for those that a static one hides.
    pub(crate) fn dynamic_keys(&self) -> Vec<String> {
        let shown = self.modules.shown(&self.manifest);
        shown.map(|one| one.key.clone()).collect()
    }

    /// Whether the licence is one that lets a trigger with `appIsLicensed` go. A free app needs none.
    pub(super) fn is_licensed(&self) -> bool {
        self.licence.is_active()
    }
}
