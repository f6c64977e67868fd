//! `OtherTenant`: a second tenant of the same app, to be told apart from the one that sends.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A second tenant of the same app, for
/// [`Tamper::OtherTenant`](crate::Tamper::OtherTenant): the token is issued by it, while
/// body and path are those of the tenant that sends.
///
/// An RS256 token is genuine then, as one key signs for all tenants: an app must compare the
/// issuer with the body's `clientKey`. An HS256 token is genuine with the second tenant's secret,
/// and without it signed with that of the tenant that sends.
/// [`InstalledApp::as_other_tenant`](crate::InstalledApp::as_other_tenant) makes one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OtherTenant {
    pub(crate) client_key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) shared_secret: Option<String>,
}

impl OtherTenant {
    /// By its clientKey alone.
    #[must_use]
    pub fn new(client_key: impl Into<String>) -> Self {
        Self {
            client_key: client_key.into(),
            shared_secret: None,
        }
    }

    /// With the secret that it shares with the app.
    #[must_use]
    pub fn shared_secret(mut self, secret: impl Into<String>) -> Self {
        self.shared_secret = Some(secret.into());
        self
    }
}

/// Without the secret.
impl fmt::Debug for OtherTenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtherTenant")
            .field("client_key", &self.client_key)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jwt::Tamper;

    #[test]
    fn another_tenant_is_written_whole_and_debugged_without_its_secret() {
        let other = OtherTenant::new("key-b").shared_secret("secret-b");
        let tamper = Tamper::OtherTenant(other);
        let json = serde_json::json!({ "other-tenant": { "client-key": "key-b", "shared-secret": "secret-b" } });
        assert_eq!(serde_json::to_value(&tamper).unwrap(), json);
        assert_eq!(serde_json::from_value::<Tamper>(json).unwrap(), tamper);
        assert!(!format!("{tamper:?}").contains("secret-b"));
        assert_eq!(tamper.description(), "genuine token of another tenant");
        let named = Tamper::OtherTenant(OtherTenant::new("key-b"));
        assert_eq!(named.description(), "issuer of another tenant");
    }
}
