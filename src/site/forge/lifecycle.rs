//! What install, upgrade and uninstall do to the site's memory of an app on Forge.

use std::collections::BTreeSet;

use super::installation::{AppVersion, ForgeInstallation};
use crate::manifest::{ForgeEnvironment, Manifest};
use crate::settings::ForgeModulesOnReinstall;
use crate::site::Site;
use crate::site::installation::{OnForge, Status};
use crate::site::user::User;

/// Why an app cannot be installed on the site. Texts and codes are assumed: that it is blocked is documented.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ForgeRefusal {
    pub(crate) sub_code: &'static str,
    pub(crate) message: String,
    pub(crate) detail: String,
}

/// An install or upgrade that has begun: what to go back to, should the app's Connect half refuse it.
#[derive(Debug)]
#[must_use]
pub(crate) struct PendingForge {
    pub(crate) app_id: String,
    before: Option<Box<ForgeInstallation>>,
    /// Why an admin had to approve it, for an upgrade.
    pub(crate) major: Vec<&'static str>,
    /// Whether it is the upgrade of an app that is there.
    pub(crate) is_upgrade: bool,
    /// The keys of the half that the app had, and of the Connect app that moves.
    former: BTreeSet<String>,
}

impl PendingForge {
    /// Whether nobody is told of it.
    pub(crate) fn is_minor(&self) -> bool {
        self.is_upgrade && self.major.is_empty()
    }

    /// What makes a Connect installation the half of this app.
    pub(crate) fn on_forge(&self) -> OnForge {
        OnForge {
            app_id: Some(self.app_id.clone()),
            is_minor: self.is_minor(),
        }
    }
}

impl Site {
    /// Why this app cannot be here: another environment of it is, its key is not the one that was deployed, or is taken,
    /// by another app than the one that moves.
    pub(crate) fn forge_refusal(
        &self,
        manifest: &Manifest,
        moving: Option<&str>,
    ) -> Option<ForgeRefusal> {
        let known = self.forge_app(manifest.app_id());
        let refusal = known.and_then(|known| unlike(manifest, known));
        if refusal.is_some() {
            return refusal;
        }
        let key = manifest.connect_key()?;
        let others = self.forge_app_of_key(key);
        let others = others.filter(|app| app.manifest.app_id() != manifest.app_id());
        let by_connect = self.installation(key).filter(|app| {
            let there = app.status != Status::Uninstalled;
            there && !app.source.is_half_of(manifest.app_id()) && moving != Some(key)
        });
        let taken = match (others, by_connect) {
            (Some(app), _) => format!("the app `{}` on Forge", app.manifest.app_id()),
            (None, Some(_)) => {
                "a Connect app, which has to move and not to be installed beside".to_owned()
            }
            (None, None) => return None,
        };
        Some(ForgeRefusal {
            sub_code: "forge.install.error.connect.key",
            message: format!("The Connect key {key} is installed on this site already."),
            detail: format!("`{key}` is {taken}: one key is once on a site"),
        })
    }

    /// The new manifest counts; the Connect half is to be asked.
    pub(crate) fn begin_forge(&mut self, manifest: Manifest, moving: Option<&str>) -> PendingForge {
        let app_id = manifest.app_id().to_owned();
        let before = self.forge.apps.get(&app_id).cloned();
        let there = before.as_ref();
        let there = there.filter(|app| app.status != Status::Uninstalled);
        let major = there.map_or_else(Vec::new, |app| manifest.major_changes(&app.manifest));
        let is_upgrade = there.is_some();
        let half = there.and_then(ForgeInstallation::connect_key);
        let former = half.into_iter().chain(moving).map(str::to_owned).collect();
        let installs = self.forge.installs.entry(app_id.clone()).or_default();
        if !is_upgrade {
            *installs = installs.saturating_add(1);
        }
        let place = *installs;
        let earlier = before.as_ref().map(|app| (app.version, app.build));
        let (version, build) = match (there.is_some(), earlier) {
            (true, Some((version, build))) => {
                (version.next(!major.is_empty()), build.saturating_add(1))
            }
            // What is installed again is what was deployed last.
            (false, Some(earlier)) => earlier,
            (_, None) => (AppVersion::FIRST, 1),
        };
        let status = there.map_or(Status::Installing, |app| app.status);
        // What an app is licensed for goes along with it.
        let moving = moving.and_then(|key| self.installation(key));
        let licence = moving.map(|app| app.licence);
        let licence = licence.or_else(|| before.as_ref().map(|app| app.licence));
        let licence = licence.unwrap_or_default();
        // They are the installation's: that they end with it is assumed.
        let kept = self.settings().forge_modules_on_reinstall == ForgeModulesOnReinstall::Kept;
        let modules = before.as_ref().filter(|_| is_upgrade || kept);
        let modules = modules.map_or_else(Default::default, |app| app.modules.clone());
        let app = ForgeInstallation {
            manifest,
            status,
            place,
            version,
            build,
            licence,
            since: there.and_then(|app| app.since),
            modules,
        };
        self.forge.apps.insert(app_id.clone(), app);
        PendingForge {
            app_id,
            before: before.map(Box::new),
            major,
            is_upgrade,
            former,
        }
    }

