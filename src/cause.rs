//! `Cause`: why something was refused, for the log and never for the wire.

use serde::Serialize;

use crate::screen::Role;

/// Why a request or a token was refused: which check refused it, what that check expected, what came
/// instead, and the likely reason.
///
/// `Display` gives one line a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cause {
    pub(crate) check: &'static str,
    pub(crate) expected: String,
    pub(crate) got: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) likely: Option<String>,
    /// Whether what was asked for is only not there, which is an ordinary answer.
    #[serde(skip)]
    pub(crate) missing: bool,
}

impl Cause {
    pub(crate) fn new(
        check: &'static str,
        expected: impl Into<String>,
        got: impl Into<String>,
    ) -> Self {
        Self {
            check,
            expected: expected.into(),
            got: got.into(),
            likely: None,
            missing: false,
        }
    }

    /// What was asked for is not there: no refusal.
    pub(crate) fn missing(
        check: &'static str,
        expected: impl Into<String>,
        got: impl Into<String>,
    ) -> Self {
        Self {
            missing: true,
            ..Self::new(check, expected, got)
        }
    }

    #[must_use]
    pub(crate) fn with_likely(mut self, likely: impl Into<String>) -> Self {
        self.likely = Some(likely.into());
        self
    }

    /// The check that refused.
    #[must_use]
    pub fn check(&self) -> &str {
        self.check
    }

    /// What the check expected.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What came instead.
    #[must_use]
    pub fn got(&self) -> &str {
        &self.got
    }

    /// What is the matter most of the time, where that is known.
    #[must_use]
    pub fn likely(&self) -> Option<&str> {
        self.likely.as_deref()
    }
}

impl Cause {
    /// One line a part, each with what it is on a screen.
    pub(crate) fn worded(&self) -> Vec<(Role, String)> {
        let mut lines = vec![
            (Role::Got, format!("refused by check: {}", self.check)),
            (Role::Expected, format!("expected: {}", self.expected)),
            (Role::Got, format!("got: {}", self.got)),
        ];
        let likely = self.likely.iter();
        lines.extend(likely.map(|likely| (Role::Likely, format!("likely: {likely}"))));
        lines
    }
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.worded().into_iter().map(|(_, line)| line).collect();
        f.write_str(&lines.join("\n"))
    }
}
