//! An app's licence, and what the host tells an app about itself.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::installation::Status;
use super::rejection::Rejection;
use super::{Caller, Site};
use crate::cause::Cause;

/// The licence of an app on a tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Licence {
    /// None: a free app, or one that is not paid for.
    #[default]
    None,
    /// Paid for.
    Active,
    /// On trial.
    Evaluation,
    /// Not paid for any more.
    Expired,
}

impl Licence {
    /// Whether the host says `lic=active`.
    #[must_use]
    pub fn is_active(self) -> bool {
        matches!(self, Licence::Active | Licence::Evaluation)
    }
}

impl Licence {
    /// The value of every `lic` parameter.
    pub(crate) fn in_urls(self) -> &'static str {
        if self.is_active() { "active" } else { "none" }
    }
}

impl Site {
    pub(crate) fn set_licence(&mut self, app_key: &str, licence: Licence) {
        if let Some(app) = self.apps.get_mut(app_key) {
            app.licence = licence;
        }
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
        let Some(app) = self.installation(key) else {
            let cause = Cause::new("the app is installed", "an installed app", key);
            let message = format!("App with key {key} was not found");
            return Err(Rejection::of_app_data(404, message, cause));
        };
        let version = app.descriptor.version().unwrap_or("1.0");
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
                "supportEntitlementNumber": "SEN-1",
            });
        }
        Ok(body)
    }
}
