//! A user's account, and all of a site's, as data.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

/// A person, or an app, with an account on the site.
///
/// ```
/// use mockfluence::{Tenant, User};
/// let tenant = Tenant::start_blocking();
/// tenant.add_user(User::new("712020:alice").name("Alice").admin());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct User {
    #[serde(deserialize_with = "account_id")]
    #[cfg_attr(feature = "cli", schemars(length(min = 1)))]
    pub(super) account_id: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    pub(super) admin: bool,
    #[serde(default)]
    inactive: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) groups: Vec<String>,
    /// The key of the app whose account it is.
    #[serde(skip)]
    app: Option<String>,
}

const NO_ID: &str =
    "an account has an id, and the empty text is none: `712020:alice`, for instance";

fn account_id<'a, D: Deserializer<'a>>(from: D) -> Result<String, D::Error> {
    let account_id = String::deserialize(from)?;
    match account_id.is_empty() {
        true => Err(D::Error::custom(NO_ID)),
        false => Ok(account_id),
    }
}

impl User {
    /// An active user of this account id, who is no administrator.
    ///
    /// # Panics
    /// If the id is empty.
    #[must_use]
    #[track_caller]
    pub fn new(account_id: impl Into<String>) -> Self {
        let account_id = account_id.into();
        assert!(!account_id.is_empty(), "{NO_ID}");
        Self {
            account_id,
            display_name: String::new(),
            email: String::new(),
            admin: false,
            inactive: false,
            groups: Vec::new(),
            app: None,
        }
    }

    /// The name that is shown.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.display_name = name.into();
        self
    }

    /// The email address; REST shows it as empty unless it is set.
    #[must_use]
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = email.into();
        self
    }

    /// May administer the site: `expand=operations` says so.
    #[must_use]
    pub fn admin(mut self) -> Self {
        self.admin = true;
        self
    }

    /// Deactivated: nobody acts for it.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.inactive = true;
        self
    }

    /// A member of this group, too. Every person is in `confluence-users-<tenant>` besides.
    #[must_use]
    pub fn group(mut self, name: impl Into<String>) -> Self {
        self.groups.push(name.into());
        self
    }

    /// The account id.
    #[must_use]
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    pub(super) fn of_app(account_id: String, app_key: &str, name: &str) -> Self {
        Self {
            app: Some(app_key.to_owned()),
            ..Self::new(account_id).name(name)
        }
    }

    pub(crate) fn is_inactive(&self) -> bool {
        self.inactive
    }

    #[cfg(any(feature = "content", feature = "forge"))]
    pub(super) fn is_app(&self) -> bool {
        self.app.is_some()
    }

    #[cfg(feature = "attachments")]
    pub(super) fn app_key(&self) -> Option<&str> {
        self.app.as_deref()
    }

    /// The same with another id.
    #[cfg(feature = "attachments")]
    pub(super) fn named(&self, account_id: String) -> Self {
        Self {
            account_id,
            ..self.clone()
        }
    }

    #[cfg(feature = "attachments")]
    pub(super) fn display_name(&self) -> &str {
        &self.display_name
    }

    pub(super) fn email_address(&self) -> &str {
        &self.email
    }

    fn account_type(&self) -> &'static str {
        if self.app.is_some() {
            "app"
        } else {
            "atlassian"
        }
    }

    fn account_status(&self) -> &'static str {
        if self.inactive { "inactive" } else { "active" }
    }

    /// The account as the REST API v2 shows it: its pictures have no size.
    pub(super) fn to_json_v2(&self) -> Value {
        let picture = profile_picture();
        json!({
            "displayName": self.display_name,
            "timeZone": null,
            "personalSpaceId": null,
            "isExternalCollaborator": false,
            "accountStatus": self.account_status(),
            "accountId": self.account_id,
            "email": self.email,
            "accountType": self.account_type(),
            "publicName": self.display_name,
            "profilePicture": { "path": picture["path"], "isDefault": picture["isDefault"] },
        })
    }

    /// The account as the REST API v1 shows it, field by field as measured in 2026.
    pub(super) fn to_json(&self, base_url: &str, operations: bool) -> Value {
        let id = &self.account_id;
        let mut expandable = json!({ "personalSpace": "" });
        let mut user = json!({
            "type": "known",
            "accountId": id,
            "accountType": self.account_type(),
            "email": self.email,
            "publicName": self.display_name,
            "profilePicture": profile_picture(),
            "displayName": self.display_name,
            "isExternalCollaborator": false,
            "isGuest": false,
            "locale": "en_US",
            "accountStatus": self.account_status(),
            "_links": {
                "self": format!("{base_url}/rest/api/user?accountId={id}"),
                "base": base_url, "context": "/wiki",
            },
        });
        if operations {
            let mut may = vec![json!({ "operation": "use", "targetType": "application" })];
            if self.admin {
                may.push(json!({ "operation": "administer", "targetType": "application" }));
            }
            user["operations"] = may.into();
        } else {
            expandable["operations"] = "".into();
        }
        user["_expandable"] = expandable;
        user
    }
}

fn profile_picture() -> Value {
    json!({ "path": "/wiki/aa-avatar/default", "width": 48, "height": 48, "isDefault": false })
}

/// A value that an app keeps for a user.
#[derive(Clone, Debug)]
pub(super) struct UserProperty {
    pub(super) id: u64,
    /// JSON as it was written.
    pub(super) value: String,
    pub(super) created_millis: i64,
    pub(super) changed_millis: i64,
}

/// All accounts, what apps keep for them, and what the test has forbidden.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts {
    /// By account, then by key.
    pub(super) properties: BTreeMap<String, BTreeMap<String, UserProperty>>,
    /// How many properties there ever were.
    pub(super) properties_made: u64,
    pub(super) users: BTreeMap<String, Box<User>>,
    /// Account, operation, content id.
    pub(super) denied: BTreeSet<(String, String, String)>,
}
