//! `Severity`: how bad it is where a check fails.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How bad it is where a check fails; the worst first.
///
/// ```
/// use mockfluence::check::Severity;
/// assert!(Severity::Critical < Severity::Low);
/// assert_eq!("high".parse(), Ok(Severity::High));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Anybody can take a customer over, or read another's data.
    Critical,
    /// Somebody who may not can make the app do something, or the app is lost for a customer.
    High,
    /// The app goes wrong where a host or a network does what it may do.
    Medium,
    /// Advice, and what is only in part known of real hosts.
    Low,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: &'static [Self] = &[Self::Critical, Self::High, Self::Medium, Self::Low];

    /// Its name, as in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Critical => "critical",
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no severity; `Display` lists those there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSeverity(String);

impl fmt::Display for UnknownSeverity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Severity::ALL.iter().map(|one| one.name()).collect();
        let Self(text) = self;
        write!(
            f,
            "`{text}` is no severity; there are: {}",
            names.join(", ")
        )
    }
}

impl std::error::Error for UnknownSeverity {}

impl FromStr for Severity {
    type Err = UnknownSeverity;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|one| one.name() == text);
        known
            .copied()
            .ok_or_else(|| UnknownSeverity(text.to_owned()))
    }
}
