//! Apps on Forge: which they are, and of which updates they are told.

use serde_json::Value;

use super::Site;
use super::installation::{Installation, OnForge, Source, Status};
use crate::descriptor::Descriptor;
use crate::settings::Payload;

impl Site {
    /// Whether an installed app is on Forge: by its manifest, or because a setting says so of all.
    pub(super) fn is_on_forge(&self, app_key: &str) -> bool {
        let app = self.installation(app_key);
        app.is_some_and(|app| app.source.forge.is_some()) || self.all_are_on_forge()
    }

    fn all_are_on_forge(&self) -> bool {
        self.settings().payload == Payload::ConnectOnForge
    }

    /// The source of an app, which is on Forge by a setting where its manifest has not put it there.
    pub(super) fn put_on_forge(&self, mut source: Source) -> Source {
        if source.forge.is_none() && self.all_are_on_forge() {
            source.forge = Some(OnForge {
                app_id: None,
                is_minor: false,
            });
        }
        source
    }

    /// Whether a descriptor is judged as that of an app on Forge, whose lifecycle callbacks are its own choice.
    pub(crate) fn is_for_forge(&self, source: &Source) -> bool {
        source.forge.is_some() || self.all_are_on_forge()
    }

    /// Whether this is an update of an app on Forge that nobody has to approve. Its manifest says so; without one, it
    /// is minor if it asks for no more scopes, no other version of Connect's API, and no licence where it had none.
    pub(crate) fn is_silent_update(&self, descriptor: &Descriptor, source: &Source) -> bool {
        let there = |app: &&Installation| app.status != Status::Uninstalled;
        let Some(app) = self.installation(descriptor.key()).filter(there) else {
            return false;
        };
        match source.forge.as_ref().filter(|forge| forge.app_id.is_some()) {
            // What was not half of this app comes to Forge with it, and is asked.
            Some(forge) => {
                let before = app.source.forge.as_ref();
                let same = before.is_some_and(|before| before.app_id == forge.app_id);
                same && forge.is_minor
            }
            None => self.all_are_on_forge() && is_minor(descriptor, &app.descriptor),
        }
    }
}

fn is_minor(descriptor: &Descriptor, old: &Descriptor) -> bool {
    let (new, known) = (descriptor.value(), old.value());
    let more = descriptor
        .scopes()
        .iter()
        .any(|scope| !old.has_scope(scope));
    let api = |value: &Value| value["apiVersion"].as_f64().unwrap_or(1.0);
    let other_api = api(new).total_cmp(&api(known)).is_ne();
    let paid = |value: &Value| value["enableLicensing"] == true;
    !(more || other_api || paid(new) && !paid(known))
}
