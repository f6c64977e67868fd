//! `Cause`: why something was refused, for the log and never for the wire.

use serde::Serialize;

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

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            check,
            expected,
            got,
            likely,
        } = self;
        write!(
            f,
            "refused by check: {check}\nexpected: {expected}\ngot: {got}"
        )?;
        likely
            .iter()
            .try_for_each(|likely| write!(f, "\nlikely: {likely}"))
    }
}
