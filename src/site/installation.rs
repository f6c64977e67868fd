//! One app on the tenant: its status, secret, descriptor and dynamic modules.

use serde::Serialize;

use super::app_properties::AppProperties;
use super::dynamic_modules::{DynamicModules, Translations};
use super::licence::Licence;
use crate::descriptor::Descriptor;

/// Where an app stands on the tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// `None` for a descriptor given as a value.
    pub(crate) url: Option<String>,
    /// Whether callbacks are sent, or only recorded.
    pub(crate) reachable: bool,
}

/// One app on the tenant; survives its uninstall.
#[derive(Clone, Debug)]
pub(crate) struct Installation {
    pub(crate) status: Status,
    pub(crate) descriptor: Descriptor,
    pub(crate) source: Source,
    pub(crate) secret: Option<String>,
    pub(crate) dynamic: DynamicModules,
    pub(crate) translations: Translations,
    pub(crate) properties: AppProperties,
    pub(crate) licence: Licence,
    /// Whether an `installed` is due because of a site rename.
    pub(crate) renaming: bool,
    /// What to go back to should `installed` fail.
    pub(crate) before: Option<Before>,
}

/// The state before a step that asks the app by `installed`.
#[derive(Clone, Debug)]
pub(crate) struct Before {
    pub(crate) status: Status,
    pub(crate) descriptor: Descriptor,
    pub(crate) source: Source,
    pub(crate) secret: Option<String>,
    pub(crate) dynamic: DynamicModules,
}

impl Installation {
    pub(crate) fn first(descriptor: Descriptor, source: Source, secret: Option<String>) -> Self {
        Self {
            status: Status::Installing,
            descriptor,
            source,
            secret,
            dynamic: DynamicModules::default(),
            translations: Translations::new(),
            properties: AppProperties::default(),
            licence: Licence::default(),
            renaming: false,
            before: None,
        }
    }

    /// Remembers where to go back to. The dynamic modules are part of it, for the app may call
    /// before it answers `installed` (setting `during_installed`).
    pub(crate) fn remember(&mut self) {
        self.before = Some(Before {
            status: self.status,
            descriptor: self.descriptor.clone(),
            source: self.source.clone(),
            secret: self.secret.clone(),
            dynamic: self.dynamic.clone(),
        });
    }
}
