//! How an exchange ended.

use std::fmt;

use serde::Serialize;

/// How an exchange ended. `Display` gives the status, or what there is in place of one.
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

impl Outcome {
    /// The same with the reason changed.
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Outcome::Failed(why) => Outcome::Failed(change(why)),
            other => other.clone(),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Pending => f.write_str("… not answered yet"),
            Outcome::Status(status) => status.fmt(f),
            Outcome::Failed(why) => write!(f, "no reply: {why}"),
            Outcome::NotSent => f.write_str("not sent"),
        }
    }
}
