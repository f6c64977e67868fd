//! Many accounts at once, their groups, and their email addresses for whoever may know them.

use serde_json::{Value, json};

use super::Site;
use super::rejection::{ErrorBody, Rejection, UNREADABLE_BODY};
use super::user::User;
use crate::cause::Cause;

/// How many accounts v2 takes in one request.
const MOST: usize = 250;

/// How many accounts v1 shows; further ones are left out.
const SHOWN: usize = 200;

impl Site {
    /// `POST users-bulk`, in the order of the request; who is not there is left out.
    pub(crate) fn users_v2(&self, body: &[u8]) -> Result<Value, Rejection> {
        let wanted: Value = serde_json::from_slice(body).unwrap_or_default();
        let ids: Option<Vec<String>> = wanted["accountIds"].as_array().and_then(|ids| {
            let ids = ids.iter().map(|id| id.as_str().map(str::to_owned));
            ids.collect()
        });
        let ids = ids.ok_or_else(|| {
            let got = String::from_utf8_lossy(body);
            let expected = r#"{"accountIds": [<account id>, …]}"#;
            let cause = Cause::new("the body names accounts", expected, got);
            Rejection::errors(400, INVALID, UNREADABLE_BODY.to_owned(), cause)
        })?;
        let count = ids.len();
        if count > MOST {
            let expected = format!("at most {MOST}");
            let cause = Cause::new("the accounts are not too many", expected, count.to_string());
            let why = format!("accountIds may not have more than {MOST} entries");
            return Err(Rejection::errors(400, INVALID, why, cause));
        }
        let found = self.among(&ids).map(User::to_json_v2);
        Ok(json!({ "results": found.collect::<Vec<_>>(), "_links": { "base": self.base_url() } }))
    }

    /// `GET user/bulk`: at most so many are looked at, as documented.
    pub(crate) fn users_v1(
        &self,
        ids: &[String],
        limit: Option<&str>,
        operations: bool,
    ) -> Result<Value, Rejection> {
        if ids.is_empty() {
            return Err(no_account());
        }
        let limit = match limit.map(str::parse::<usize>) {
            None => SHOWN,
            Some(Ok(limit)) => limit.min(SHOWN),
            Some(Err(_)) => return Err(bad_limit(limit.unwrap_or_default())),
        };
        let ids = ids.get(..limit).unwrap_or(ids);
        let shown = |user: &User| user.to_json(self.base_url(), operations);
        let users: Vec<Value> = self.among(ids).map(shown).collect();
        Ok(json!({
            "size": users.len(), "results": users, "start": 0, "limit": limit,
            "_links": { "base": self.base_url(), "context": "/wiki" },
        }))
    }

    fn among(&self, ids: &[String]) -> impl Iterator<Item = &User> {
        ids.iter().filter_map(|id| self.user(id))
    }

    /// `GET user/email`.
    pub(crate) fn email(&self, app: Option<&str>, account: &str) -> Result<Value, Rejection> {
        self.refuse_unapproved(app)?;
        let user = self.known_user(account)?;
        Self::email_record(user).ok_or_else(|| {
            let cause = Cause::missing("the account has an email address", "one", "none")
                .with_likely("a test gives it one with User::email");
            let why = format!("No email found for account id : {account}");
            Rejection::service(404, "NotFoundException", why, cause)
        })
    }

    /// `GET user/email/bulk`: accounts that are not available are left out, as documented.
    pub(crate) fn emails(&self, app: Option<&str>, ids: &[String]) -> Result<Value, Rejection> {
        self.refuse_unapproved(app)?;
        if ids.is_empty() {
            return Err(no_account());
        }
        let known = self.among(ids).filter_map(Self::email_record);
        Ok(known.collect())
    }

    fn email_record(user: &User) -> Option<Value> {
        let email = user.email_address();
        (!email.is_empty()).then(|| json!({ "accountId": user.account_id, "email": email }))
    }

    /// The scope alone is not enough. The status is documented, the text assumed.
    fn refuse_unapproved(&self, app: Option<&str>) -> Result<(), Rejection> {
        let approved = &self.settings().approved_for_email;
        if app.is_some_and(|app| approved.iter().any(|one| one == app)) {
            return Ok(());
        }
        let expected = match approved.is_empty() {
            true => "an app in the setting `approved_for_email`, which is empty".to_owned(),
            false => format!("one of {}", approved.join(", ")),
        };
        let got = app.unwrap_or("a user, and no app");
        let cause = Cause::new(
            "Atlassian approved the app for email addresses",
            expected,
            got,
        );
        Err(Rejection {
            status: 400,
            body: ErrorBody::MessageAndStatus(
                "The calling app is not approved to use this API".into(),
            ),
            cause: Box::new(cause),
        })
    }
}

const INVALID: &str = "INVALID_REQUEST_PARAMETER";

/// Assumed text: the description asks for one parameter at least.
pub(crate) fn no_account() -> Rejection {
    let why = "accountId is required";
    let cause = Cause::new("the account is named", "`?accountId=`", "none");
    Rejection::service(400, "BadRequestException", why, cause)
}

fn bad_limit(got: &str) -> Rejection {
    let cause = Cause::new("the limit is a number", "a number", got);
    let why = format!("For input string: \"{got}\"");
    Rejection::service(400, "BadRequestException", why, cause)
}
