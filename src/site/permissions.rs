//! What is forbidden to whom, and the resource that is asked for it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Site;
use super::rejection::Rejection;
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

    /// `POST content/{id}/permission/check`: allowed, unless the test denied it.
    pub(crate) fn check_permission(&self, content: &str, body: &[u8]) -> Result<Value, Rejection> {
        let check: PermissionCheck = serde_json::from_slice(body).map_err(|error| {
            let expected = r#"{"subject": {"type": "user", "identifier": …}, "operation": …}"#;
            let cause = Cause::new(
                "the body is a permission check",
                expected,
                error.to_string(),
            );
            Rejection::service(400, "BadRequestException", error.to_string(), cause)
        })?;
        let who = check.subject.identifier;
        let known = check.subject.kind != "user" || self.user(&who).is_some();
        if !known {
            // ACE turns any error into its own 401; the text is assumed.
            let error = json!({ "translation": format!("No user found with account id : {who}"),
                "args": [] });
            return Ok(json!({ "hasPermission": false, "errors": [error] }));
        }
        let key = (who, check.operation, content.to_owned());
        let allowed = !self.accounts.denied.contains(&key);
        Ok(json!({ "hasPermission": allowed, "errors": [] }))
    }
}
