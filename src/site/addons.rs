//! What the host tells an app about itself.

use serde_json::{Value, json};

use super::installation::Status;
use super::licence::{ENTITLEMENT_ID, ENTITLEMENT_NUMBER, Licence, SUPPORT_ENTITLEMENT_NUMBER};
use super::rejection::Rejection;
use super::{Caller, Site};
use crate::cause::Cause;

impl Site {
    /// False if there is no such app, nor ever was one since the last site import.
    pub(crate) fn set_licence(&mut self, app_key: &str, licence: Licence) -> bool {
        let Some(app) = self.apps.get_mut(app_key) else {
            return false;
        };
        app.licence = licence;
        #[cfg(feature = "forge")]
        self.share_licence(app_key, licence);
        true
    }

    /// What `GET addons/{appKey}` answers to the app of that key.
    pub(crate) fn app_information(&self, caller: &Caller, key: &str) -> Result<Value, Rejection> {
        if caller.app_key != key {
            // Another app's key is 403 here, where the properties say 404.
            let cause = Cause::new("an app asks for itself", &caller.app_key, key);
            return Err(Rejection::of_app_data(
                403,
                "Access to this resource is forbidden.",
                cause,
            ));
        }
        let app = self.present(caller)?;
        let version = app.descriptor.version();
        if app.status == Status::Disabled {
            return Ok(json!({ "key": key, "version": version, "state": "DISABLED" }));
        }
        let url = format!("{}/rest/atlassian-connect/1/addons/{key}", self.base_url());
        let market = format!("https://marketplace.atlassian.com/plugins/{key}");
        let mut body = json!({
            "key": key,
            "version": version,
            "state": "ENABLED",
            "host": { "product": "Confluence", "contacts": [] },
            "links": { "marketplace": [{ "href": market }], "self": [{ "href": url }] },
        });
        if app.licence != Licence::None {
            body["license"] = json!({
                "active": app.licence.is_active(),
                "type": "COMMERCIAL",
                "evaluation": app.licence == Licence::Evaluation,
                "supportEntitlementNumber": SUPPORT_ENTITLEMENT_NUMBER,
                "entitlementId": ENTITLEMENT_ID,
                "entitlementNumber": ENTITLEMENT_NUMBER,
            });
        }
        Ok(body)
    }
}
