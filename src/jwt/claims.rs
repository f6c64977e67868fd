//! The claims of a Connect token.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The claims of a Connect token; absent ones are left out when it is written.
///
/// ```
/// let mut claims = mockfluence::jwt::Claims::default();
/// claims.iss = Some("my-app".into());
/// assert_eq!(serde_json::to_string(&claims).unwrap(), r#"{"iss":"my-app"}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Claims {
    /// The account the request acts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    /// The query string hash, or `context-qsh`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qsh: Option<String>,
    /// clientKey in tokens to the app, app key in tokens to the host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    /// A string or a list; only install tokens need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aud: Option<Value>,
    /// What the token is about, an object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// Expiry, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    /// Issue time, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
    /// Start of validity, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}
