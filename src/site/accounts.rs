//! The people of a site: accounts, who administers it, and what is forbidden to whom.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Site;
use super::rejection::Rejection;
use crate::cause::Cause;

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
    account_id: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    admin: bool,
    #[serde(default)]
    inactive: bool,
    #[serde(skip)]
    app: bool,
}

impl User {
    /// An active user of this account id, who is no administrator.
    #[must_use]
    pub fn new(account_id: impl Into<String>) -> Self {
        Self {
            account_id: account_id.into(),
            display_name: String::new(),
            email: String::new(),
            admin: false,
            inactive: false,
            app: false,
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

    /// The account id.
    #[must_use]
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    fn of_app(account_id: String, name: &str) -> Self {
        Self {
            app: true,
            ..Self::new(account_id).name(name)
        }
    }

    pub(crate) fn is_inactive(&self) -> bool {
        self.inactive
    }

    /// The account as the REST API v1 shows it, field by field as measured in 2026.
    fn to_json(&self, base_url: &str, operations: bool) -> Value {
        let id = &self.account_id;
        let mut expandable = json!({ "personalSpace": "" });
        let mut user = json!({
            "type": "known",
            "accountId": id,
            "accountType": if self.app { "app" } else { "atlassian" },
            "email": self.email,
            "publicName": self.display_name,
            "profilePicture": {
                "path": "/wiki/aa-avatar/default", "width": 48, "height": 48, "isDefault": false
            },
            "displayName": self.display_name,
            "isExternalCollaborator": false,
            "isGuest": false,
            "locale": "en_US",
            "accountStatus": if self.inactive { "inactive" } else { "active" },
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

/// All accounts, and what the test has forbidden.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts {
    users: BTreeMap<String, User>,
    /// Account, operation, content id.
    pub(super) denied: BTreeSet<(String, String, String)>,
}

impl Site {
    pub(crate) fn add_user(&mut self, user: User) {
        self.accounts.users.insert(user.account_id.clone(), user);
    }

    pub(crate) fn user(&self, account_id: &str) -> Option<&User> {
        self.accounts.users.get(account_id)
    }

    /// Whether an account may administer the site.
    pub(super) fn is_admin(&self, account_id: &str) -> bool {
        let user = self.accounts.users.get(account_id);
        user.is_some_and(|user| user.admin)
    }

    /// The account that acts where a test names none: the site's administrator.
    pub(crate) fn admin(&self) -> String {
        self.identity().account_id("admin")
    }

    pub(crate) fn app_user(&self, app_key: &str) -> String {
        self.identity().account_id(&format!("app {app_key}"))
    }

    /// An app gets an account of its own when it is installed.
    pub(super) fn add_app_user(&mut self, app_key: &str, name: Option<&str>) {
        let account = self.app_user(app_key);
        self.add_user(User::of_app(account, name.unwrap_or(app_key)));
    }

    pub(crate) fn user_json(&self, account: &str, operations: bool) -> Result<Value, Rejection> {
        let user = self.user(account).ok_or_else(|| {
            let known = self.accounts.users.keys().cloned().collect::<Vec<_>>();
            let cause = Cause::missing("the account exists", known.join(", "), account)
                .with_likely("a test adds accounts with tenant.add_user(User::new(…))");
            // Assumed text, in the form of the service's other errors.
            let why = format!("No user found with account id : {account}");
            Rejection::service(404, "NotFoundException", why, cause)
        })?;
        Ok(user.to_json(self.base_url(), operations))
    }

    pub(crate) fn anonymous_json(&self) -> Value {
        json!({
            "type": "anonymous",
            "profilePicture": {
                "path": "/wiki/aa-avatar/anonymous", "width": 48, "height": 48, "isDefault": true
            },
            "displayName": "Anonymous",
            "operations": [],
            "isExternalCollaborator": false,
            "_links": {
                "base": self.base_url(), "context": "/wiki",
                "self": format!("{}/rest/api/user/anonymous", self.base_url()),
            },
        })
    }
}
