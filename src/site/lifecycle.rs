//! What install, upgrade, disable, enable, uninstall, rotation and rename do to the site's memory.
//!
//! A step that asks the app by `installed` has two parts. `begin_…` changes what the host changes
//! before it asks, and gives a ticket; what follows the answer takes that ticket, so that it can
//! neither come twice nor after another step. Between the two no lock is held: the app may call the
//! tenant meanwhile.

use super::Site;
use super::disabled::DisabledReason;
use super::dynamic_modules::Translations;
use super::event::Event;
use super::installation::{AppProperties, Installation, Pending, Source, Status};
use super::pending::{Begun, PendingInstall, PendingRename, PendingRotation};
use crate::descriptor::{Authentication, Descriptor};
use crate::secret::Secret;
use crate::settings::{PropertiesOnUninstall, SecretOnMove, SecretOnUpgrade};

/// What an accepted `installed` led to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Committed {
    /// Whether `enabled` is due.
    pub(crate) enabled: bool,
    /// All dynamic modules, if a static key of the new version met one of them.
    pub(crate) removed: Vec<String>,
    /// The keys that met.
    pub(crate) conflicts: Vec<String>,
}

impl Site {
    /// The new descriptor is stored, its secret made, and the app not enabled: `installed` is due.
    pub(crate) fn begin_install(
        &mut self,
        descriptor: Descriptor,
        source: Source,
    ) -> PendingInstall {
        let key = descriptor.key().to_owned();
        let name = descriptor.name().map(str::to_owned);
        let begun = match self.apps.get(&key).map(|app| app.status) {
            None => Begun::First,
            Some(Status::Uninstalled) => Begun::Reinstall,
            Some(_) => Begun::Upgrade,
        };
        let secret = self.secret_for(begun, &descriptor, &source);
        let place = self.place_of(begun, &key);
        let source = self.put_on_forge(source);
        match self.apps.get_mut(&key) {
            None => {
                let mut first = Installation::first(descriptor, source, secret);
                first.place = place;
                self.apps.insert(key.clone(), Box::new(first));
            }
            Some(app) => app.upgrade(place, descriptor, source, secret),
        }
        self.add_app_user(&key, name.as_deref());
        PendingInstall {
            app_key: key,
            begun,
        }
    }

    fn secret_for(
        &mut self,
        begun: Begun,
        descriptor: &Descriptor,
        source: &Source,
    ) -> Option<Secret> {
        if descriptor.authentication() == Authentication::None {
            return None;
        }
        // What nobody is told of cannot bring a secret.
        let before = self.installation(descriptor.key());
        let moves = source.is_by_manifest() && before.is_some_and(|app| app.source.forge.is_none());
        let stays = match moves {
            true => self.settings().secret_on_move == SecretOnMove::Kept,
            false => self.settings().secret_on_upgrade == SecretOnUpgrade::Kept,
        };
        let kept = begun == Begun::Upgrade && (stays || self.is_silent_update(descriptor, source));
        let old = before.and_then(|app| app.secret.clone());
        match old.filter(|_| kept) {
            Some(old) => Some(old),
            None => Some(self.next_secret(descriptor.key())),
        }
    }

    /// The app took `installed`. Conflicts are decided here and not in `begin_install`: the app
    /// may have registered modules while it was asked. `None` if the app is gone meanwhile, which
    /// only an import of the site brings about.
    pub(crate) fn commit(
        &mut self,
        install: PendingInstall,
        translations: Option<Translations>,
    ) -> Option<Committed> {
        let app = self.apps.get_mut(&install.app_key)?;
        let stays_disabled = match app.pending.take() {
            Some(Pending::FirstInstall) => false,
            Some(Pending::Upgrade(before)) => before.status == Status::Disabled,
            other => {
                app.pending = other;
                return None;
            }
        };
        let enabled = !stays_disabled && translations.is_some();
        app.status = if enabled {
            Status::Enabled
        } else {
            Status::Disabled
        };
        app.disabled = stays_disabled.then_some(DisabledReason::BeforeUpgrade);
        app.translations = translations.unwrap_or_default();
        let conflicts = app.dynamic.conflicts(app.descriptor.modules());
        let removed = if conflicts.is_empty() {
            Vec::new()
        } else {
            app.dynamic.remove(None)
        };
        Some(Committed {
            enabled,
            removed,
            conflicts,
        })
    }

