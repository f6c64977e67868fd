//! One app on the tenant: its status, secret, descriptor and dynamic modules.

use serde::{Deserialize, Serialize};

use super::disabled::DisabledReason;
use super::dynamic_modules::{DynamicModules, Translations};
use super::licence::Licence;
use crate::descriptor::Descriptor;
use crate::secret::Secret;

/// Where an app stands on the tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// Its `installed` is not answered yet.
    Installing,
    /// Installed and active.
    Enabled,
    /// Installed and switched off, its modules hidden.
    Disabled,
    /// Gone; the tenant remembers its last secret and its dynamic modules.
    Uninstalled,
}

/// Where a descriptor came from, and whether there is a backend to call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// `None` for a descriptor given as a value, or from a file.
    pub(crate) url: Option<String>,
    /// The file that it was read from.
    pub(crate) file: Option<DescriptorFile>,
    /// The base URL that counts in place of the descriptor's own.
    pub(crate) base_url: Option<String>,
    /// Whether callbacks are sent, or only recorded.
    pub(crate) reachable: bool,
    /// What makes it an app on Forge.
    pub(crate) forge: Option<OnForge>,
}

impl Source {
    /// Whether a manifest has put it on Forge, and no setting.
    pub(crate) fn is_by_manifest(&self) -> bool {
        let forge = self.forge.as_ref();
        forge.is_some_and(|forge| forge.app_id.is_some())
    }

    /// Whether it is the Connect half of the app of this id.
    #[cfg(feature = "forge")]
    pub(crate) fn is_half_of(&self, app_id: &str) -> bool {
        let forge = self.forge.as_ref();
        forge.is_some_and(|forge| forge.app_id.as_deref() == Some(app_id))
    }
}

/// What an installation has that is an app on Forge, or the Connect half of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OnForge {
    /// The bare id of the app that it is half of; none where a setting says that all apps are on Forge.
    pub(crate) app_id: Option<String>,
    /// Whether this version came with an update that nobody had to approve.
    pub(crate) is_minor: bool,
}

/// A file with a descriptor, and who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DescriptorFile {
    /// The tenant, each time anew.
    OfTenant(std::path::PathBuf),
    /// The tester, who gave the text and may have another machine: the tenant only remembers it.
    OfTester(String),
}

/// Keys and values in the order in which they were written first; values as they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct AppProperties(pub(super) Vec<(String, String)>);

impl AppProperties {
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.as_str())
    }
}

/// One app on the tenant; survives its uninstall.
#[derive(Clone, Debug)]
pub(crate) struct Installation {
    pub(crate) status: Status,
    /// Why it is disabled, as long as it is.
    pub(crate) disabled: Option<DisabledReason>,
    /// Which installation of the app on this site it is, from 1. An upgrade stays in the same one.
    pub(crate) place: u32,
    pub(crate) descriptor: Descriptor,
    pub(crate) source: Source,
    pub(crate) secret: Option<Secret>,
    pub(crate) dynamic: DynamicModules,
    pub(crate) translations: Translations,
    pub(crate) properties: AppProperties,
    pub(crate) licence: Licence,
    /// What `installed` asks the app about at this moment.
    pub(crate) pending: Option<Pending>,
}

/// Why the app is asked by `installed`, and what to go back to should it refuse.
#[derive(Clone, Debug)]
pub(crate) enum Pending {
    /// It is not installed yet: refused, nothing is left of it.
    FirstInstall,
    /// A new version, or the return of an app that was uninstalled.
    Upgrade(Box<Before>),
    /// A new secret; the old one, should the app refuse it.
    Rotation { old_secret: Option<Secret> },
    /// A new base URL of the site, which stays whatever the app says.
    Rename,
}

/// The state before an upgrade. The dynamic modules are part of it, for the app may call before it
/// answers `installed` (setting `during_installed`).
#[derive(Clone, Debug)]
pub(crate) struct Before {
    pub(crate) status: Status,
    place: u32,
    descriptor: Descriptor,
    source: Source,
    secret: Option<Secret>,
    dynamic: DynamicModules,
}

impl Installation {
    pub(crate) fn first(descriptor: Descriptor, source: Source, secret: Option<Secret>) -> Self {
        Self {
            status: Status::Installing,
            disabled: None,
            place: 1,
            descriptor,
            source,
            secret,
            dynamic: DynamicModules::default(),
            translations: Translations::new(),
            properties: AppProperties::default(),
            licence: Licence::default(),
            pending: Some(Pending::FirstInstall),
        }
    }

    /// The new version takes the place of the old one, which is remembered.
    pub(super) fn upgrade(
        &mut self,
        place: u32,
        descriptor: Descriptor,
        source: Source,
        secret: Option<Secret>,
    ) {
        let before = Before {
            status: std::mem::replace(&mut self.status, Status::Installing),
            place: std::mem::replace(&mut self.place, place),
            descriptor: std::mem::replace(&mut self.descriptor, descriptor),
            source: std::mem::replace(&mut self.source, source),
            secret: std::mem::replace(&mut self.secret, secret),
            dynamic: self.dynamic.clone(),
        };
        self.pending = Some(Pending::Upgrade(Box::new(before)));
    }

    /// Everything as it was before the upgrade.
    pub(super) fn restore(&mut self, before: Before) {
        self.status = before.status;
        self.place = before.place;
        self.descriptor = before.descriptor;
        self.source = before.source;
        self.secret = before.secret;
        self.dynamic = before.dynamic;
    }

    /// The secret that the app knows: while `installed` may bring it a new one, that of before,
    /// if there was one.
    pub(super) fn known_secret(&self) -> Option<&Secret> {
        match &self.pending {
            Some(Pending::FirstInstall) => None,
            Some(Pending::Upgrade(before)) => before.secret.as_ref(),
            Some(Pending::Rotation { old_secret }) => old_secret.as_ref(),
            Some(Pending::Rename) | None => self.secret.as_ref(),
        }
    }
}
