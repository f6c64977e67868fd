//! `Note`: what no request shows of an exchange.

use std::fmt;

use serde::Serialize;

use crate::cause::Cause;

/// What an exchange does not show by itself: which check refused it, which fault applied, what it
/// changed.
///
/// `Display` words it, on one line or, for a refusal, on one a part. As JSON it is an object whose
/// `kind` is the variant, with the facts as fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Note {
    /// A check refused the request.
    Refused(Box<Cause>),
    /// A fault applied.
    Fault {
        /// What it does, in words.
        fault: String,
    },
    /// A test held the exchange, and released it.
    Held,
    /// A test held the exchange, and nobody released it.
    LetGo {
        /// For how long it was held.
        seconds: u64,
    },
    /// Anything else, in words.
    Text {
        /// The words.
        text: String,
    },
}

impl Note {
    /// The note in words, by line.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.to_string().lines().map(str::to_owned).collect()
    }

    /// The same with every text in it changed.
    #[must_use]
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Note::Refused(cause) => Note::Refused(Box::new(Cause {
                check: cause.check,
                expected: change(&cause.expected),
                got: change(&cause.got),
                likely: cause.likely.as_deref().map(change),
            })),
            Note::Fault { fault } => Note::Fault {
                fault: change(fault),
            },
            Note::Text { text } => Note::Text { text: change(text) },
            Note::Held | Note::LetGo { .. } => self.clone(),
        }
    }
}

impl From<&str> for Note {
    fn from(text: &str) -> Self {
        Note::Text { text: text.into() }
    }
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Note::Text { text }
    }
}

impl From<&String> for Note {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Box<Cause>> for Note {
    fn from(cause: Box<Cause>) -> Self {
        Note::Refused(cause)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::Refused(cause) => cause.fmt(f),
            Note::Fault { fault } => write!(f, "fault: {fault}"),
            Note::Held => f.write_str("held until the test let it go on"),
            Note::LetGo { seconds } => {
                write!(f, "held for {seconds}s, and let go: nobody released it")
            }
            Note::Text { text } => f.write_str(text),
        }
    }
}
