//! `Note`: what no request shows of an exchange.

use std::fmt;

use serde::Serialize;

use super::refused_by_app::RefusedByApp;
use super::texts::Texts;
use crate::cause::Cause;
use crate::descriptor::Violation;
use crate::screen::Role;

/// What an exchange does not show by itself: which check refused it, which fault applied, what it
/// changed.
///
/// `Display` words it, on one line or, for a refusal, on one a part. As JSON it is an object whose
/// `kind` is the variant, with the facts as fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Note {
    /// A check refused the request.
    Refused(Box<Cause>),
    /// What was asked for is not there: an ordinary answer, and no refusal.
    Missing(Box<Cause>),
    /// A fault applied.
    Fault {
        /// What it does, in words.
        fault: String,
    },
    /// The app came back before the `Retry-After` it was given was over.
    TooEarly,
    /// The app accepted what it should have refused: nobody who may has signed it so.
    ForgeryAccepted {
        /// What was wrong with it, in words.
        forgery: String,
        /// The status that the app answered.
        status: u16,
    },
    /// The app answered 401 or 403 to a request that the tenant had signed rightly.
    RefusedByApp(Box<RefusedByApp>),
    /// An event of Forge's is tried again.
    Retry {
        /// The how-manieth time, from 1.
        retry: u32,
        /// How often it is tried again at most.
        of: u32,
        /// What its `retryContext` says.
        reason: String,
    },
    /// A test held the exchange, and released it.
    Held,
    /// A test held the exchange, and nobody released it.
    LetGo {
        /// For how long it was held.
        seconds: u64,
    },
    /// The tenant has nothing at this path.
    NotServed {
        /// The way to what it serves.
        hint: String,
        /// How to stub the path.
        stub: String,
    },
    /// A stub of the test answered.
    Stubbed,
    /// What came breaks a rule, and is taken all the same.
    Violation(Box<Violation>),
    /// Dynamic modules were registered.
    Registered {
        /// How many.
        count: usize,
    },
    /// Dynamic modules were removed.
    Removed {
        /// Their keys.
        keys: Vec<String>,
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
        self.worded().into_iter().map(|(_, line)| line).collect()
    }

    /// The lines, each with what it is on a screen.
    pub(super) fn worded(&self) -> Vec<(Role, String)> {
        let noted = |line: String| vec![(Role::Noted, line)];
        match self {
            Note::Refused(cause) => cause.worded(),
            Note::Missing(cause) => {
                let expected = match cause.expected() {
                    "" => String::new(),
                    expected => format!(": {expected}"),
                };
                let (got, check) = (cause.got(), cause.check());
                let mut lines = noted(format!("not there: {got} ({check}{expected})"));
                lines.extend(cause.worded().into_iter().skip(3));
                lines
            }
            Note::Fault { fault } => noted(format!("fault: {fault}")),
            Note::TooEarly => noted("it came back before `Retry-After` was over".into()),
            Note::ForgeryAccepted { forgery, status } => vec![(
                Role::Heading,
                format!(
                    "ACCEPTED A FORGERY: the app answered {status} to this ({forgery}); it must refuse it"
                ),
            )],
            Note::RefusedByApp(refused) => refused.worded(),
            Note::Retry { retry, of, reason } => noted(format!("retry {retry} of {of}: {reason}")),
            Note::Held => noted("held until the test let it go on".into()),
            Note::LetGo { seconds } => noted(format!(
                "held for {seconds}s, and let go: nobody released it"
            )),
            Note::NotServed { hint, stub } => {
                let hint = format!("not served; {hint}");
                vec![(Role::Noted, hint), (Role::Noted, stub.clone())]
            }
            Note::Stubbed => noted("answered by a stub".into()),
            Note::Violation(violation) => {
                let words = violation.to_string();
                let lines = words
                    .lines()
                    .map(|line| (Role::Noted, line.trim_start().to_owned()));
                lines.collect()
            }
            Note::Registered { count } => noted(format!("{} registered", modules(*count))),
            Note::Removed { keys } if keys.is_empty() => noted(format!("{} removed", modules(0))),
            Note::Removed { keys } => noted(format!(
                "{} removed: {}",
                modules(keys.len()),
                keys.join(", ")
            )),
            Note::Text { text } => noted(text.clone()),
        }
    }

    /// Whether the tester should look at it: a refusal, a fault, a forgery that was accepted, or what
    /// nobody answers.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        match self {
            Note::Refused(_)
            | Note::Fault { .. }
            | Note::TooEarly
            | Note::ForgeryAccepted { .. }
            | Note::LetGo { .. }
            | Note::NotServed { .. } => true,
            Note::Missing(_)
            | Note::RefusedByApp(_)
            | Note::Retry { .. }
            | Note::Held
            | Note::Stubbed
            | Note::Violation(_)
            | Note::Registered { .. }
            | Note::Removed { .. }
            | Note::Text { .. } => false,
        }
    }
}

impl Texts for Note {
    fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Note::Refused(cause) | Note::Missing(cause) => {
                let Cause {
                    check: _,
                    expected,
                    got,
                    likely,
                    missing: _,
                } = &mut **cause;
                [expected, got].into_iter().chain(likely).collect()
            }
            Note::RefusedByApp(refused) => refused.texts(),
            Note::Retry { reason: text, .. }
            | Note::Fault { fault: text }
            | Note::ForgeryAccepted { forgery: text, .. } => vec![text],
            Note::NotServed { hint, stub } => vec![hint, stub],
            Note::Violation(violation) => violation.texts(),
            Note::Removed { keys } => keys.iter_mut().collect(),
            Note::Text { text } => vec![text],
            Note::TooEarly
            | Note::Held
            | Note::LetGo { .. }
            | Note::Stubbed
            | Note::Registered { .. } => Vec::new(),
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

impl From<Violation> for Note {
    fn from(violation: Violation) -> Self {
        Note::Violation(Box::new(violation))
    }
}

impl From<Box<Cause>> for Note {
    fn from(cause: Box<Cause>) -> Self {
        match cause.missing {
            true => Note::Missing(cause),
            false => Note::Refused(cause),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}

fn modules(count: usize) -> String {
    format!("{count} {}", if count == 1 { "module" } else { "modules" })
}
