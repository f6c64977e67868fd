//! The apps on Forge of a site, looked up.

use super::installation::ForgeInstallation;
use crate::site::Site;
use crate::site::installation::Status;
use crate::site::licence::Licence;

impl Site {
    /// The app of this id, if it is or ever was installed.
    pub(crate) fn forge_app(&self, app_id: &str) -> Option<&ForgeInstallation> {
        self.forge.apps.get(app_id)
    }

    /// The ids of the apps that are installed now.
    pub(crate) fn forge_apps(&self) -> Vec<String> {
        let apps = self.forge.apps.iter();
        let there = apps.filter(|(_, app)| app.status != Status::Uninstalled);
        there.map(|(id, _)| id.clone()).collect()
    }

    /// The app that this key of Connect's is taken by, now.
    pub(crate) fn forge_app_of_key(&self, app_key: &str) -> Option<&ForgeInstallation> {
        let mut apps = self.forge.apps.values();
        apps.find(|app| {
            app.status != Status::Uninstalled && app.manifest.connect_key() == Some(app_key)
        })
    }

    /// The bare id of an installation.
    pub(crate) fn forge_installation_id(&self, app: &ForgeInstallation) -> String {
        self.identity()
            .forge_installation(app.manifest.app_id(), app.place)
    }

    /// Gives the app another licence; false if it is not there.
    pub(crate) fn set_forge_licence(&mut self, app_id: &str, licence: Licence) -> bool {
        let Some(app) = self.forge.apps.get_mut(app_id) else {
            return false;
        };
        app.licence = licence;
        let key = app.connect_key().map(str::to_owned);
        key.is_none_or(|key| self.set_licence(&key, licence))
    }
}
