//! What install, upgrade, disable, enable, uninstall, rotation and rename do to the site's memory.
//!
//! A step that asks the app by `installed` has three parts: `begin_…` changes what the host
//! changes before it asks, `commit` what it changes after 200, 201 or 204, and `roll_back` goes
//! back. Between them no lock is held, so the app may call the tenant meanwhile.

use super::Site;
use super::app_properties::AppProperties;
use super::callback::Event;
use super::dynamic_modules::Translations;
use super::installation::{Installation, Source, Status};
use crate::descriptor::{Authentication, Descriptor};
use crate::settings::{PropertiesOnUninstall, SecretOnUpgrade};

/// What `begin_install` found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begun {
    First,
    Upgrade,
    Reinstall,
}

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
    pub(crate) fn begin_install(&mut self, descriptor: Descriptor, source: Source) -> Begun {
        let key = descriptor.key().to_owned();
        self.add_app_user(&key, descriptor.name());
        let begun = match self.apps.get(&key).map(|app| app.status) {
            None => Begun::First,
            Some(Status::Uninstalled) => Begun::Reinstall,
            Some(_) => Begun::Upgrade,
        };
        let secret = self.secret_for(begun, &descriptor);
        match self.apps.get_mut(&key) {
            None => {
                self.apps
                    .insert(key, Installation::first(descriptor, source, secret));
            }
            Some(app) => {
                app.remember();
                app.status = Status::Installing;
                app.descriptor = descriptor;
                app.source = source;
                app.secret = secret;
            }
        }
        begun
    }

    fn secret_for(&mut self, begun: Begun, descriptor: &Descriptor) -> Option<String> {
        if descriptor.authentication() == Authentication::None {
            return None;
        }
        let kept =
            begun == Begun::Upgrade && self.settings().secret_on_upgrade == SecretOnUpgrade::Kept;
        let old = self
            .installation(descriptor.key())
            .and_then(|app| app.secret.clone());
        match old.filter(|_| kept) {
            Some(old) => Some(old),
            None => Some(self.next_secret(descriptor.key())),
        }
    }

    /// The app took `installed`. Conflicts are decided here and not in `begin_install`: the app
    /// may have registered modules while it was asked.
    pub(crate) fn commit(
        &mut self,
        app_key: &str,
        translations: Option<Translations>,
    ) -> Committed {
        let Some(app) = self.apps.get_mut(app_key) else {
            return Committed {
                enabled: false,
                removed: Vec::new(),
                conflicts: Vec::new(),
            };
        };
        let stays_disabled = app
            .before
            .take()
            .is_some_and(|before| before.status == Status::Disabled);
        let enabled = !stays_disabled && translations.is_some();
        app.status = if enabled {
            Status::Enabled
        } else {
            Status::Disabled
        };
        app.translations = translations.unwrap_or_default();
        let conflicts = app.dynamic.conflicts(app.descriptor.modules());
        let removed = if conflicts.is_empty() {
            Vec::new()
        } else {
            app.dynamic.remove(None)
        };
        Committed {
            enabled,
            removed,
            conflicts,
        }
    }

    /// The app refused `installed`: everything as it was. True if the old version was enabled and
    /// is enabled again.
    pub(crate) fn roll_back(&mut self, app_key: &str) -> bool {
        let Some(app) = self.apps.get_mut(app_key) else {
            return false;
        };
        match app.before.take() {
            None => {
                self.apps.remove(app_key);
                false
            }
            Some(before) => {
                // What an enabled app did while its secret was rotated it did by right.
                if app.status == Status::Installing {
                    app.dynamic = before.dynamic;
                }
                app.status = before.status;
                app.descriptor = before.descriptor;
                app.source = before.source;
                app.secret = before.secret;
                app.status == Status::Enabled
            }
        }
    }

    /// A new secret for an app that has one; `installed` is due, the app stays as enabled as it
    /// is.
    pub(crate) fn begin_rotation(&mut self, app_key: &str) {
        let has_one = self
            .installation(app_key)
            .is_some_and(|app| app.secret.is_some());
        let secret = has_one.then(|| self.next_secret(app_key));
        if let Some(app) = self.apps.get_mut(app_key) {
            app.remember();
            app.secret = secret;
        }
    }

    /// The app took a rotated secret or a new base URL: nothing is left to go back to.
    pub(crate) fn settle(&mut self, app_key: &str) {
        if let Some(app) = self.apps.get_mut(app_key) {
            app.before = None;
            app.renaming = false;
        }
    }

    /// A new base URL for the site; `installed` is due to every app that is installed.
    pub(crate) fn rename(&mut self, base_url: String) -> Vec<String> {
        self.set_base_url(base_url);
        let apps = self.installed_apps();
        for key in &apps {
            if let Some(app) = self.apps.get_mut(key) {
                app.remember();
                app.renaming = true;
            }
        }
        apps
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
            app.before = None;
        }
    }
}
