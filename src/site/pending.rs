//! The tickets of steps whose `installed` is out: each is taken by the end of its own step alone.

/// What `begin_install` found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begun {
    First,
    Upgrade,
    Reinstall,
}

/// An install, upgrade or reinstall whose `installed` is out.
#[derive(Debug)]
#[must_use]
pub(crate) struct PendingInstall {
    pub(super) app_key: String,
    pub(super) begun: Begun,
}

impl PendingInstall {
    pub(crate) fn begun(&self) -> Begun {
        self.begun
    }
}

/// A rotation of an app's secret whose `installed` is out.
#[derive(Debug)]
#[must_use]
pub(crate) struct PendingRotation {
    pub(super) app_key: String,
}

/// A site rename that one app is told of.
#[derive(Debug)]
#[must_use]
pub(crate) struct PendingRename {
    pub(super) app_key: String,
}

impl PendingRename {
    pub(crate) fn app_key(&self) -> &str {
        &self.app_key
    }
}
