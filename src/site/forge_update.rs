//! Updates of an app on Forge: which of them it is told of.

use serde_json::Value;

use super::Site;
use super::installation::{Installation, Status};
use crate::descriptor::Descriptor;
use crate::settings::Payload;

impl Site {
    /// Whether this is an update of an app on Forge that nobody has to approve: it asks for no
    /// more scopes, no other version of Connect's API, and no licence where it had none.
    pub(crate) fn is_silent_update(&self, descriptor: &Descriptor) -> bool {
        let there = |app: &&Installation| app.status != Status::Uninstalled;
        let Some(app) = self.installation(descriptor.key()).filter(there) else {
            return false;
        };
        let old = &app.descriptor;
        let (new, known) = (descriptor.value(), old.value());
        let more = descriptor
            .scopes()
            .iter()
            .any(|scope| !old.has_scope(scope));
        let api = |value: &Value| value["apiVersion"].as_f64().unwrap_or(1.0);
        let other_api = api(new).total_cmp(&api(known)).is_ne();
        let paid = |value: &Value| value["enableLicensing"] == true;
        self.settings().payload == Payload::ConnectOnForge
            && !(more || other_api || paid(new) && !paid(known))
    }
}
