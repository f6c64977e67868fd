//! The apps on Forge of a site, looked up.

use super::installation::ForgeInstallation;
use crate::manifest::Manifest;
use crate::site::Site;
use crate::site::installation::{Installation, Status};
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

    /// Their manifests.
    pub(crate) fn forge_manifests(&self) -> Vec<Manifest> {
        let apps = self.forge.apps.values();
        let there = apps.filter(|app| app.status != Status::Uninstalled);
        there.map(|app| app.manifest.clone()).collect()
    }

    /// The app that this key of Connect's is taken by, now.
    pub(crate) fn forge_app_of_key(&self, app_key: &str) -> Option<&ForgeInstallation> {
        let mut apps = self.forge.apps.values();
        apps.find(|app| {
            app.status != Status::Uninstalled && app.manifest.connect_key() == Some(app_key)
        })
    }

    /// The app that a Connect installation is half of.
    pub(in crate::site) fn half_of(&self, half: &Installation) -> Option<&ForgeInstallation> {
        let of = half.source.forge.as_ref()?;
        self.forge_app(of.app_id.as_deref()?)
    }

    /// The bare id of an installation.
    pub(crate) fn forge_installation_id(&self, app: &ForgeInstallation) -> String {
        self.identity()
            .forge_installation(app.manifest.app_id(), app.place)
    }

    /// Gives the app another licence; false if it is not there.
    pub(crate) fn set_forge_licence(&mut self, app_id: &str, licence: Licence) {
        let Some(app) = self.forge.apps.get_mut(app_id) else {
            return;
        };
        app.licence = licence;
        let half = app.connect_key().and_then(|key| self.apps.get_mut(key));
        if let Some(half) = half.filter(|half| half.source.is_half_of(app_id)) {
            half.licence = licence;
        }
    }

    /// The app that a Connect app is half of has one licence with it.
    pub(in crate::site) fn share_licence(&mut self, app_key: &str, licence: Licence) {
        let half = self.apps.get(app_key);
        let of = half.and_then(|half| half.source.forge.as_ref()?.app_id.as_deref());
        let app = of.and_then(|id| self.forge.apps.get_mut(id));
        if let Some(app) = app.filter(|app| app.connect_key() == Some(app_key)) {
            app.licence = licence;
        }
    }
}
