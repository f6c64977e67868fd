//! One request and its reply, in either direction, as the log keeps it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::note::Note;

/// Which way a request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The app called the tenant.
    FromApp,
    /// The tenant called the app.
    ToApp,
}

/// How an exchange ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Outcome {
    /// The reply is still awaited.
    Pending,
    /// A reply came, with this status.
    Status(u16),
    /// No reply came, for this reason.
    Failed(String),
    /// The callback was recorded and not sent, as the app was installed without a backend.
    NotSent,
}

/// One request and its reply. Secrets and tokens are already replaced; texts that exchanges have in
/// common are kept once.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Exchange {
    /// Counts the exchanges of a tenant from 1, in the order in which they began.
    pub id: u32,
    /// The exchange that this one began and ended inside of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// Which way the request went.
    pub direction: Direction,
    /// The app's key, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<Arc<str>>,
    /// The request's method.
    pub method: Arc<str>,
    /// Scheme and authority of the request, as `{tenant}` or `{app}`.
    pub origin: Arc<str>,
    /// Path and query.
    pub target: Box<str>,
    /// The request's headers, one a line, without the values of tokens and cookies.
    pub request_headers: Arc<str>,
    /// The token in words: algorithm, who signed it, audience, or why it was refused.
    pub token: Arc<str>,
    /// The token's claims as JSON, without its times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<Box<str>>,
    /// The request's body.
    pub request_body: Box<str>,
    /// How it ended.
    pub outcome: Outcome,
    /// The reply's headers, one a line.
    pub reply_headers: Arc<str>,
    /// The reply's body.
    pub reply_body: Box<str>,
    /// What no request shows: why it was refused, what it changed.
    pub notes: Vec<Note>,
    /// When it began, by the tenant's clock, in milliseconds since 1970. Left out of the serialized
    /// form, which two runs have in common.
    #[serde(skip)]
    pub started_millis: i64,
    /// How long it took, in microseconds; 0 while it is pending.
    #[serde(skip)]
    pub took_micros: u64,
}

impl Exchange {
    /// The status of the reply, if one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.outcome {
            Outcome::Status(status) => Some(status),
            _ => None,
        }
    }

    /// The path without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Whether a reply came, or it is sure that none will.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.outcome != Outcome::Pending
    }
}
