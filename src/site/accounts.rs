//! The people of a site: who has an account, and who administers it.

use serde_json::{Value, json};

use super::Site;
use super::rejection::Rejection;
use super::user::User;
use crate::cause::Cause;
use crate::settings::AppAccountOnForge;

impl Site {
    pub(crate) fn add_user(&mut self, user: User) {
        let id = user.account_id.clone();
        self.accounts.users.insert(id, Box::new(user));
    }

    pub(crate) fn user(&self, account_id: &str) -> Option<&User> {
        self.accounts.users.get(account_id).map(Box::as_ref)
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
        let settings = self.settings();
        let moved =
            self.is_on_forge(app_key) && settings.app_account_on_forge == AppAccountOnForge::New;
        let place = if moved { "Forge app" } else { "app" };
        self.identity().account_id(&format!("{place} {app_key}"))
    }

    /// An app gets an account of its own when it is installed.
    pub(super) fn add_app_user(&mut self, app_key: &str, name: Option<&str>) {
        let account = self.app_user(app_key);
        self.add_user(User::of_app(account, app_key, name.unwrap_or(app_key)));
    }

    pub(crate) fn user_json(&self, account: &str, operations: bool) -> Result<Value, Rejection> {
        let user = self.known_user(account)?;
        Ok(user.to_json(self.base_url(), operations))
    }

    /// The account, which must be there.
    pub(super) fn known_user(&self, account: &str) -> Result<&User, Rejection> {
        self.user(account).ok_or_else(|| {
            let known = self.accounts.users.keys().cloned().collect::<Vec<_>>();
            let cause = Cause::missing("the account exists", known.join(", "), account)
                .with_likely("a test adds accounts with tenant.add_user(User::new(…))");
            // Assumed text, in the form of the service's other errors.
            let why = format!("No user found with account id : {account}");
            Rejection::service(404, "NotFoundException", why, cause)
        })
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