    /// A translation file left the app disabled.
    pub(crate) fn left_disabled(&mut self, app_key: &str, why: String) {
        if let Some(app) = self.apps.get_mut(app_key) {
            app.disabled = Some(DisabledReason::BrokenTranslation { why });
        }
    }

    /// The app refused `installed`: everything as it was. True if the old version was enabled and
    /// is enabled again.
    pub(crate) fn roll_back(&mut self, install: PendingInstall) -> bool {
        let Some(app) = self.apps.get_mut(&install.app_key) else {
            return false;
        };
        match app.pending.take() {
            Some(Pending::Upgrade(before)) => {
                app.restore(*before);
                app.status == Status::Enabled
            }
            Some(Pending::FirstInstall) => {
                self.apps.remove(&install.app_key);
                false
            }
            other => {
                app.pending = other;
                false
            }
        }
    }

    /// A new secret for an app that has one; `installed` is due, the app stays as enabled as it
    /// is. `None` if no such app is known.
    pub(crate) fn begin_rotation(&mut self, app_key: &str) -> Option<PendingRotation> {
        let has_one = self.installation(app_key)?.secret.is_some();
        let secret = has_one.then(|| self.next_secret(app_key));
        let app = self.apps.get_mut(app_key)?;
        let old_secret = std::mem::replace(&mut app.secret, secret);
        app.pending = Some(Pending::Rotation { old_secret });
        let app_key = app_key.to_owned();
        Some(PendingRotation { app_key })
    }

    /// The app took the new secret.
    pub(crate) fn commit_rotation(&mut self, rotation: PendingRotation) {
        self.settle(&rotation.app_key);
    }

    /// The app refused the new secret: the old one stays. What it did meanwhile it did by right.
    pub(crate) fn roll_back_rotation(&mut self, rotation: PendingRotation) {
        if let Some(app) = self.apps.get_mut(&rotation.app_key)
            && let Some(Pending::Rotation { old_secret }) = app.pending.take()
        {
            app.secret = old_secret;
        }
    }

    /// A new base URL for the site; `installed` is due to every app that is installed.
    pub(crate) fn rename(&mut self, base_url: String) -> Vec<PendingRename> {
        self.set_base_url(base_url);
        let apps = self.installed_apps().into_iter();
        apps.map(|app_key| {
            if let Some(app) = self.apps.get_mut(&app_key) {
                app.pending = Some(Pending::Rename);
            }
            PendingRename { app_key }
        })
        .collect()
    }

    /// The app has been told of the new base URL, whatever it said.
    pub(crate) fn end_rename(&mut self, rename: PendingRename) {
        self.settle(&rename.app_key);
    }

    /// Nothing is left to go back to.
    fn settle(&mut self, app_key: &str) {
        if let Some(app) = self.apps.get_mut(app_key) {
            app.pending = None;
        }
    }

    /// Switches the app on or off; false if it is so already.
    pub(crate) fn set_enabled(&mut self, app_key: &str, enabled: bool) -> bool {
        let (from, to) = if enabled {
            (Status::Disabled, Status::Enabled)
        } else {
            (Status::Enabled, Status::Disabled)
        };
        match self.apps.get_mut(app_key) {
            Some(app) if app.status == from => {
                app.status = to;
                app.disabled = (!enabled).then_some(DisabledReason::ByAdmin);
                true
            }
            _ => false,
        }
    }

    /// The app is switched off. Gives the callbacks it is owed: no `disabled` if it was off, and
    /// none at all if it is gone already.
    pub(crate) fn begin_uninstall(&mut self, app_key: &str) -> Vec<Event> {
        let gone = self
            .installation(app_key)
            .is_none_or(|app| app.status == Status::Uninstalled);
        if gone {
            return Vec::new();
        }
        if self.set_enabled(app_key, false) {
            vec![Event::Disabled, Event::Uninstalled]
        } else {
            vec![Event::Uninstalled]
        }
    }

    /// The app is gone. Its last secret, its dynamic modules and its properties are remembered.
    pub(crate) fn finish_uninstall(&mut self, app_key: &str) {
        let purged = self.settings().properties_on_uninstall == PropertiesOnUninstall::Purged;
        if let Some(app) = self.apps.get_mut(app_key) {
            app.status = Status::Uninstalled;
            if purged {
                app.properties = AppProperties::default();
            }
            app.pending = None;
        }
    }
}