    /// The keys of the Connect half, and of the Connect app that moves, which the new manifest has no half for.
    pub(crate) fn former_halves(&self, pending: &PendingForge) -> Vec<String> {
        let app = self.forge_app(&pending.app_id);
        let now = app.and_then(ForgeInstallation::connect_key);
        let former = pending.former.iter();
        former.filter(|key| now != Some(key)).cloned().collect()
    }

    /// The Connect half took it, or there is none: the app is there, with an account of its own. A half that it has no
    /// more is gone.
    pub(crate) fn commit_forge(&mut self, pending: &PendingForge, now_millis: i64) {
        for former in self.former_halves(pending) {
            self.finish_uninstall(&former);
        }
        let Some(app) = self.forge.apps.get_mut(&pending.app_id) else {
            return;
        };
        app.status = Status::Enabled;
        app.since = app.since.or(Some(now_millis));
        let (name, licence) = (app.log_key().to_owned(), app.licence);
        self.set_forge_licence(&pending.app_id, licence);
        let account = self.forge_account(&pending.app_id);
        if self.user(&account).is_none() {
            self.add_user(User::of_app(account, &pending.app_id, &name));
        }
    }

    /// The Connect half refused: everything as it was.
    pub(crate) fn roll_back_forge(&mut self, pending: PendingForge) {
        match pending.before {
            Some(before) => self.forge.apps.insert(pending.app_id, *before),
            None => self.forge.apps.remove(&pending.app_id),
        };
    }

    /// The app is gone. What it was is remembered.
    pub(crate) fn finish_forge_uninstall(&mut self, app_id: &str) {
        if let Some(app) = self.forge.apps.get_mut(app_id) {
            app.status = Status::Uninstalled;
        }
    }

    /// Another id for the installation that is there; nobody is told.
    pub(crate) fn change_forge_installation(&mut self, app_id: &str) {
        let installs = self.forge.installs.entry(app_id.to_owned()).or_default();
        if let Some(app) = self.forge.apps.get_mut(app_id) {
            *installs = installs.saturating_add(1);
            app.place = *installs;
        }
    }

    /// The apps on Forge go with an import, without a word; their ids.
    pub(in crate::site) fn import_forge(&mut self) -> Vec<String> {
        let gone = self.forge_apps();
        for app in self.forge.apps.values_mut() {
            app.status = Status::Uninstalled;
        }
        gone
    }
}

/// Why this cannot be deployed after the version that the site knows.
fn unlike(manifest: &Manifest, known: &ForgeInstallation) -> Option<ForgeRefusal> {
    let (id, environment) = (manifest.app_id(), manifest.environment());
    let before = known.manifest.environment();
    if known.status != Status::Uninstalled && before != environment {
        let (before, now) = (before.token_name(), environment.token_name());
        return Some(ForgeRefusal {
            sub_code: "forge.install.error.environment",
            message: "The app is installed on this site from another environment.".to_owned(),
            detail: format!(
                "`{id}` is installed from its environment {before}; this is {now}: uninstall that first"
            ),
        });
    }
    let (old, new) = (known.manifest.connect_key(), manifest.connect_key());
    let in_production = [before, environment] == [ForgeEnvironment::Production; 2];
    if in_production && old != new {
        let shown = |key: Option<&str>| key.map_or("none".to_owned(), |key| format!("`{key}`"));
        return Some(ForgeRefusal {
            sub_code: "forge.deploy.error.connect.key",
            message: "The Connect key of an app in production cannot change.".to_owned(),
            detail: format!(
                "`app.connect.key` is {}, and was {} when `{id}` was deployed to production: from then on it is neither \
                 added nor removed nor changed. In other environments it may be",
                shown(new),
                shown(old)
            ),
        });
    }
    None
}
