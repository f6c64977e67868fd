//! The claim `context` of an invocation token: what it was that called.

use serde_json::{Map, Value, json};

use super::module::{Environment, InvokedBy};

/// What an invocation says of where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum InvocationContext {
    /// A module that a user sees.
    Ui(Box<UiContext>),
    /// An event or a schedule.
    Trigger,
    /// A function of the app, which says nothing.
    Function,
}

/// What a module that a user sees says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UiContext {
    /// Which of the modules on the page it is, a UUID.
    pub(crate) local_id: String,
    /// The site's own address, without `/wiki`.
    pub(crate) site_url: String,
    /// What the module adds: for a macro its configuration, the page and the space.
    pub(crate) extension: Map<String, Value>,
    /// Who looks at it; none if nobody is logged in.
    pub(crate) account: Option<String>,
}

/// What a call says of the app beside its context.
pub(super) struct Of<'a> {
    pub(super) cloud_id: &'a str,
    pub(super) module: &'a InvokedBy,
    pub(super) version: &'a str,
    pub(super) environment: &'a Environment,
}

impl InvocationContext {
    pub(super) fn claim(&self, of: &Of<'_>) -> Option<Value> {
        match self {
            Self::Function => None,
            Self::Trigger => Some(json!({
                "cloudId": of.cloud_id,
                "moduleKey": of.module.key,
                "userAccess": { "enabled": false },
            })),
            Self::Ui(ui) => Some(ui.claim(of)),
        }
    }
}

impl UiContext {
    fn claim(&self, of: &Of<'_>) -> Value {
        let mut claim = json!({
            "cloudId": of.cloud_id,
            "localId": self.local_id,
            "environmentId": of.environment.id,
            "environmentType": of.environment.kind,
            "moduleKey": of.module.key,
            "siteUrl": self.site_url,
            "appVersion": of.version,
            "extension": self.extension,
            "userAccess": { "enabled": false, "hasAccess": true },
            "accountType": if self.account.is_some() { "licensed" } else { "anonymous" },
        });
        if let Some(account) = &self.account {
            claim["accountId"] = account.as_str().into();
        }
        claim
    }
}
