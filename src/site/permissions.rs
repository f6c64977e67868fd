//! What an account may do with content: the one rule behind every answer, check and list.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Site;
#[cfg(feature = "content")]
use super::content::Stored;
use super::rejection::{Rejection, UNREADABLE_BODY};
use crate::cause::Cause;

/// What somebody does to a piece of content, as `permission/check` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ContentOperation {
    /// `read`
    Read,
    /// `update`
    Update,
    /// `delete`
    Delete,
}

impl ContentOperation {
    pub(super) const ALL: [Self; 3] = [Self::Read, Self::Update, Self::Delete];

    /// Without which it is refused: who may not see content may do nothing with it, and who may
    /// not edit it may not remove it.
    fn needed(self) -> &'static [Self] {
        match self {
            Self::Read => &Self::ALL[..1],
            Self::Update => &Self::ALL[..2],
            Self::Delete => &Self::ALL,
        }
    }
}

impl std::fmt::Display for ContentOperation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
        })
    }
}

/// A question whether somebody may do something to a piece of content.
#[derive(Debug, Deserialize)]
struct PermissionCheck {
    subject: PermissionSubject,
    operation: String,
}

#[derive(Debug, Deserialize)]
struct PermissionSubject {
    #[serde(rename = "type")]
    kind: String,
    identifier: String,
}

impl Site {
    pub(crate) fn deny(&mut self, account: &str, operation: ContentOperation, content: u64) {
        let key = (account.into(), operation.to_string(), content.to_string());
        self.accounts.denied.insert(key);
    }

    pub(crate) fn allow(&mut self, account: &str, operation: ContentOperation, content: u64) {
        let key = (account.into(), operation.to_string(), content.to_string());
        self.accounts.denied.remove(&key);
    }

    /// Whether an account may do something to a piece of content.
    pub(crate) fn may(&self, account: &str, operation: ContentOperation, content: &str) -> bool {
        operation.needed().iter().all(|one| {
            let key = (account.to_owned(), one.to_string(), content.to_owned());
            !self.accounts.denied.contains(&key)
        })
    }

    /// Whether an account may see content, and so finds it in lists.
    #[cfg(feature = "content")]
    pub(super) fn may_see(&self, account: &str, content: &Stored) -> bool {
        if self.accounts.denied.is_empty() {
            return true;
        }
        // Who may not see a page, or its space, sees nothing that hangs on it.
        let container = self.contents.container(content);
        let seen = |one: &Stored| self.may(account, ContentOperation::Read, &one.id().to_string());
        seen(content)
            && seen(container)
            && self.may_in(account, ContentOperation::Read, &content.page.space)
    }

    /// `POST content/{id}/permission/check`: allowed, unless the test denied it.
    pub(crate) fn check_permission(&self, content: &str, body: &[u8]) -> Result<Value, Rejection> {
        let check: PermissionCheck = serde_json::from_slice(body).map_err(|error| {
            let expected = r#"{"subject": {"type": "user", "identifier": …}, "operation": …}"#;
            let cause = Cause::new(
                "the body is a permission check",
                expected,
                error.to_string(),
            );
            Rejection::service(400, "BadRequestException", UNREADABLE_BODY, cause)
        })?;
        let who = check.subject.identifier;
        let known = check.subject.kind != "user" || self.user(&who).is_some();
        if !known {
            // ACE turns any error into its own 401; the text is assumed.
            let error = json!({ "translation": format!("No user found with account id : {who}"),
                "args": [] });
            return Ok(json!({ "hasPermission": false, "errors": [error] }));
        }
        let mut known = ContentOperation::ALL.into_iter();
        let operation = known.find(|one| one.to_string() == check.operation);
        // What a test cannot forbid is allowed to whoever may see the content.
        let operation = operation.unwrap_or(ContentOperation::Read);
        let allowed = self.may(&who, operation, content);
        Ok(json!({ "hasPermission": allowed, "errors": [] }))
    }
}
